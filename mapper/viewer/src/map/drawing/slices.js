/**
 * Chooses the slices that are shown: with too many for a symbol, neither colours nor shares are visible.
 */

/** @import {Slice, SymbolTheme} from "../types.js" */

/** A symbol of a smaller radius, in pixels, has only the largest slice and those of at least a quarter. */
const SMALL = 9;
const READABLE = 0.25;

/** A larger one has at most so many, and one for the rest. */
const MOST = 4;

/** The first category dominates if its share exceeds the second's by this much. */
const LEAD = 0.1;

/**
 * @param {Slice[]} slices in the order of the legend
 * @param {number} r radius of the symbol, pixels
 * @param {string} other the colour of all that have none of their own: it is a part of the rest
 * @returns {Slice[]} the same if they are few; else the largest, in the same order, and one for the rest
 */
export function fewSlices(slices, r, other) {
  if (slices.length <= (r < SMALL ? 2 : MOST)) return slices;
  const sum = slices.reduce((total, { count }) => total + count, 0);
  const isReadable = (/** @type {Slice} */ slice) => slice.count >= READABLE * sum;
  const bySize = slices.filter(({ colour }) => colour !== other).sort((a, b) => b.count - a.count);
  const kept = new Set(
    bySize.slice(0, MOST).filter((slice, k) => r >= SMALL || k === 0 || isReadable(slice)),
  );
  const count = sum - [...kept].reduce((total, slice) => total + slice.count, 0);
  if (!count) return slices;
  const rest = { colour: other, hollow: false, count, isRest: true };
  return [...slices.filter((slice) => kept.has(slice)), rest];
}

/**
 * The largest slice, and the second if the first does not dominate.
 *
 * @param {Slice[]} slices
 * @returns {Slice[]} one or two; none where there is no slice
 */
export function dominant(slices) {
  const [first, second] = [...slices].sort((a, b) => b.count - a.count);
  if (!first) return [];
  const sum = slices.reduce((total, { count }) => total + count, 0);
  return second && first.count - second.count < LEAD * sum ? [first, second] : [first];
}

/**
 * The colours of a dashed outline, in turn: of the largest slice, and of the others that are about as large.
 *
 * @param {Slice[]} slices
 * @param {SymbolTheme} theme
 */
export function outlineColours(slices, theme) {
  const bySize = [...slices].sort((a, b) => b.count - a.count);
  const sum = slices.reduce((total, { count }) => total + count, 0);
  const large = bySize.filter(({ count }) => bySize[0].count - count < LEAD * sum).slice(0, MOST);
  return large.length ? large.map(({ colour }) => colour) : [theme.outline];
}
