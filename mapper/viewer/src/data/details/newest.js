/**
 * Single events of several rows, the newest first.
 */

/** @import {Data} from "../types.js" */
/** @import {SingleEvent, SingleEvents} from "./files.js" */

/** The most events, and row groups with them, of one month that are read at once and sorted by day. */
const MOST_SORTED = 2000;
const MOST_GROUPS = 4;

/** Events of one row that are read at a time. */
const STEP = 200;

/**
 * The rows grouped by first day, which in counts is the first of a month; the newest first, undated ones last.
 *
 * @param {Data} data
 * @param {ArrayLike<number>} rows
 * @returns {number[][]}
 */
export function byMonth({ dated, col }, rows) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const row of Array.from(rows)) {
    const start = row < dated ? col.start[row] : -Infinity;
    const group = groups.get(start);
    if (group) group.push(row);
    else groups.set(start, [row]);
  }
  return [...groups].sort(([a], [b]) => b - a).map(([, group]) => group);
}

/** @param {SingleEvent} event */
const dayOf = ({ event_date: day }) => (day instanceof Date ? day.getTime() : -Infinity);

/**
 * Yields the events of rows, the newest first: sorted by day if those of a month are close together in the files, else
 * by month.
 *
 * @param {SingleEvents} singles
 * @param {Data} data
 * @param {ArrayLike<number>} rows
 * @returns {AsyncGenerator<SingleEvent, void>}
 */
export async function* newestOf(singles, data, rows) {
  for (const group of byMonth(data, rows)) {
    const size = group.reduce((sum, row) => sum + data.weight[row], 0);
    if (group.length > 1 && size <= MOST_SORTED && (await singles.spread(group)) <= MOST_GROUPS) {
      const found = await Promise.all(group.map((row) => singles.ofRow(row, 0, data.weight[row])));
      yield* found.flat().sort((a, b) => dayOf(b) - dayOf(a) || 0);
    } else yield* oneByOne(singles, data, group);
  }
}

/** @param {SingleEvents} singles @param {Data} data @param {number[]} rows */
async function* oneByOne(singles, { weight }, rows) {
  for (const row of rows)
    for (let at = 0; at < weight[row]; at += STEP)
      yield* await singles.ofRow(row, at, Math.min(at + STEP, weight[row]));
}
