import { afterPaint, h } from "./dom.js";

/** Rows drawn beyond each edge of what is seen. */
const MARGIN = 6;

/** Browsers lose precision in taller elements (Firefox at 17.8 million pixels): beyond, scrolling is scaled. */
const TALLEST = 15_000_000;

/** Up to this height a list stands in full; a taller one scrolls by itself. */
const SHORT = 480;

/**
 * How scrolling maps to rows.
 * @param {{length: number, row: number, height: number}} view rows, pixels of a row, visible pixels
 * @returns {{total: number, scale: number}} height of the whole, and list pixels for each scrolled pixel
 */
export function scaleOf({ length, row, height }) {
  const full = length * row;
  const total = Math.min(full, TALLEST);
  return { total, scale: total > height ? (full - height) / (total - height) : 1 };
}

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
  const { total, scale } = scaleOf({ length, row, height });
  const scrolled = Math.max(Math.min(top, total - height), 0); // a list that became shorter tells its new position later
  const at = scrolled * scale;
  const first = Math.max(Math.floor(at / row) - MARGIN, 0);
  const last = Math.min(Math.ceil((at + height) / row) + MARGIN, length) - 1;
  return { first, last, offset: scrolled - at + first * row, total };
}

/** A list of any length of which only the rows in sight exist. One tab stop; arrow keys, Home and End move in it. */
export class VirtualList {
  #items = [];
  #active = 0;
  #drawn = new Map();
  #height = SHORT; // what was last told of the element: asking it would lay out the page at once
  #top = 0;
  #awake = false; // a list below the edge of the window makes its rows when the first picture is seen
  #row;
  #render;
  #list;

  /**
   * @param {object} options
   * @param {string} options.label name of the list
   * @param {number} options.row height of a row, pixels
   * @param {(item: number, position: number) => HTMLElement} options.render the row's button
   */
  constructor({ label, row, render }) {
    this.#row = row;
    this.#render = render;
    this.#list = h("ol.virtual-rows", { "aria-label": label });
    const onkeydown = (event) => this.#key(event);
    this.element = h(
      "div.virtual",
      { onscroll: () => this.#scrolled(), onkeydown, onfocusin: (event) => this.#focused(event) },
      this.#list,
    );
    this.element.style.setProperty("--row", `${row}px`);
    new ResizeObserver(([{ contentRect }]) => this.#resized(contentRect.height)).observe(this.element);
  }

  /** @param {ArrayLike<number>} items */
  update(items) {
    this.#items = items;
    this.#active = Math.min(this.#active, Math.max(items.length - 1, 0));
    this.element.hidden = !items.length;
    this.element.classList.toggle("short", items.length * this.#row <= SHORT);
    this.refresh();
  }

  /** Draw the rows anew. */
  refresh() {
    for (const node of this.#drawn.values()) node.remove();
    this.#drawn.clear();
    this.#draw();
  }

  #resized(height) {
    this.#height = height || SHORT;
    if (!this.#awake) this.#wake();
    this.#scrolled(); // an element that was moved in the page is at its top again, and says nothing of it
  }

  /** The page has just been laid out, and nothing of it is painted. */
  #wake() {
    this.#awake = this.element.getBoundingClientRect().top < window.innerHeight;
    if (this.#awake) return;
    afterPaint(() => {
      this.#awake = true;
      this.#draw();
    });
  }

  #scrolled() {
    this.#top = this.element.scrollTop;
    this.#draw();
  }

  #draw() {
    const view = { length: this.#items.length, row: this.#row, top: this.#top, height: this.#height };
    const { first, last, offset, total } = windowOf(view);
    this.#list.style.setProperty("height", `${total}px`);
    if (!this.#awake) return;
    const next = new Map();
    for (let position = first; position <= last; position++)
      next.set(position, this.#drawn.get(position) ?? this.#makeRow(position));
    for (const [position, node] of this.#drawn) if (!next.has(position)) node.remove();
    for (const [position, node] of next) {
      node.style.setProperty("transform", `translateY(${offset + (position - first) * this.#row}px)`);
      node.firstChild.tabIndex = position === this.#active ? 0 : -1;
    }
    this.#drawn = next;
    this.#place();
  }

  /** Keep the DOM in the order of the list, as screen readers read it. */
  #place() {
    let before = null;
    for (const node of this.#drawn.values()) {
      const wanted = before ? before.nextSibling : this.#list.firstChild;
      if (node !== wanted) this.#list.insertBefore(node, wanted);
      before = node;
    }
  }

  #makeRow(position) {
    const attributes = {
      "aria-setsize": this.#items.length,
      "aria-posinset": position + 1,
      "data-position": position,
    };
    return h("li", attributes, this.#render(this.#items[position], position));
  }

  #focused({ target }) {
    const position = Number(target.closest("li")?.dataset.position);
    if (Number.isInteger(position)) this.#active = position;
  }

  #key(event) {
    const page = Math.max(Math.floor(this.#height / this.#row) - 1, 1);
    const moves = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    };
    if (!Object.hasOwn(moves, event.key) || !this.#items.length) return;
    event.preventDefault();
    this.#goTo(Math.min(Math.max(this.#active + moves[event.key], 0), this.#items.length - 1));
  }

  #goTo(position) {
    const [row, height] = [this.#row, this.#height];
    const { scale } = scaleOf({ length: this.#items.length, row, height });
    const at = this.#top * scale;
    this.#active = position;
    if (position * row < at) this.element.scrollTop = (position * row) / scale;
    else if ((position + 1) * row > at + height)
      this.element.scrollTop = ((position + 1) * row - height) / scale;
    this.#scrolled();
    this.#drawn.get(position)?.firstChild.focus();
  }
}
