/**
 * Canvas paths clipped to the view. At town zoom a coast or a border is millions of pixels long, and a browser that
 * dashes or strokes all of it freezes.
 */

/** @import {Box, TracePath} from "./types.js" */

/** How far a path extends beyond the view, in pixels: more than the width of any stroke. */
export const BEYOND = 512;

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => (value < low ? low : value > high ? high : value);

/**
 * Passes lines on to a path. Points outside the box are moved to the nearest point of its rim, so the inside of the box
 * is filled exactly as by the whole area.
 *
 * @implements {TracePath}
 */
export class CutPath {
  #path;
  // Not as an array: a line has thousands of points, and each would destructure the box.
  #left;
  #top;
  #right;
  #bottom;
  /** The current point of the line, before it is moved. */
  #x = 0;
  #y = 0;
  /** The first point. */
  #firstX = 0;
  #firstY = 0;

  /** @param {TracePath} path @param {Box} box */
  constructor(path, box) {
    this.#path = path;
    [this.#left, this.#top, this.#right, this.#bottom] = box;
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#path.moveTo(clamp(x, this.#left, this.#right), clamp(y, this.#top, this.#bottom));
    this.#firstX = x;
    this.#firstY = y;
    this.#setLast(x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    if (!this.#isInside(x, y) || !this.#isInside(this.#x, this.#y)) this.#turnOnTheWayTo(x, y);
    this.#addTo(x, y);
    this.#setLast(x, y);
  }

  closePath() {
    this.#turnOnTheWayTo(this.#firstX, this.#firstY);
    this.#setLast(this.#firstX, this.#firstY);
    this.#path.closePath();
  }

  /**
   * Draws the corners on the way to a point: moving points to the rim bends a segment where it crosses the extended
   * sides of the box.
   *
   * @param {number} x
   * @param {number} y
   */
  #turnOnTheWayTo(x, y) {
    const [fromX, dx] = [this.#x, x - this.#x];
    const [fromY, dy] = [this.#y, y - this.#y];
    const corners = [
      (this.#left - fromX) / dx,
      (this.#right - fromX) / dx,
      (this.#top - fromY) / dy,
      (this.#bottom - fromY) / dy,
    ]
      .filter((at) => at > 0 && at < 1)
      .sort((a, b) => a - b);
    for (const at of corners) this.#addTo(fromX + at * dx, fromY + at * dy);
  }

  /** @param {number} x @param {number} y */
  #addTo(x, y) {
    this.#path.lineTo(clamp(x, this.#left, this.#right), clamp(y, this.#top, this.#bottom));
  }

  /** @param {number} x @param {number} y */
  #isInside(x, y) {
    return x >= this.#left && x <= this.#right && y >= this.#top && y <= this.#bottom;
  }

  /** @param {number} x @param {number} y */
  #setLast(x, y) {
    this.#x = x;
    this.#y = y;
  }
}

/** A box with some room around it. @param {Box} box @param {number} by pixels @returns {Box} */
export const grown = ([left, top, right, bottom], by) => [left - by, top - by, right + by, bottom + by];

/**
 * The part of the segment from one point to another that is in a box.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} toX
 * @param {number} toY
 * @param {Box} box
 * @returns {[first: number, last: number]|null} shares of the segment, 0 to 1; null if it misses the box
 */
export function partInside(x, y, toX, toY, box) {
  if (isBeside(x, toX, box[0], box[2]) || isBeside(y, toY, box[1], box[3])) return null;
  const across = shareBetween(x, toX, box[0], box[2]);
  const down = shareBetween(y, toY, box[1], box[3]);
  const [first, last] = [Math.max(across[0], down[0]), Math.min(across[1], down[1])];
  return first <= last ? [first, last] : null;
}

/** @param {number} from @param {number} to @param {number} low @param {number} high */
const isBeside = (from, to, low, high) => (from < low && to < low) || (from > high && to > high);

/**
 * @param {number} from
 * @param {number} to
 * @param {number} low
 * @param {number} high
 * @returns {[first: number, last: number]} the share of a segment that is between two bounds; the segment must not be
 *   wholly on one side of them
 */
function shareBetween(from, to, low, high) {
  if (from === to) return [0, 1];
  const [a, b] = [(low - from) / (to - from), (high - from) / (to - from)];
  return [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))];
}
