import { h } from "./dom.js";

/** A press that moves less than this many pixels is a click. */
const CLICK = 3;

/** Bins moved by each key of a handle. */
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -Infinity, End: Infinity };

/**
 * A brush over a row of bins: drag to choose, drag the chosen to move it, click a bar for that bin alone,
 * two handles that are sliders for the keyboard.
 *
 * @param {object} options
 * @param {{from: string, to: string}} options.labels names of the handles
 * @param {(bins: {from: number, to: number}) => void} options.onChange
 * @param {(bin: number|null) => void} options.onHover
 * @returns {{element: HTMLElement, update: (state: {length: number, from: number, to: number, word: (bin: number, end: string) => string}) => void}}
 */
export function createBrush({ labels, onChange, onHover }) {
  let state = { length: 0, from: 0, to: 0 };
  const chosen = h("div.brush-range", {});
  const handles = { from: handle("from"), to: handle("to") };
  const element = h("div.brush", { onpointerdown: press, onpointermove: hover, onpointerleave: () => onHover(null) });
  element.append(chosen, handles.from, handles.to);

  function handle(end) {
    const slider = h(`button.brush-handle.${end}`, { type: "button", role: "slider", "aria-label": labels[end], onkeydown: (event) => key(event, end) });
    return slider;
  }

  function key(event, end) {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    const moved = state[end] + KEYS[event.key];
    const [low, high] = end === "from" ? [0, state.to] : [state.from, state.length - 1];
    onChange({ ...range(), [end]: Math.min(Math.max(moved, low), high) });
  }

  const range = () => ({ from: state.from, to: state.to });

  function binAt(clientX) {
    const { left, width } = element.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((clientX - left) / width) * state.length), 0), state.length - 1);
  }

  function hover(event) {
    onHover(state.length ? binAt(event.clientX) : null);
  }

  function press(event) {
    if (!state.length || event.button > 0) return;
    const start = { x: event.clientX, bin: binAt(event.clientX), ...range(), grip: gripOf(event.target) };
    const move = (later) => drag(start, later);
    const up = (later) => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
      if (later.type === "pointerup" && Math.abs(later.clientX - start.x) < CLICK && start.grip !== "from" && start.grip !== "to") {
        onChange({ from: start.bin, to: start.bin });
      }
    };
    element.setPointerCapture(event.pointerId);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
  }

  function gripOf(target) {
    if (target === handles.from) return "from";
    if (target === handles.to) return "to";
    const whole = state.from === 0 && state.to === state.length - 1;
    return target === chosen && !whole ? "range" : "new";
  }

  function drag(start, event) {
    if (Math.abs(event.clientX - start.x) < CLICK) return;
    const bin = binAt(event.clientX);
    const next = dragged(start, bin, state.length);
    if (next.from !== state.from || next.to !== state.to) onChange(next);
  }

  function update(next) {
    state = next;
    const percent = (bin) => `${(100 * bin) / Math.max(state.length, 1)}%`;
    element.style.setProperty("--from", percent(state.from));
    element.style.setProperty("--to", percent(state.to + 1));
    element.classList.toggle("whole", state.from === 0 && state.to === state.length - 1);
    for (const end of ["from", "to"]) {
      handles[end].disabled = !state.length;
      handles[end].setAttribute("aria-valuemin", "0");
      handles[end].setAttribute("aria-valuemax", String(Math.max(state.length - 1, 0)));
      handles[end].setAttribute("aria-valuenow", String(state[end]));
      handles[end].setAttribute("aria-valuetext", state.length ? state.word(state[end], end) : "");
    }
  }

  return { element, update };
}

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
