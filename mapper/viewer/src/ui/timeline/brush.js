import { h } from "../parts/dom.js";

/** A press that moves less than this many pixels is a click. */
const CLICK = 3;

/** Bins moved by each key of a handle. */
const KEYS = new Map([
  ["ArrowLeft", -1],
  ["ArrowDown", -1],
  ["ArrowRight", 1],
  ["ArrowUp", 1],
  ["PageDown", -12],
  ["PageUp", 12],
  ["Home", -Infinity],
  ["End", Infinity],
]);

/**
 * The range that a drag makes.
 *
 * @param {{grip: "from"|"to"|"range"|"new", bin: number, from: number, to: number}} start
 * @param {number} bin bin now under the pointer
 * @param {number} length number of bins
 * @returns {{from: number, to: number}}
 */
export function dragged({ grip, bin: pressed, from, to }, bin, length) {
  if (grip === "from") return { from: Math.min(bin, to), to };
  if (grip === "to") return { from, to: Math.max(bin, from) };
  if (grip === "new") return { from: Math.min(pressed, bin), to: Math.max(pressed, bin) };
  const shift = Math.min(Math.max(bin - pressed, -from), length - 1 - to);
  return { from: from + shift, to: to + shift };
}

/**
 * The handle that a drag moves: of two that stand on one bar, the one that can go that way.
 *
 * @param {"from"|"to"|"range"|"new"} grip what was pressed
 * @param {{from: number, to: number}} bins
 * @param {number} way pixels moved, negative to the left
 * @returns {"from"|"to"|"range"|"new"}
 */
export function gripByWay(grip, { from, to }, way) {
  if (from !== to || !["from", "to"].includes(grip)) return grip;
  return way < 0 ? "from" : "to";
}

/**
 * A brush over a row of bins: drag to choose, drag the chosen to move it, click a bar for that bin alone, through a
 * handle that lies over it too, and two handles that are sliders for the keyboard.
 */
export class Brush {
  #state = { length: 0, from: 0, to: 0 };
  #chosen = h("div.brush-range", {});
  #handles;
  #onChange;

  /**
   * @param {object} options
   * @param {{from: string, to: string}} options.labels names of the handles
   * @param {(bins: {from: number, to: number}) => void} options.onChange
   * @param {(bin: number|null) => void} options.onHover
   */
  constructor({ labels, onChange, onHover }) {
    this.#onChange = onChange;
    this.#handles = { from: this.#handle("from", labels), to: this.#handle("to", labels) };
    this.element = h(
      "div.brush",
      {
        onpointerdown: (event) => this.#press(event),
        onpointermove: (event) => onHover(this.#state.length ? this.#binAt(event.clientX) : null),
        onpointerleave: () => onHover(null),
      },
      this.#chosen,
      this.#handles.from,
      this.#handles.to,
    );
  }

  /** @param {{length: number, from: number, to: number, word: (bin: number, end: "from"|"to") => string}} state bins; `word` says one aloud */
  update(state) {
    this.#state = state;
    const { length, from, to, word } = state;
    const percent = (bin) => `${(100 * bin) / Math.max(length, 1)}%`;
    this.element.style.setProperty("--from", percent(from));
    this.element.style.setProperty("--to", percent(to + 1));
    this.element.classList.toggle("whole", this.#isWhole());
    for (const [end, slider] of Object.entries(this.#handles)) {
      slider.disabled = !length;
      slider.setAttribute("aria-valuemin", "0");
      slider.setAttribute("aria-valuemax", String(Math.max(length - 1, 0)));
      slider.setAttribute("aria-valuenow", String(Math.max(state[end], 0)));
      slider.setAttribute("aria-valuetext", length ? word(state[end], end) : "");
    }
  }

  #isWhole() {
    return this.#state.from === 0 && this.#state.to === this.#state.length - 1;
  }

  #handle(end, labels) {
    const onkeydown = (event) => this.#key(event, end);
    return h(`button.brush-handle.${end}`, {
      type: "button",
      role: "slider",
      "aria-label": labels[end],
      onkeydown,
    });
  }

  #key(event, end) {
    if (!KEYS.has(event.key)) return;
    event.preventDefault();
    const { from, to, length } = this.#state;
    const [low, high] = end === "from" ? [0, to] : [from, length - 1];
    const moved = Math.min(Math.max(this.#state[end] + KEYS.get(event.key), low), high);
    this.#onChange({ from, to, [end]: moved });
  }

  #binAt(clientX) {
    const { left, width } = this.element.getBoundingClientRect();
    const { length } = this.#state;
    return Math.min(Math.max(Math.floor(((clientX - left) / width) * length), 0), length - 1);
  }

  #press(event) {
    const { length, from, to } = this.#state;
    if (!length || event.button > 0) return;
    const start = {
      x: event.clientX,
      bin: this.#binAt(event.clientX),
      from,
      to,
      grip: this.#gripOf(event),
      moved: false,
    };
    const { element } = this;
    const move = (later) => this.#drag(start, later);
    const up = (later) => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
      if (later.type === "pointerup" && !start.moved) this.#onChange({ from: start.bin, to: start.bin });
    };
    element.setPointerCapture(event.pointerId);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
  }

  #gripOf({ target, clientX }) {
    const { length, from, to } = this.#state;
    if (target === this.#handles.from || target === this.#handles.to) {
      const { left, width } = this.element.getBoundingClientRect();
      const edge = ((clientX - left) / width) * length; // handles that overlap: the nearer one
      return Math.abs(edge - from) < Math.abs(edge - to - 1) ? "from" : "to";
    }
    return target === this.#chosen && !this.#isWhole() ? "range" : "new";
  }

  #drag(start, event) {
    const way = event.clientX - start.x;
    if (!start.moved && Math.abs(way) < CLICK) return;
    if (!start.moved) Object.assign(start, { moved: true, grip: gripByWay(start.grip, start, way) });
    const next = dragged(start, this.#binAt(event.clientX), this.#state.length);
    if (next.from !== this.#state.from || next.to !== this.#state.to) this.#onChange(next);
  }
}
