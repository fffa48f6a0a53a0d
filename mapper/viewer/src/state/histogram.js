/**
 * Events over time, stacked by the current colours.
 */
import { firstDayOfMonth, monthFromKey } from "../data/calendar.js";
import { FAILS_DATE } from "./filter.js";
import { monthsOfEvents } from "../data/months.js";

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
 * @param {import("../data/payload.js").Data} data
 * @param {Uint8Array} fails
 * @param {{by: "month"|"week"|"day", categories: number, column: Uint8Array|Uint16Array|null, chosen: Uint8Array|null}} options
 *   `column` holds the one category of each event; where it is null, the actors involved are its categories, of them the `chosen`
 * @returns {Histogram}
 */
export function countHistogram(data, fails, { by, categories, column, chosen }) {
  const { header, dated, weight } = data;
  const edges = binEdges(header, dated, by);
  const bins = Math.max(edges.length - 1, 0);
  const { first, last } = by === "month" ? monthsOfEvents(data) : binsOfEvents(data, edges, DAYS[by]);
  const totals = new Int32Array(bins + 1); // at first more where a period begins, less after its end
  const stacks = new Float64Array((bins + 1) * categories);
  const add = column ? addCategory(stacks, categories, column) : addActors(stacks, categories, data, chosen);
  const others = ~FAILS_DATE;
  for (let i = 0; i < dated; i++) {
    if (fails[i] & others) continue;
    const events = weight[i];
    const begin = first[i];
    const after = last[i] + 1;
    totals[begin] += events;
    totals[after] -= events;
    add(i, events, begin, after);
  }
  for (let b = 1; b < bins; b++) {
    totals[b] += totals[b - 1];
    for (let c = b * categories; c < (b + 1) * categories; c++) stacks[c] += stacks[c - categories];
  }
  return {
    edges,
    totals: new Uint32Array(totals.subarray(0, bins)),
    stacks: stacks.subarray(0, bins * categories),
    categories,
  };
}

function addCategory(stacks, categories, column) {
  return (i, events, begin, after) => {
    stacks[begin * categories + column[i]] += events;
    stacks[after * categories + column[i]] -= events;
  };
}

/** An event counts as one, in equal shares for those of its actors that are switched on. */
function addActors(stacks, categories, { actorStart, col: { actor } }, chosen) {
  const notStated = categories - 1;
  return (i, events, begin, after) => {
    const from = actorStart[i];
    const to = actorStart[i + 1];
    let count = to - from;
    if (chosen) for (let a = from; a < to; a++) if (!chosen[actor[a]]) count--;
    const share = events / (count || 1);
    if (from === to) {
      stacks[begin * categories + notStated] += events;
      stacks[after * categories + notStated] -= events;
    }
    for (let a = from; a < to; a++) {
      if (chosen && !chosen[actor[a]]) continue;
      stacks[begin * categories + actor[a]] += share;
      stacks[after * categories + actor[a]] -= share;
    }
  };
}

const DAYS = Object.freeze({ week: 7, day: 1 });
const known = new WeakMap();

/** First and last bin of each dated event, bins of so many days; the same arrays each time, as a player asks again and again. */
function binsOfEvents(data, edges, days) {
  if (!known.has(data)) known.set(data, {});
  return (known.get(data)[days] ??= foundBins(data, edges, days));
}

function foundBins({ dated, col: { start, span } }, edges, days) {
  const [first, last] = [new Uint32Array(dated), new Uint32Array(dated)];
  for (let i = 0; i < dated; i++) {
    const day = start[i] - edges[0];
    first[i] = day / days; // a typed array drops the fraction
    last[i] = (day + span[i]) / days;
  }
  return { first, last };
}

function binEdges({ months }, dated, by) {
  if (!dated) return new Int32Array(0);
  const first = monthFromKey(months.first);
  if (by === "month")
    return Int32Array.from({ length: months.colours.length + 1 }, (_, m) => firstDayOfMonth(first + m));
  const step = DAYS[by];
  const [from, to] = [firstDayOfMonth(first), firstDayOfMonth(first + months.colours.length)];
  const start = by === "week" ? from - mod(from + 3, 7) : from; // 1970-01-01 was a Thursday; weeks begin on Monday
  return Int32Array.from({ length: Math.ceil((to - start) / step) + 1 }, (_, b) => start + b * step);
}

const mod = (a, b) => ((a % b) + b) % b;
