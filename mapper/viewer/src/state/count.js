/**
 * Counts events: the visible ones, those that each row of a facet would show, and those of each site.
 */
import { isOfYears } from "../data/calendar.js";
import { FAILS, FAILS_DATE } from "./filter.js";

/** @import {Counts, Data, Period} from "../data/types.js" */
/** @import {EventMonths} from "../data/months.js" */
/** @import {Dead} from "./dead.js" */
/** @import {Store} from "./store.js" */
/** @import {ColourGroups, Groups, RowCounts} from "./types.js" */

/**
 * @param {Data} data
 * @param {Uint8Array} fails
 * @param {EventMonths} months
 * @returns {Counts}
 */
export function countFacets(data, fails, months) {
  return { ...countRows(data, fails, months, data.weight), ...countVisible(data, fails) };
}

/**
 * The dead of each row of a facet, nobody counted twice in a row.
 *
 * @param {Data} data
 * @param {Uint8Array} fails
 * @param {EventMonths} months
 * @param {Dead} dead
 * @returns {RowCounts}
 */
export function countDead(data, fails, months, dead) {
  const { actorStart, col, header, dated } = data;
  const counts = countRows(data, fails, months, dead.best);
  const passes = (/** @type {number} */ condition) => (/** @type {number} */ i) => !(fails[i] & ~condition);
  const actorsOf = (/** @type {number} */ i) =>
    actorStart[i] === actorStart[i + 1] ? [-1] : col.actor.subarray(actorStart[i], actorStart[i + 1]);
  const monthsOf = function* (/** @type {number} */ i) {
    if (i >= dated) yield header.months.colours.length;
    else for (let m = months.first[i]; m <= months.last[i]; m++) yield m;
  };
  const isLonger = (/** @type {number} */ i) => i < dated && months.first[i] !== months.last[i];
  for (const [actor, twice] of dead.countedTwice(passes(FAILS.actors), actorsOf)) {
    if (actor < 0) counts.notStated -= twice;
    else counts.actors[actor] -= twice;
  }
  for (const [type, twice] of dead.countedTwice(passes(FAILS.types), (i) => [col.type[i]]))
    counts.types[type] -= twice;
  for (const [month, twice] of dead.countedTwice(passes(FAILS_DATE), monthsOf)) {
    if (month === counts.months.length) counts.undated -= twice;
    else counts.months[month] -= twice;
  }
  for (const [month, twice] of dead.countedTwice(passes(FAILS_DATE), monthsOf, isLonger))
    if (month < counts.months.length) counts.monthsLonger[month] -= twice;
  return counts;
}

/**
 * The count that each row of a facet would show under all other conditions.
 *
 * @param {Data} data
 * @param {Uint8Array} fails
 * @param {EventMonths} months
 * @param {ArrayLike<number>} weight how many events each row stands for, or its dead
 */
export function countRows(
  { header, n, dated, col: { type, actor }, actorStart },
  fails,
  { first, last },
  weight,
) {
  const actors = new Uint32Array(header.actors.length);
  const types = new Uint32Array(header.types.length);
  // Add where a period begins and subtract after its end: the running sum counts the events that touch a month.
  const change = new Int32Array(header.months.colours.length + 1);
  const longChange = new Int32Array(change.length);
  let notStated = 0;
  let undated = 0;
  for (let i = 0; i < n; i++) {
    const events = weight[i];
    if (!(fails[i] & ~FAILS.types)) types[type[i]] += events;
    if (!(fails[i] & ~FAILS.actors)) {
      const end = actorStart[i + 1];
      if (actorStart[i] === end) notStated += events;
      for (let a = actorStart[i]; a < end; a++) actors[actor[a]] += events;
    }
    if (fails[i] & ~FAILS_DATE) continue;
    if (i >= dated) {
      undated += events;
    } else {
      change[first[i]] += events;
      change[last[i] + 1] -= events;
      if (first[i] === last[i]) continue;
      longChange[first[i]] += events;
      longChange[last[i] + 1] -= events;
    }
  }
  const [months, monthsLonger] = [runningSums(change), runningSums(longChange)];
  return { actors, notStated, types, months, monthsLonger, undated };
}

/**
 * @param {Data} data
 * @param {EventMonths} months
 * @returns {Uint32Array} how many events touch each month, whatever the filter
 */
export function countMonths({ header, dated, weight }, { first, last }) {
  const change = new Int32Array(header.months.colours.length + 1);
  for (let i = 0; i < dated; i++) {
    change[first[i]] += weight[i];
    change[last[i] + 1] -= weight[i];
  }
  return runningSums(change);
}

/** @param {Int32Array} change the last one is beyond the end */
function runningSums(change) {
  const sums = new Uint32Array(change.length - 1);
  for (let m = 0, running = 0; m < sums.length; m++) sums[m] = running += change[m];
  return sums;
}

/**
 * @param {Groups} groups
 * @param {(i: number) => boolean} passes
 * @param {ArrayLike<number>} adds what each event adds: how many events it stands for, or its dead
 * @param {Dead|null} [dead] to count no death twice, if best figures are added
 * @returns {Uint32Array} the sum of each group; an event counts once in a group
 */
export function countGroups({ start, links, of, length }, passes, adds, dead = null) {
  const counts = new Uint32Array(length + 1);
  const counted = new Int32Array(length + 1).fill(-1);
  const none = of[of.length - 1];
  for (let i = 0; i < start.length - 1; i++) {
    if (!passes(i)) continue;
    const end = start[i + 1];
    if (start[i] === end) counts[none] += adds[i];
    for (let link = start[i]; link < end; link++) {
      const group = of[links[link]];
      if (counted[group] !== i) counts[group] += adds[i];
      counted[group] = i;
    }
  }
  const groupsOf = (/** @type {number} */ i) =>
    start[i] === start[i + 1]
      ? [none]
      : Array.from(links.subarray(start[i], start[i + 1]), (link) => of[link]);
  for (const [group, twice] of dead?.countedTwice(passes, groupsOf) ?? []) counts[group] -= twice;
  return counts.subarray(0, length);
}

