/**
 * Keeps track of the occupied parts of the map.
 */

/** @import {Box} from "./types.js" */

/** @param {Box} a @param {Box} b */
export const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Width and height of a cell of `Occupancy`. */
const CELL = 128;

/**
 * The occupied boxes, in a grid of cells, so that a new box is compared with few others.
 */
export class Occupancy {
  /** @type {Map<string, Box[]>} */
  #cells = new Map();

  /** @param {Box} box */
  add(box) {
    for (const key of cellsOf(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  /** @param {Box} box */
  isFree(box) {
    return cellsOf(box).every((key) => !this.#cells.get(key)?.some((other) => overlaps(other, box)));
  }

  /** @param {Box} box @returns {number} how many boxes it would cover in part */
  covered(box) {
    const found = cellsOf(box).flatMap((key) => this.#cells.get(key) ?? []);
    return new Set(found.filter((other) => overlaps(other, box))).size;
  }
}

/** @param {Box} box */
function cellsOf([left, top, right, bottom]) {
  const keys = [];
  for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++) {
    for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) keys.push(`${i} ${j}`);
  }
  return keys;
}
