/**
 * Events over time, stacked by the current colours.
 */
import { firstDayOfMonth, monthFromKey } from "../data/calendar.js";
import { monthsOfEvents } from "../data/months.js";
import { countMonths } from "./count.js";
import { FAILS_DATE } from "./filter.js";

/** @import {Data, Header, Period, Unsigned} from "../data/types.js" */
/** @import {EventMonths} from "../data/months.js" */
/** @import {BinSize, Histogram} from "./types.js" */

/**
 * Adds an amount of row `i` where its period begins, and subtracts it after its end.
 *
 * @typedef {(i: number, events: number, begin: number, after: number) => void} AddToStacks
 */

/**
 * Counts under all conditions but those on dates, so that a chosen period does not empty the other bins.
 *
 * @param {Data} data
 * @param {Uint8Array} fails
 * @param {object} options
 * @param {BinSize} options.by
 * @param {number} options.categories
 * @param {Unsigned|null} options.column the category of each event; if null, the actors are the categories
 * @param {Uint8Array|null} options.chosen the actors that are switched on; null for all
 * @param {Uint16Array|null} [options.kinds] the category of each actor; null if each actor is its own category
 * @param {ArrayLike<number>} options.weight what each event adds
 * @param {ArrayLike<number>|null} [options.bounded] how many events of each row state only bounds; null for none
 * @returns {Histogram}
 */
export function countHistogram(
  data,
  fails,
  { by, categories, column, chosen, kinds = null, weight, bounded = null },
) {
  const { header, dated } = data;
  const edges = binEdges(header, dated, by);
  const bins = Math.max(edges.length - 1, 0);
  const { first, last } = by === "month" ? monthsOfEvents(data) : binsOfEvents(data, edges, DAYS[by]);
  // Both hold differences at first: added where a period begins, subtracted after its end. Then they are summed up.
  const count = () => {
    const totals = new Int32Array(bins + 1);
    const stacks = new Float64Array((bins + 1) * categories);
    const share = column
      ? addCategory(stacks, categories, column)
      : addActors(stacks, categories, data, { chosen, kinds });
    /** @type {AddToStacks} */
    const add = (i, events, begin, after) => {
      totals[begin] += events;
      totals[after] -= events;
      share(i, events, begin, after);
    };
    return { totals, stacks, add };
  };
  const [all, longer, inBounds] = [count(), count(), new Uint32Array(bins)];
  for (let i = 0; i < dated; i++) {
    if (fails[i] & ~FAILS_DATE) continue;
    all.add(i, weight[i], first[i], last[i] + 1);
    if (first[i] !== last[i]) longer.add(i, weight[i], first[i], last[i] + 1);
    else if (bounded) inBounds[first[i]] += bounded[i];
  }
  const [whole, part] = [all, longer].map(({ totals, stacks }) =>
    summedUp(totals, stacks, { bins, categories }),
  );
  return {
    edges,
    ...whole,
    longer: part.totals,
    longerStacks: part.stacks,
    bounded: inBounds,
    categories,
  };
}

/**
 * The part of a histogram that a period touches.
 *
 * @param {Histogram} whole
 * @param {Period} period
 * @returns {Histogram}
 */
export function trimmed({ edges, categories, ...counts }, { from, to }) {
  const bins = edges.length - 1;
  let [begin, end] = [0, bins];
  while (begin < bins - 1 && edges[begin + 1] <= from) begin++;
  while (end > begin + 1 && edges[end - 1] > to) end--;
  return {
    edges: edges.subarray(begin, end + 1),
    totals: counts.totals.subarray(begin, end),
    stacks: counts.stacks.subarray(begin * categories, end * categories),
    longer: counts.longer.subarray(begin, end),
    longerStacks: counts.longerStacks.subarray(begin * categories, end * categories),
    bounded: counts.bounded.subarray(begin, end),
    categories,
  };
}

/**
 * Turns differences between bins into the totals of the bins.
 *
 * @param {Int32Array} totals
 * @param {Float64Array} stacks
 * @param {{bins: number, categories: number}} size
 */
function summedUp(totals, stacks, { bins, categories }) {
  for (let b = 1; b < bins; b++) {
    totals[b] += totals[b - 1];
    for (let c = b * categories; c < (b + 1) * categories; c++) stacks[c] += stacks[c - categories];
  }
  return { totals: new Uint32Array(totals.subarray(0, bins)), stacks: stacks.subarray(0, bins * categories) };
}

/** @param {Float64Array} stacks @param {number} categories @param {Unsigned} column @returns {AddToStacks} */
function addCategory(stacks, categories, column) {
  return (i, events, begin, after) => {
    stacks[begin * categories + column[i]] += events;
    stacks[after * categories + column[i]] -= events;
  };
}

/**
 * An event counts as one, split equally among its actors that are switched on.
 *
 * @param {Float64Array} stacks
 * @param {number} categories
 * @param {Data} data
 * @param {{chosen: Uint8Array|null, kinds: Uint16Array|null}} of
 * @returns {AddToStacks}
 */