/** @param {Data} data @param {Uint8Array} fails */
function countVisible(data, fails) {
  const { header, n, dated, weight, sourceStart } = data;
  const { siteCount, start, span, sourceRef } = data.col;
  const cited = new Uint8Array(header.counts.sources);
  let located = 0;
  let unlocated = 0;
  let from = Infinity;
  let to = -Infinity;
  for (let i = 0; i < n; i++) {
    if (fails[i]) continue;
    if (siteCount[i]) located += weight[i];
    else unlocated += weight[i];
    for (let s = sourceStart[i]; s < sourceStart[i + 1]; s++) cited[sourceRef[s]] = 1;
    if (i >= dated) continue;
    from = Math.min(from, start[i]);
    to = Math.max(to, start[i] + span[i]);
  }
  const sources = cited.reduce((sum, isCited) => sum + isCited, 0);
  const period = from <= to ? { from, to, ...knownEnds(data, fails, { from, to }) } : null;
  return { located, unlocated, sources, period };
}

/**
 * How exactly the ends of the period are known: only to the year if all events that reach them span whole years.
 *
 * @param {Data} data
 * @param {Uint8Array} fails
 * @param {Period} ends
 * @returns {{fromKnown: "month"|"year", toKnown: "month"|"year"}}
 */
function knownEnds({ dated, col: { start, span } }, fails, { from, to }) {
  /** @type {{fromKnown: "month"|"year", toKnown: "month"|"year"}} */
  const known = { fromKnown: "year", toKnown: "year" };
  for (let i = 0; i < dated; i++) {
    const end = start[i] + span[i];
    if (fails[i] || (start[i] !== from && end !== to) || isOfYears(start[i], end)) continue;
    if (start[i] === from) known.fromKnown = "month";
    if (end === to) known.toKnown = "month";
  }
  return known;
}

/**
 * Whether an event's period is longer than the chosen one, so that the event may lie outside it.
 *
 * @param {Data} data
 * @param {object} chosen
 * @param {Period|null} chosen.period
 * @param {EventMonths} chosen.months of the events
 * @param {Uint8Array|null} chosen.mask one byte for each month
 * @returns {((i: number) => boolean)|null} null if no period and no months are chosen; undated events are not longer
 */
export function longerThan({ dated, col: { start, span } }, { period, months: { first, last }, mask }) {
  if (!period && !mask) return null;
  const { from, to } = period ?? { from: -Infinity, to: Infinity };
  return (i) => {
    if (i >= dated) return false;
    const isInside = start[i] >= from && start[i] + span[i] <= to;
    return !isInside || Boolean(mask && !mask.subarray(first[i], last[i] + 1).every(Boolean));
  };
}

/**
 * @param {Data} data
 * @param {Uint8Array} visible
 * @param {((i: number) => boolean)|null} isCounted null counts none
 * @returns {number} visible events that are counted
 */
export function countWhere({ n, weight }, visible, isCounted) {
  let count = 0;
  if (isCounted) for (let i = 0; i < n; i++) if (visible[i] && isCounted(i)) count += weight[i];
  return count;
}

/**
 * @param {Data} data
 * @param {Uint8Array} [visible] the events that count; all by default
 * @param {ArrayLike<number>} [weight] of each event; how many events it stands for by default
 * @returns {Uint32Array} the sum of each site
 */
export function countSites(data, visible, weight = data.weight) {
  const { n, col, siteStart } = data;
  const { site, siteLon } = col;
  const events = new Uint32Array(siteLon.length);
  for (let i = 0; i < n; i++) {
    if (visible && !visible[i]) continue;
    for (let link = siteStart[i]; link < siteStart[i + 1]; link++) events[site[link]] += weight[i];
  }
  return events;
}

/**
 * @param {Store} store
 * @param {Pick<ColourGroups, "of"|"colours">} groups
 * @param {Uint32Array|Float64Array} counts by `slot × groups + group`
 * @returns {(i: number, size: number, slot: number) => void} adds an amount for row `i` to the groups of its categories
 *   in a slot
 */
export function categoryAdder(store, { of, colours: { length: width } }, counts) {
  const column = store.categoryColumn();
  if (column) {
    return (i, size, slot) => {
      counts[slot * width + of[column[i]]] += size;
    };
  }
  const { actorStart, col, header } = store.data;
  const { actor } = col;
  const chosen = store.chosenActors();
  const kinds = store.kinds();
  const ofActor = kinds ? Uint16Array.from(kinds, (kind) => of[kind]) : of;
  const notStated = ofActor[header.actors.length];
  return (i, size, slot) => {
    const base = slot * width;
    const end = actorStart[i + 1];
    if (actorStart[i] === end) counts[base + notStated] += size;
    for (let a = actorStart[i]; a < end; a++) {
      if (!chosen || chosen[actor[a]]) counts[base + ofActor[actor[a]]] += size;
    }
  };
}

/**
 * @param {Store} store
 * @returns {Float64Array} involvements of each category among the visible events, in the current measure
 */
export function countsByCategory(store) {
  const { data, visible } = store;
  const { keys, colours } = store.categories();
  const weight = store.weights();
  const counts = new Float64Array(keys.length);
  const add = categoryAdder(store, { of: Uint16Array.from(keys.keys()), colours }, counts);
  for (let i = 0; i < data.n; i++) if (visible[i]) add(i, weight[i], 0);
  return counts;
}
