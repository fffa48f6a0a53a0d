/**
 * Finds the symbol under a point by geometry.
 */

/** @import {Mark, Pixel} from "../types.js" */

/**
 * An area wider than this share of the view is picked only at its rim; else it would take every click on the map.
 */
const LARGEST_INSIDE = 0.8;

/** How near the rim of an area the pointer must be, in pixels. */
export const RIM = 8;

/**
 * @typedef {object} PickOptions
 * @property {number} tolerance how far beside a symbol the point may be, pixels
 * @property {Pixel} size of the view
 * @property {(path: Path2D, x: number, y: number) => boolean} isInside whether a point lies inside an outline
 * @property {(path: Path2D, x: number, y: number) => boolean} isOnRim whether it lies near the outline
 */

/**
 * @param {Mark[]} marks in drawing order
 * @param {Pixel} point in the view's coordinates
 * @param {PickOptions} options
 * @returns {Mark|null} the nearest symbol; where there is none, the smallest area
 */
export function markAt(marks, point, options) {
  return symbolAt(marks, point, options) ?? areaAt(marks, point, options);
}

/** @param {Mark[]} marks @param {Pixel} point @param {PickOptions} options */
function symbolAt(marks, { x, y }, { tolerance }) {
  /** @type {Mark|null} */
  let best = null;
  let nearest = tolerance;
  for (const mark of marks) {
    if (mark.asArea) continue;
    const beyond = Math.hypot(mark.x - x, mark.y - y) - mark.r;
    // Of two symbols under the point, the one drawn later lies on top.
    if (beyond <= nearest || (beyond <= 0 && nearest <= 0)) {
      best = mark;
      nearest = Math.min(beyond, nearest);
    }
  }
  return best;
}

/** @param {Mark[]} marks @param {Pixel} point @param {PickOptions} options */
function areaAt(marks, point, options) {
  const hits = marks.filter((mark) => mark.asArea && touchesArea(mark, point, options));
  return hits.sort((a, b) => extent(a) - extent(b))[0] ?? null;
}

/** @param {Mark} mark */
const extent = ({ box }) => Math.max(box[2] - box[0], box[3] - box[1]);

/** @param {Mark} mark @param {Pixel} point @param {PickOptions} options */
function touchesArea(mark, { x, y }, { size, isInside, isOnRim }) {
  const isSmall = extent(mark) <= LARGEST_INSIDE * Math.max(size.x, size.y);
  if (mark.path) return isSmall ? isInside(mark.path, x, y) : isOnRim(mark.path, x, y);
  const distance = Math.hypot(x - mark.x, y - mark.y);
  return isSmall ? distance <= mark.reach + RIM : Math.abs(distance - mark.reach) <= RIM;
}
