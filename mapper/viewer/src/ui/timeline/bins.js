import { isoDay } from "../../data/calendar.js";

/** Bin that holds a day, kept inside the chart. */
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
 * The part of the period filter that lies in the chart, in bins; the whole chart where nothing is restricted.
 *
 * @param {Int32Array} edges
 * @param {{from: number|null, to: number|null}} period days
 * @returns {{from: number, to: number}} first and last bin
 */
export function binsOfPeriod(edges, { from, to }) {
  return {
    from: from === null ? 0 : binOf(edges, from),
    to: to === null ? edges.length - 2 : binOf(edges, to),
  };
}

/**
 * The period filter that a range of bins means; an end at the chart's edge is unrestricted only when both are.
 *
 * @param {Int32Array} edges
 * @param {{from: number, to: number}} bins
 * @returns {{from: string|null, to: string|null}} ISO days
 */
export function periodOfBins(edges, { from, to }) {
  if (from <= 0 && to >= edges.length - 2) return { from: null, to: null };
  return { from: isoDay(edges[from]), to: isoDay(edges[to + 1] - 1) };
}

/**
 * The bins that one step of the player shows: the chosen range moved on by its own length, or null past the end.
 *
 * @param {{from: number, to: number}} bins
 * @param {number} length number of bins
 * @returns {{from: number, to: number}|null}
 */
export function nextBins({ from, to }, length) {
  const whole = from <= 0 && to >= length - 1;
  if (whole) return length > 1 ? { from: 0, to: 0 } : null;
  const span = to - from + 1;
  return to + 1 < length ? { from: from + span, to: Math.min(to + span, length - 1) } : null;
}

/**
 * Columns of a chart at most one pixel-width apart: many bins in one column show its tallest.
 *
 * @param {number} length number of bins
 * @param {number} width pixels
 * @returns {Array<{first: number, last: number, left: number, width: number}>}
 */
export function columnsOf(length, width) {
  const perColumn = Math.max(1, Math.ceil((2 * length) / width));
  const columns = [];
  for (let first = 0; first < length; first += perColumn) {
    const last = Math.min(first + perColumn, length) - 1;
    columns.push({
      first,
      last,
      left: (first / length) * width,
      width: ((last + 1 - first) / length) * width,
    });
  }
  return columns;
}
