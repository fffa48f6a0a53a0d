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
 * @param {{by: "month"|"week"|"day", categories: number, column: Uint8Array|Uint16Array|null, chosen: Uint8Array|null}} options
 *   `column` holds the one category of each event; where it is null, the actors involved are its categories, of them the `chosen`
 * @returns {Histogram}
 */
export function countHistogram(data, fails, { by, categories, column, chosen }) {
  const { header, dated, col, weight } = data;
  const edges = binEdges(header, dated, by);
  const bins = Math.max(edges.length - 1, 0);
  const totals = new Int32Array(bins + 1); // at first more where a period begins, less after its end
  const stacks = new Float64Array((bins + 1) * categories);
  const binOf = binFinder(edges, by);
  const add = column ? addCategory(stacks, column) : addActors(stacks, categories, data, chosen);
  const others = ~FAILS_DATE;
  for (let i = 0; i < dated; i++) {
    if (fails[i] & others) continue;
    const first = binOf(col.start[i]);
    const after = (col.span[i] ? binOf(col.start[i] + col.span[i]) : first) + 1;
    totals[first] += weight[i];
    totals[after] -= weight[i];
    add(i, weight[i], first * categories, after * categories);
  }
  for (let b = 1; b < bins; b++) {
    totals[b] += totals[b - 1];
    for (let c = b * categories; c < (b + 1) * categories; c++) stacks[c] += stacks[c - categories];
  }
  return { edges, totals: new Uint32Array(totals.subarray(0, bins)), stacks: stacks.subarray(0, bins * categories), categories };
}

function addCategory(stacks, column) {
  return (i, events, first, after) => {
    stacks[first + column[i]] += events;
    stacks[after + column[i]] -= events;
  };
}

function addActors(stacks, categories, { actorStart: start, col: { actor } }, chosen) {
  const notStated = categories - 1;
  return (i, events, first, after) => {
    let count = 0;
    for (let a = start[i]; a < start[i + 1]; a++) if (!chosen || chosen[actor[a]]) count++;
    const share = events / (count || 1);
    if (start[i] === start[i + 1]) {
      stacks[first + notStated] += events;
      stacks[after + notStated] -= events;
    }
    for (let a = start[i]; a < start[i + 1]; a++) {
      if (chosen && !chosen[actor[a]]) continue;
      stacks[first + actor[a]] += share;
      stacks[after + actor[a]] -= share;
    }
  };
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
