/**
 * How many slices a symbol can carry: of more, the eye sees neither the colours nor the shares.
 */

/** @import {Slice} from "../types.js" */

/** A symbol of a smaller radius, in pixels, has at most two slices. */
export const SMALL = 9;

/** A larger one has at most so many, and one for the rest. */
const MOST = 4;

/**
 * @param {Slice[]} slices in the order of the legend
 * @param {number} r radius of the symbol, pixels
 * @param {string} other the colour of all that have none of their own: it is a part of the rest
 * @returns {Slice[]} the same if they are few; else the largest, in the same order, and one for the rest
 */
export function fewSlices(slices, r, other) {
  const most = r < SMALL ? 2 : MOST;
  if (slices.length <= most) return slices;
  const bySize = slices.filter(({ colour }) => colour !== other).sort((a, b) => b.count - a.count);
  const kept = new Set(bySize.slice(0, r < SMALL ? 1 : MOST));
  const count = slices.reduce((sum, slice) => sum + (kept.has(slice) ? 0 : slice.count), 0);
  const rest = { colour: other, hollow: false, count, isRest: true };
  return [...slices.filter((slice) => kept.has(slice)), rest];
}
