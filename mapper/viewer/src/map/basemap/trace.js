/**
 * Arcs as canvas paths.
 */

import { BEYOND, CutPath } from "../cutPath.js";

/** @import {ArcNumbers, Data} from "../../data/types.js" */
/** @import {Arcs, GroundView, TracePath} from "../types.js" */

/** How far outside the canvas a line may still show, in pixels: more than half the widest stroke. */
const REACH = 8;

/** A point nearer than this to the last one drawn is left out, in pixels. */
const SMALLEST_STEP = 0.8;

/**
 * @param {number} x
 * @param {number} y
 * @param {GroundView} view
 * @returns {number} the sides on which a point is outside, as bits for left, right, above and below; 0 if it is inside
 */
function sidesOf(x, y, { width, height }) {
  const horizontal = x < -REACH ? 1 : x > width + REACH ? 2 : 0;
  const vertical = y < -REACH ? 4 : y > height + REACH ? 8 : 0;
  return horizontal | vertical;
}

/**
 * Draws a line without its invisible parts: steps that are too small, and stretches that stay on one side outside the
 * canvas. Only the last point of such a stretch is drawn, once the line leaves that side.
 */
class Pen {
  #path;
  #view;
  #isEmpty = true;
  /** The last point drawn. */
  #x = 0;
  #y = 0;
  /** Whether a point outside is held back, that point, and the sides on which it lies. */
  #isHolding = false;
  #heldX = 0;
  #heldY = 0;
  #heldSides = 0;
  /** The outside sides that all points since the last drawn point share. */
  #common = 0;

  /** @param {TracePath} path @param {GroundView} view */
  constructor(path, view) {
    this.#path = new CutPath(path, [-BEYOND, -BEYOND, view.width + BEYOND, view.height + BEYOND]);
    this.#view = view;
  }

  /** @param {number} x @param {number} y @param {boolean} isEnd whether it is the line's last point */
  lineTo(x, y, isEnd) {
    const sides = sidesOf(x, y, this.#view);
    if (this.#isEmpty) {
      this.#isEmpty = false;
      this.#path.moveTo(x, y);
      this.#setLast(x, y, sides);
      return;
    }
    const isTiny = Math.abs(x - this.#x) + Math.abs(y - this.#y) < SMALLEST_STEP;
    if (isTiny && !sides && !isEnd) return;
    if (!isEnd && this.#hold(x, y, sides)) return;
    if (this.#isHolding) {
      this.#path.lineTo(this.#heldX, this.#heldY);
      this.#setLast(this.#heldX, this.#heldY, this.#heldSides);
      if (!isEnd && this.#hold(x, y, sides)) return;
    }
    this.#path.lineTo(x, y);
    this.#setLast(x, y, sides);
  }

  /** Joins the last point with the first. */
  close() {
    if (!this.#isEmpty) this.#path.closePath();
  }

  /**
   * Holds a point back if the line has stayed on one side outside.
   *
   * @param {number} x
   * @param {number} y
   * @param {number} sides
   */
  #hold(x, y, sides) {
    if (!(this.#common & sides)) return false;
    this.#common &= sides;
    this.#isHolding = true;
    this.#heldX = x;
    this.#heldY = y;
    this.#heldSides = sides;
    return true;
  }

  /** @param {number} x @param {number} y @param {number} sides */
  #setLast(x, y, sides) {
    this.#x = x;
    this.#y = y;
    this.#common = sides;
    this.#isHolding = false;
  }
}

/**
 * @param {Data} data of a map with a base map
 * @returns {Arcs}
 */
export function arcsOf({ header, col, arcStart }) {
  const { arcX, arcY, arcXLeast, arcYLeast, arcXMost, arcYMost } = col;
  if (!header.basemap || !arcStart || !arcX || !arcY || !arcXLeast || !arcYLeast || !arcXMost || !arcYMost)
    throw new TypeError("This map has no base map.");
  return {
    size: 360 * header.basemap.stepsPerDegree,
    x: arcX,
    y: arcY,
    starts: arcStart,
    boxes: { west: arcXLeast, north: arcYLeast, east: arcXMost, south: arcYMost },
  };
}

/** @param {number} number of an arc; `~n` is arc `n` backwards @returns {number} */
const arcOf = (number) => (number < 0 ? ~number : number);

/**
 * @param {Pick<Arcs, "starts">} arcs
 * @param {number} number of an arc
 * @returns {{first: number, last: number, step: 1|-1}} its points in the direction of the number
 */
export function pointsOfArc({ starts }, number) {
  const arc = arcOf(number);
  const [start, end] = [starts[arc], starts[arc + 1] - 1];
  return number < 0 ? { first: end, last: start, step: -1 } : { first: start, last: end, step: 1 };
}

/**
 * Adds a line or a ring to a path.
 *
 * @param {TracePath} path
 * @param {Arcs} arcs
 * @param {ArcNumbers} numbers
 * @param {GroundView} view
 * @param {boolean} closed whether it is a ring
 */
export function trace(path, arcs, numbers, view, closed) {
  const pen = new Pen(path, view);
  const scale = view.scale / arcs.size;
  const lineTo = (/** @type {number} */ i, isEnd = false) =>
    pen.lineTo(arcs.x[i] * scale - view.left, arcs.y[i] * scale - view.top, isEnd);
  numbers.forEach((number, n) => {
    const { first, last, step } = pointsOfArc(arcs, number);
    if (touches(arcs, [number], view)) for (let i = first; i !== last; i += step) lineTo(i);
    else lineTo(first); // all of the arc lies outside
    lineTo(last, n === numbers.length - 1);
  });
  if (closed) pen.close();
}

/**
 * @param {Arcs} arcs
 * @param {ArcNumbers} numbers
 * @param {GroundView} view
 * @returns {boolean} whether the box around these arcs touches the view
 */
export function touches({ boxes, size }, numbers, view) {
  let west = Infinity;
  let north = Infinity;
  let east = -Infinity;
  let south = -Infinity;
  for (let k = 0; k < numbers.length; k++) {
    const arc = arcOf(numbers[k]);
    west = Math.min(west, boxes.west[arc]);
    north = Math.min(north, boxes.north[arc]);
    east = Math.max(east, boxes.east[arc]);
    south = Math.max(south, boxes.south[arc]);
  }
  const scale = view.scale / size;
  return (
    east * scale >= view.left - REACH &&
    west * scale <= view.left + view.width + REACH &&
    south * scale >= view.top - REACH &&
    north * scale <= view.top + view.height + REACH
  );
}
