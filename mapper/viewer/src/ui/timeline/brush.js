/**
 * The brush over the bars of the time line, which chooses a range of bins.
 */
import { h } from "../parts/dom.js";

/** @import {Bins} from "./bins.js" */

/**
 * The part that a drag moves: the handle at either end, the whole range, or the end of a new range.
 *
 * @typedef {"from"|"to"|"range"|"new"} Grip
 */

/**
 * The state that the brush shows. `word` gives a bin's words for screen readers.
 *
 * @typedef {Bins & {length: number, word: (bin: number, end: "from"|"to") => string}} BrushState
 */

/**
 * A press on the brush: where it began, and the range before it.
 *
 * @typedef {Bins & {x: number, bin: number, grip: Grip, moved: boolean}} Press
 */

/** A press that moves less than this many pixels is a click. */
const CLICK = 3;

/** How many bins each key moves a handle. */
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

const ENDS = /** @type {const} */ (["from", "to"]);

/**
 * @param {Bins & {grip: Grip, bin: number}} start the range before the drag, and the bin that was pressed
 * @param {number} bin bin now under the pointer
 * @param {number} length number of bins
 * @returns {Bins} the range that the drag makes
 */
export function dragged({ grip, bin: pressed, from, to }, bin, length) {
  if (grip === "from") return { from: Math.min(bin, to), to };
  if (grip === "to") return { from, to: Math.max(bin, from) };
  if (grip === "new") return { from: Math.min(pressed, bin), to: Math.max(pressed, bin) };
  const shift = Math.min(Math.max(bin - pressed, -from), length - 1 - to);
  return { from: from + shift, to: to + shift };
}

/**
 * The handle that a drag moves. If both handles are on one bar, it is the one that can move that way.
 *
 * @param {Grip} grip what was pressed
 * @param {Bins} bins
 * @param {number} way pixels moved, negative to the left
 * @returns {Grip}
 */
export function gripByWay(grip, { from, to }, way) {
  if (from !== to || (grip !== "from" && grip !== "to")) return grip;
  return way < 0 ? "from" : "to";
}

/**
 * A drag on the bars chooses a range, a drag on the range moves it, and a click chooses one bar. The handles
 * at both ends are sliders for the keyboard.
 */
export class Brush {
  /** @type {BrushState} */
  #state = { length: 0, from: 0, to: 0, word: () => "" };
  #range = h("div.brush-range", {});
  #handles;
  #onChange;
  /** @type {HTMLElement} */
  element;

  /**
   * @param {object} options
   * @param {{from: string, to: string}} options.labels names of the handles
   * @param {(bins: Bins) => void} options.onChange
   * @param {(bin: number|null) => void} options.onHover
   */
  constructor({ labels, onChange, onHover }) {
    this.#onChange = onChange;
    this.#handles = { from: this.#handle("from", labels.from), to: this.#handle("to", labels.to) };
    this.element = h(
      "div.brush",
      {
        onpointerdown: (event) => this.#press(event),
        onpointermove: (event) => onHover(this.#state.length ? this.#binAt(event.clientX) : null),
        onpointerleave: () => onHover(null),
      },
      this.#range,
      this.#handles.from,
      this.#handles.to,
    );
  }

  /** @param {BrushState} state */
  update(state) {
    this.#state = state;
    const { length, from, to, word } = state;
    const percent = (/** @type {number} */ bin) => `${(100 * bin) / Math.max(length, 1)}%`;
    this.element.style.setProperty("--from", percent(from));
    this.element.style.setProperty("--to", percent(to + 1));
    this.element.classList.toggle("whole", this.#isWhole());
    for (const end of ENDS) {
      const slider = this.#handles[end];
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

  /** @param {"from"|"to"} end @param {string} label */
  #handle(end, label) {
    return h(`button.brush-handle.${end}`, {
      type: "button",
      role: "slider",
      "aria-label": label,
      onkeydown: (event) => this.#onKey(event, end),
    });
  }

  /** @param {KeyboardEvent} event @param {"from"|"to"} end */
  #onKey(event, end) {
    const step = KEYS.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const { from, to, length } = this.#state;
    const [low, high] = end === "from" ? [0, to] : [from, length - 1];
    const moved = Math.min(Math.max(this.#state[end] + step, low), high);
    this.#onChange({ from, to, [end]: moved });
  }

  /** The position of a pixel of the window, in bins from the left. @param {number} clientX */
  #positionOf(clientX) {
    const { left, width } = this.element.getBoundingClientRect();
    return ((clientX - left) / width) * this.#state.length;
  }

  /** @param {number} clientX */
  #binAt(clientX) {
    return Math.min(Math.max(Math.floor(this.#positionOf(clientX)), 0), this.#state.length - 1);
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const { length, from, to } = this.#state;
    if (!length || event.button > 0) return;
    const bin = this.#binAt(event.clientX);
    /** @type {Press} */
    const press = { x: event.clientX, bin, from, to, grip: this.#gripOf(event), moved: false };
    const { element } = this;
    const dragEnd = new AbortController();
    const { signal } = dragEnd;
    element.setPointerCapture(event.pointerId);
    element.addEventListener("pointermove", (later) => this.#drag(press, later), { signal });
    element.addEventListener("pointercancel", () => dragEnd.abort(), { signal });
    element.addEventListener(
      "pointerup",
      () => {
        dragEnd.abort();
        if (!press.moved) this.#onChange({ from: press.bin, to: press.bin });
      },
      { signal },
    );
  }

  /** @param {PointerEvent} event @returns {Grip} */
  #gripOf({ target, clientX }) {
    const { from, to } = this.#state;
    if (target === this.#handles.from || target === this.#handles.to) {
      // The handles may overlap: take the nearer one.
      const position = this.#positionOf(clientX);
      return Math.abs(position - from) < Math.abs(position - to - 1) ? "from" : "to";
    }
    return target === this.#range && !this.#isWhole() ? "range" : "new";
  }

  /** @param {Press} press @param {PointerEvent} event */
  #drag(press, event) {
    const way = event.clientX - press.x;
    if (!press.moved) {
      if (Math.abs(way) < CLICK) return;
      press.moved = true;
      press.grip = gripByWay(press.grip, press, way);
    }
    const next = dragged(press, this.#binAt(event.clientX), this.#state.length);
    if (next.from !== this.#state.from || next.to !== this.#state.to) this.#onChange(next);
  }
}
