/**
 * Canvas paths cut to what is seen. At town zoom a coast or a border goes on for millions of pixels, and a
 * browser that dashes or strokes all of it freezes.
 */

/** @import {Box, TracePath} from "./types.js" */

/** How far beyond the view a path goes on, in pixels: farther than any stroke is wide. */
export const BEYOND = 512;

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => (value < low ? low : value > high ? high : value);

/**
 * Hands lines on to a path. What lies outside the box is moved to the nearest point of the box's rim, so an
 * area is filled inside the box just as it would be in full.
 *
 * @implements {TracePath}
 */
export class CutPath {
  #path;
  #box;
  /** Where the line is, before it is moved. */
  #x = 0;
  #y = 0;
  /** Where it began. */
  #firstX = 0;
  #firstY = 0;
  #isInside = false;

  /** @param {TracePath} path @param {Box} box */
  constructor(path, box) {
    this.#path = path;
    this.#box = box;
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    const [left, top, right, bottom] = this.#box;
    this.#path.moveTo(clamp(x, left, right), clamp(y, top, bottom));
    [this.#firstX, this.#firstY] = [x, y];
    this.#setLast(x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    const [left, top, right, bottom] = this.#box;
    this.#goTo(x, y);
    this.#path.lineTo(clamp(x, left, right), clamp(y, top, bottom));
  }

  closePath() {
    this.#goTo(this.#firstX, this.#firstY);
    this.#path.closePath();
  }

  /**
   * Draws the way to a point without its end. Once what lies outside is moved, the way has corners where it
   * crosses the lines along the sides of the box.
   *
   * @param {number} x
   * @param {number} y
   */
  #goTo(x, y) {
    const [left, top, right, bottom] = this.#box;
    const wasInside = this.#isInside;
    const [fromX, fromY] = [this.#x, this.#y];
    this.#setLast(x, y);
    if (wasInside && this.#isInside) return;
    const [dx, dy] = [x - fromX, y - fromY];
    const corners = [(left - fromX) / dx, (right - fromX) / dx, (top - fromY) / dy, (bottom - fromY) / dy]
      .filter((at) => at > 0 && at < 1)
      .sort((a, b) => a - b);
    for (const at of corners)
      this.#path.lineTo(clamp(fromX + at * dx, left, right), clamp(fromY + at * dy, top, bottom));
  }

  /** @param {number} x @param {number} y */
  #setLast(x, y) {
    const [left, top, right, bottom] = this.#box;
    this.#x = x;
    this.#y = y;
    this.#isInside = x >= left && x <= right && y >= top && y <= bottom;
  }
}

/** A box with some room around it. @param {Box} box @param {number} by pixels @returns {Box} */
export const grown = ([left, top, right, bottom], by) => [left - by, top - by, right + by, bottom + by];

/**
 * The part of the way from one point to another that lies in a box.
 *
 * @param {readonly [x: number, y: number]} from
 * @param {readonly [x: number, y: number]} to
 * @param {Box} box
 * @returns {[first: number, last: number]|null} shares of the way, 0 to 1; null if it misses the box
 */
export function partInside([x, y], [toX, toY], [left, top, right, bottom]) {
  const across = shareBetween(x, toX, left, right);
  const down = across && shareBetween(y, toY, top, bottom);
  if (!across || !down) return null;
  const [first, last] = [Math.max(across[0], down[0]), Math.min(across[1], down[1])];
  return first <= last ? [first, last] : null;
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} low
 * @param {number} high
 * @returns {[first: number, last: number]|null} the share of the way that lies between two bounds
 */
function shareBetween(from, to, low, high) {
  if (Math.max(from, to) < low || Math.min(from, to) > high) return null;
  if (from === to) return [0, 1];
  const [a, b] = [(low - from) / (to - from), (high - from) / (to - from)];
  return [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))];
}
