import { afterPaint, h } from "./dom.js";

/** Rows drawn beyond each edge of what is seen. */
const MARGIN = 6;

/**
 * The largest height of a list, because browsers lose precision in taller elements. The scroll position of a longer
 * list is scaled.
 */
const TALLEST = 15_000_000;

/** Up to this height a list is shown in full; a taller one has its own scroll bar. */
const SHORT = 480;

/**
 * The dimensions of a list: its number of rows, and the heights of a row and of the visible part, in pixels.
 *
 * @typedef {{length: number, row: number, height: number}} ListView
 */

/**
 * @param {ListView} view
 * @returns {{total: number, scale: number}} height of the whole, and list pixels for each scrolled pixel
 */
function scaleOf({ length, row, height }) {
  const full = length * row;
  const total = Math.min(full, TALLEST);
  return { total, scale: total > height ? (full - height) / (total - height) : 1 };
}

/**
 * @param {ListView & {top: number}} view `top`: the scroll position
 * @returns {{first: number, last: number, offset: number, total: number}} the rows to draw, where the first
 *   of them stands, and the height of the whole
 */
export function windowOf({ length, row, top, height }) {
  const { total, scale } = scaleOf({ length, row, height });
  // After a list gets shorter, the browser reports its new scroll position only later.
  const scrolled = Math.max(Math.min(top, total - height), 0);
  const at = scrolled * scale;
  const first = Math.max(Math.floor(at / row) - MARGIN, 0);
  const last = Math.min(Math.ceil((at + height) / row) + MARGIN, length) - 1;
  return { first, last, offset: scrolled - at + first * row, total };
}

/**
 * A row of a list: its `li`, and the button in it.
 *
 * @typedef {{item: HTMLLIElement, button: HTMLElement}} Row
 */

/**
 * A list of any length with elements only for the visible rows. It is one stop of the Tab key; arrow keys, Home and End
 * move inside it.
 */
export class VirtualList {
  /** @type {ArrayLike<number>} */
  #items = [];
  /** The row that the Tab key reaches. */
  #active = 0;
  /** The item that is open elsewhere on the page; null if none is. @type {number|null} */
  #current = null;
  /** Rows by their position, in the order of the list. @type {Map<number, Row>} */
  #drawn = new Map();
  /**
   * Visible height and scroll position as last reported; reading them would force a layout.
   */
  #height = SHORT;
  #top = 0;
  /** Whether rows are drawn. A list below the edge of the window draws none before the first paint. */
  #awake = false;
  #row;
  #render;
  #list;

  /**
   * @param {object} options
   * @param {string} options.label name of the list
   * @param {number} options.row height of a row, pixels
   * @param {(item: number, position: number) => HTMLElement} options.render makes a row's button
   */
  constructor({ label, row, render }) {
    this.#row = row;
    this.#render = render;
    this.#list = h("ol.virtual-rows", { "aria-label": label });
    this.element = h(
      "div.virtual",
      {
        onscroll: () => this.#scrolled(),
        onkeydown: (event) => this.#onKey(event),
        onfocusin: (event) => this.#focused(event),
      },
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

  /** Draws the rows anew. */
  refresh() {
    for (const { item } of this.#drawn.values()) item.remove();
    this.#drawn.clear();
    this.#draw();
  }

  /**
   * Marks the row of an item, brings it into sight in the list, and lets the Tab key come to it.
   *
   * @param {number|null} item null for none
   */
  mark(item) {
    if (item === this.#current) return;
    this.#current = item;
    const position = item === null ? -1 : Array.prototype.indexOf.call(this.#items, item);
    if (position >= 0) this.#bring(position);
    else this.#draw();
  }

  /** @param {number} height */
  #resized(height) {
    this.#height = height || SHORT;
    if (!this.#awake) this.#wake();
    this.#scrolled(); // moving an element in the page resets its scroll position without an event
  }

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
    /** @type {Map<number, Row>} */
    const next = new Map();
    for (let position = first; position <= last; position++) {
      next.set(position, this.#drawn.get(position) ?? this.#makeRow(position));
    }
    for (const [position, { item }] of this.#drawn) if (!next.has(position)) item.remove();
    for (const [position, { item, button }] of next) {
      item.style.setProperty("transform", `translateY(${offset + (position - first) * this.#row}px)`);
      button.tabIndex = position === this.#active ? 0 : -1;
      if (this.#items[position] === this.#current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    this.#drawn = next;
    this.#order();
  }

  /** Puts the rows into the order of the list, as screen readers read them. */
  #order() {
    /** @type {HTMLLIElement|null} */
    let before = null;
    for (const { item } of this.#drawn.values()) {
      /** @type {ChildNode|null} */
      const wanted = before ? before.nextSibling : this.#list.firstChild;
      if (item !== wanted) this.#list.insertBefore(item, wanted);
      before = item;
    }
  }

  /** @param {number} position @returns {Row} */
  #makeRow(position) {
    const button = this.#render(this.#items[position], position);
    const attributes = {
      "aria-setsize": this.#items.length,
      "aria-posinset": position + 1,
      "data-position": position,
    };
    return { item: h("li", attributes, button), button };
  }

  /** @param {FocusEvent} event */
  #focused({ target }) {
    const item = target instanceof Element ? target.closest("li") : null;
    const position = Number(item?.dataset.position);
    if (Number.isInteger(position)) this.#active = position;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const page = Math.max(Math.floor(this.#height / this.#row) - 1, 1);
    const moves = new Map([
      ["ArrowDown", 1],
      ["ArrowUp", -1],
      ["PageDown", page],
      ["PageUp", -page],
      ["Home", -Infinity],
      ["End", Infinity],
    ]);
    const move = moves.get(event.key);
    if (move === undefined || !this.#items.length) return;
    event.preventDefault();
    const position = Math.min(Math.max(this.#active + move, 0), this.#items.length - 1);
    this.#bring(position);
    this.#drawn.get(position)?.button.focus();
  }

  /** Scrolls the list so far that a row is in sight. @param {number} position */
  #bring(position) {
    const [row, height] = [this.#row, this.#height];
    const { scale } = scaleOf({ length: this.#items.length, row, height });
    const at = this.#top * scale;
    this.#active = position;
    if (position * row < at) this.element.scrollTop = (position * row) / scale;
    else if ((position + 1) * row > at + height)
      this.element.scrollTop = ((position + 1) * row - height) / scale;
    this.#scrolled();
  }
}
