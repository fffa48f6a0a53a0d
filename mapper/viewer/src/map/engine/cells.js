/**
 * Hexagon cells: where symbols would crowd, all sites of a cell are drawn as one. Cells depend only on the sites and
 * are made once for each whole zoom, so that filters change their content, never their position.
 *
 * The arithmetic is here because d3-hexbin makes an object for each point, and a map may have hundreds of thousands.
 */
import { WORLD } from "../mercator.js";

/** @import {EngineOptions, Groups, Sites} from "../types.js" */

const SQRT_3 = Math.sqrt(3);

/** With fewer sites in the view of the whole map nothing crowds. */
const LEAST_SITES = 120;

/** Symbols crowd if more than this share of the sites shares a cell. */
const CROWDED = 0.6;

/** More than twice as many as there are columns of cells at the closest zoom. */
const COLUMNS = 2 ** 27;

/**
 * @param {Sites} sites
 * @param {EngineOptions} options
 * @returns {{at: (zoom: number) => Groups, crowdedAt: (zoom: number) => boolean}} the cells of a whole zoom level, made
 *   when first asked for, and whether symbols would crowd there
 */
export function createCells(sites, options) {
  /** @type {Map<number, Groups>} */
  const made = new Map();
  const at = (/** @type {number} */ zoom) => {
    const cells = made.get(zoom) ?? cellsAt(sites, zoom, options);
    made.set(zoom, cells);
    return cells;
  };
  /** @type {Map<number, boolean>} */
  const crowded = new Map();
  const crowdedAt = (/** @type {number} */ zoom) => {
    if (sites.length < LEAST_SITES) return false;
    const known = crowded.get(zoom) ?? shareOfTouching(at(zoom), sites.length) > CROWDED;
    crowded.set(zoom, known);
    return known;
  };
  return { at, crowdedAt };
}

/** The share of sites that lie in a cell with others. @param {Groups} cells @param {number} length */
function shareOfTouching({ sites }, length) {
  const together = sites.reduce((sum, count) => sum + (count > 1 ? count : 0), 0);
  return together / length;
}

/**
 * @param {Sites} sites
 * @param {number} zoom
 * @param {EngineOptions} options
 * @returns {Groups}
 */
function cellsAt({ length, x, y, size }, zoom, { cellRadius }) {
  const world = WORLD * 2 ** zoom;
  const radius = cellRadius / world; // as a share of the world
  /** @type {Map<number, number>} */
  const numbers = new Map();
  const groupOf = new Int32Array(length);
  const [lead, count, total] = [[], [], []].map((list) => /** @type {number[]} */ (list));
  /** @type {number[]} */
  const centres = [];
  for (let s = 0; s < length; s++) {
    const key = cellOf(x[s] / radius, y[s] / radius);
    let cell = numbers.get(key);
    if (cell === undefined) {
      cell = lead.length;
      numbers.set(key, cell);
      lead.push(s);
      count.push(0);
      total.push(0);
      const [column, row] = placeOf(key);
      centres.push((column + (row & 1) / 2) * SQRT_3 * radius, row * 1.5 * radius);
    }
    groupOf[s] = cell;
    count[cell]++;
    total[cell] += size[s];
    if (size[s] > size[lead[cell]]) lead[cell] = s;
  }
  return {
    groupOf,
    lead: Uint32Array.from(lead),
    sites: Uint32Array.from(count),
    total: Uint32Array.from(total),
    named: new Uint32Array(lead.length),
    asArea: new Uint8Array(lead.length),
    scale: 1,
    cells: { centres: Float64Array.from(centres), radius, most: total.reduce((a, b) => Math.max(a, b), 1) },
  };
}

/**
 * The cell of a point, of hexagons with a corner on top and a radius of 1.
 *
 * @param {number} x
 * @param {number} y
 * @returns {number} its number, of which `placeOf` tells column and row
 */
export function cellOf(x, y) {
  // Cube coordinates add up to 0: the one with the largest rounding error is computed from the other two.
  const a = x / SQRT_3 - y / 3;
  const b = (2 / 3) * y;
  const s = Math.round(-a - b);
  let q = Math.round(a);
  let r = Math.round(b);
  const offQ = Math.abs(q - a);
  const offR = Math.abs(r - b);
  const offS = Math.abs(s + a + b);
  if (offQ > offR && offQ > offS) q = -r - s;
  else if (offR > offS) r = -q - s;
  return r * COLUMNS + q + (r - (r & 1)) / 2;
}

/** @param {number} cell @returns {[column: number, row: number]} */
export function placeOf(cell) {
  const row = Math.round(cell / COLUMNS);
  return [cell - row * COLUMNS, row];
}