function addActors(stacks, categories, { actorStart, col: { actor } }, { chosen, kinds }) {
  const notStated = categories - 1;
  return (i, events, begin, after) => {
    const from = actorStart[i];
    const to = actorStart[i + 1];
    if (from === to) {
      stacks[begin * categories + notStated] += events;
      stacks[after * categories + notStated] -= events;
    }
    let count = to - from;
    if (chosen) for (let a = from; a < to; a++) if (!chosen[actor[a]]) count--;
    for (let a = from; a < to; a++) {
      if (chosen && !chosen[actor[a]]) continue;
      const category = kinds ? kinds[actor[a]] : actor[a];
      stacks[begin * categories + category] += events / count;
      stacks[after * categories + category] -= events / count;
    }
  };
}

const DAYS = Object.freeze({ week: 7, day: 1 });

/** @typedef {{first: Uint32Array, last: Uint32Array}} EventBins */

/**
 * The bins of each event, by the days of a bin; cached because the player asks repeatedly.
 *
 * @type {WeakMap<Data, Map<number, EventBins>>}
 */
const known = new WeakMap();

/**
 * @param {Data} data
 * @param {Int32Array} edges
 * @param {number} days of a bin
 * @returns {EventBins} first and last bin of each dated event
 */
function binsOfEvents(data, edges, days) {
  const ofData = known.get(data) ?? new Map();
  known.set(data, ofData);
  if (!ofData.has(days)) ofData.set(days, findBins(data, edges, days));
  return ofData.get(days);
}

/** @param {Data} data @param {Int32Array} edges @param {number} days @returns {EventBins} */
function findBins({ dated, col: { start, span } }, edges, days) {
  const [first, last] = [new Uint32Array(dated), new Uint32Array(dated)];
  for (let i = 0; i < dated; i++) {
    const day = start[i] - edges[0];
    first[i] = Math.floor(day / days);
    last[i] = Math.floor((day + span[i]) / days);
  }
  return { first, last };
}

/** @param {Header} header @param {number} dated @param {BinSize} by */
function binEdges({ months }, dated, by) {
  if (!dated) return new Int32Array(0);
  const first = monthFromKey(months.first);
  const { length } = months.colours;
  if (by === "month") return Int32Array.from({ length: length + 1 }, (_, m) => firstDayOfMonth(first + m));
  const [from, to] = [firstDayOfMonth(first), firstDayOfMonth(first + length)];
  const start = by === "week" ? mondayOf(from) : from;
  const step = DAYS[by];
  return Int32Array.from({ length: Math.ceil((to - start) / step) + 1 }, (_, b) => start + b * step);
}

/** @param {number} day @returns {number} the Monday of its week; day 0 was a Thursday */
const mondayOf = (day) => day - ((((day + 3) % 7) + 7) % 7);

/** The least number of empty months between far-off events and the others. */
const GAP = 60;

/** The gap must also be at least this many times as long as the period of the others. */
const TIMES = 2;

/** The largest share of the events that can be far off. */
const MOST_FAR = 0.1;

/**
 * Finds events so far from all others in time, mostly by a mistyped year, that a chart of all would squeeze the others
 * into a few pixels.
 *
 * @param {ArrayLike<number>} totals how many events touch each month
 * @returns {{first: number, last: number}|null} the months of most events; null if no events are far off
 */
export function mainMonths(totals) {
  /** @type {{first: number, last: number, events: number}[]} */
  const runs = [];
  for (let month = 0; month < totals.length; month++) {
    if (!totals[month]) continue;
    const run = runs.at(-1);
    if (run && month - run.last <= GAP)
      Object.assign(run, { last: month, events: run.events + totals[month] });
    else runs.push({ first: month, last: month, events: totals[month] });
  }
  if (runs.length < 2) return null;
  const main = runs.reduce((a, b) => (b.events > a.events ? b : a));
  const others = runs.filter((run) => run !== main);
  const least = TIMES * (main.last - main.first + 1);
  const isApart = others.every(({ first, last }) => Math.max(first - main.last, main.first - last) > least);
  const far = others.reduce((sum, { events }) => sum + events, 0);
  return isApart && far <= MOST_FAR * (far + main.events) ? main : null;
}

/**
 * @param {Data} data
 * @param {EventMonths} months
 * @returns {{period: Period, far: number[]}|null} the days of the months of most events, and the rows of far-off
 *   events; null if there are none
 */
export function partByTime(data, months) {
  const main = data.dated ? mainMonths(countMonths(data, months)) : null;
  if (!main) return null;
  const far = [];
  for (let i = 0; i < data.dated; i++)
    if (months.last[i] < main.first || months.first[i] > main.last) far.push(i);
  const start = monthFromKey(data.header.months.first);
  const period = {
    from: firstDayOfMonth(start + main.first),
    to: firstDayOfMonth(start + main.last + 1) - 1,
  };
  return { period, far };
}
