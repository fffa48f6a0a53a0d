/**
 * Events over time, stacked by the current colours.
 */
import { firstDayOfMonth, monthFromKey } from "./calendar.js";
import { FAILS_DATE } from "./filter.js";

/**
 * @typedef {object} Histogram
 * @property {Int32Array} edges first day of each bin, and one more: the day after the last bin
 * @property {Uint32Array} totals events of each bin; one whose period touches several bins counts in each
 * @property {Float64Array} stacks `bin × categories + category`; an event of k categories adds 1/k to each, so a stack adds up to its total
 * @property {number} categories
 */

/**
 * The dates chosen do not empty the histogram: bins count under all conditions but those on dates.
 *
 * @param {import("./payload.js").Data} data
 * @param {Uint8Array} fails
 * @param {{by: "month"|"week"|"day", categories: number, categoryOf: function(number, function(number, number): void): void}} options
 *   `categoryOf(event, add)` calls `add(category, share)`
 * @returns {Histogram}
 */
export function countHistogram({ header, dated, col }, fails, { by, categories, categoryOf }) {
  const edges = binEdges(header, dated, by);
  const bins = Math.max(edges.length - 1, 0);
  const totals = new Int32Array(bins + 1);
  const stacks = new Float64Array((bins + 1) * categories);
  const binOf = binFinder(edges, by);
  const others = ~FAILS_DATE;
  let [first, after] = [0, 0];
  const add = (category, share) => {
    stacks[first * categories + category] += share;
    stacks[after * categories + category] -= share;
  };
  for (let i = 0; i < dated; i++) {
    if (fails[i] & others) continue;
    first = binOf(col.start[i]);
    after = binOf(col.start[i] + col.span[i]) + 1;
    totals[first]++;
    totals[after]--;
    categoryOf(i, add);
  }
  for (let b = 1; b < bins; b++) {
    totals[b] += totals[b - 1];
    for (let c = b * categories; c < (b + 1) * categories; c++) stacks[c] += stacks[c - categories];
  }
  return { edges, totals: new Uint32Array(totals.subarray(0, bins)), stacks: stacks.subarray(0, bins * categories), categories };
}

function binEdges({ months }, dated, by) {
  if (!dated) return new Int32Array(0);
  const first = monthFromKey(months.first);
  if (by === "month") return Int32Array.from({ length: months.colours.length + 1 }, (_, m) => firstDayOfMonth(first + m));
  const step = by === "week" ? 7 : 1;
  const [from, to] = [firstDayOfMonth(first), firstDayOfMonth(first + months.colours.length)];
  const start = by === "week" ? from - mod(from + 3, 7) : from; // 1970-01-01 was a Thursday; weeks begin on Monday
  return Int32Array.from({ length: Math.ceil((to - start) / step) + 1 }, (_, b) => start + b * step);
}

const mod = (a, b) => ((a % b) + b) % b;

function binFinder(edges, by) {
  if (by === "day") return (day) => day - edges[0];
  if (by === "week") return (day) => Math.floor((day - edges[0]) / 7);
  const table = new Uint16Array(edges.length ? edges[edges.length - 1] - edges[0] : 0);
  for (let b = 0; b + 1 < edges.length; b++) table.fill(b, edges[b] - edges[0], edges[b + 1] - edges[0]);
  return (day) => table[day - edges[0]];
}
