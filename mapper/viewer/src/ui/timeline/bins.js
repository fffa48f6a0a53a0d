/**
 * The bins of the time line and the days that they hold.
 */
import { isoDay } from "../../data/calendar.js";

/** First and last bin of a range. @typedef {{from: number, to: number}} Bins */

/**
 * The bin that contains a day; days outside the chart are clamped to its ends.
 *
 * @param {ArrayLike<number>} edges
 * @param {number} day
 */
export function binOf(edges, day) {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/**
 * @param {ArrayLike<number>} edges
 * @param {{from: number|null, to: number|null}} period days; null if it is not restricted
 * @returns {Bins} the part of the period that lies in the chart
 */
export function binsOfPeriod(edges, { from, to }) {
  return {
    from: from === null ? 0 : binOf(edges, from),
    to: to === null ? edges.length - 2 : binOf(edges, to),
  };
}

/**
 * @param {ArrayLike<number>} edges
 * @param {Bins} bins
 * @returns {{from: string|null, to: string|null}} the filter that the range means, as ISO days; the whole
 *   chart is unrestricted
 */
export function periodOfBins(edges, { from, to }) {
  if (from <= 0 && to >= edges.length - 2) return { from: null, to: null };
  return { from: isoDay(edges[from]), to: isoDay(edges[to + 1] - 1) };
}

/**
 * @param {Bins} bins
 * @param {number} length number of bins
 * @returns {Bins|null} the range of the player's next step: moved on by its own length; null past the end
 */
export function nextBins({ from, to }, length) {
  const isWhole = from <= 0 && to >= length - 1;
  if (isWhole) return length > 1 ? { from: 0, to: 0 } : null;
  const span = to - from + 1;
  return to + 1 < length ? { from: from + span, to: Math.min(to + span, length - 1) } : null;
}

/**
 * A bar of the chart: the bins that it stands for, and its place in pixels.
 *
 * @typedef {{first: number, last: number, left: number, width: number}} Bar
 */

/**
 * @param {number} length number of bins
 * @param {number} width of the chart, pixels
 * @returns {Bar[]} bars at least half a pixel wide; with more bins than that, several share a bar
 */
export function barsOf(length, width) {
  const perBar = Math.max(1, Math.ceil((2 * length) / width));
  const bars = [];
  for (let first = 0; first < length; first += perBar) {
    const last = Math.min(first + perBar, length) - 1;
    bars.push({ first, last, left: (first / length) * width, width: ((last + 1 - first) / length) * width });
  }
  return bars;
}
