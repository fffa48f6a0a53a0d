import { h } from "./dom.js";

/** Rows drawn beyond each edge of what is seen. */
const MARGIN = 6;

/** Browsers lose precision in taller elements (Firefox at 17.8 million pixels): beyond, scrolling is scaled. */
const TALLEST = 15_000_000;

/**
 * The rows to draw for a scroll position.
 *
 * @param {object} view
 * @param {number} view.length number of rows
 * @param {number} view.row height of a row, pixels
 * @param {number} view.top scroll position, pixels
 * @param {number} view.height visible height, pixels
 * @returns {{first: number, last: number, offset: number, total: number}} rows `first`…`last`, drawn from `offset`;
 *   `total` is the height of the whole
 */
export function windowOf({ length, row, top, height }) {
  const full = length * row;
  const total = Math.min(full, TALLEST);
  const scale = total > height ? (full - height) / (total - height) : 1;
  const at = Math.max(top, 0) * scale;
  const first = Math.max(Math.floor(at / row) - MARGIN, 0);
  const last = Math.min(Math.ceil((at + height) / row) + MARGIN, length) - 1;
  return { first, last, offset: top - at + first * row, total };
}

/**
 * A list of any length of which only the rows in sight exist. One tab stop; arrow keys, Home and End move in it.
 *
 * @param {object} options
 * @param {string} options.label name of the list
 * @param {number} options.row height of a row, pixels
 * @param {(item: number, position: number) => HTMLElement} options.render the row's button
 * @returns {{element: HTMLElement, update: (items: ArrayLike<number>) => void, refresh: () => void}}
 */
export function createVirtualList({ label, row, render }) {
  let items = [];
  let active = 0;
  let drawn = new Map();
  const list = h("ol.virtual-rows", { "aria-label": label });
  const element = h("div.virtual", { onscroll: () => draw(), onkeydown: key, onfocusin: focused }, list);
  element.style.setProperty("--row", `${row}px`);
  new ResizeObserver(() => draw()).observe(element);

  function draw(anew = false) {
    const view = { length: items.length, row, top: element.scrollTop, height: element.clientHeight || 600 };
    const { first, last, offset, total } = windowOf(view);
    list.style.setProperty("height", `${total}px`);
    const next = new Map();
    for (let position = first; position <= last; position++) {
      next.set(position, (!anew && drawn.get(position)) || makeRow(position));
    }
    for (const [position, node] of drawn) if (next.get(position) !== node) node.remove();
    for (const [position, node] of next) {
      node.style.setProperty("transform", `translateY(${offset + (position - first) * row}px)`);
      node.firstChild.tabIndex = position === active ? 0 : -1;
    }
    place(next);
    drawn = next;
  }

  /** Keep the DOM in the order of the list, as screen readers read it. */
  function place(next) {
    let before = null;
    for (const node of next.values()) {
      const wanted = before ? before.nextSibling : list.firstChild;
      if (node !== wanted) list.insertBefore(node, wanted);
      before = node;
    }
  }

  function makeRow(position) {
    const attributes = { "aria-setsize": items.length, "aria-posinset": position + 1, "data-position": position };
    return h("li", attributes, render(items[position], position));
  }

  function focused({ target }) {
    const position = Number(target.closest("li")?.dataset.position);
    if (Number.isInteger(position)) active = position;
  }

  function key(event) {
    const page = Math.max(Math.floor(element.clientHeight / row) - 1, 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (!(event.key in moves) || !items.length) return;
    event.preventDefault();
    goTo(Math.min(Math.max(active + moves[event.key], 0), items.length - 1));
  }

  function goTo(position) {
    active = position;
    const height = element.clientHeight;
    const full = items.length * row;
    const total = Math.min(full, TALLEST);
    const scale = total > height ? (full - height) / (total - height) : 1;
    const at = element.scrollTop * scale;
    if (position * row < at) element.scrollTop = (position * row) / scale;
    else if ((position + 1) * row > at + height) element.scrollTop = ((position + 1) * row - height) / scale;
    draw();
    drawn.get(position)?.firstChild.focus({ preventScroll: true });
  }

  function update(next) {
    items = next;
    active = Math.min(active, Math.max(items.length - 1, 0));
    element.hidden = !items.length;
    element.classList.toggle("short", items.length * row <= 480);
    draw(true);
  }

  return { element, update, refresh: () => draw(true) };
}
