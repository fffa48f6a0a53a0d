/**
 * Counts of events: of what is visible, of what each row of a facet would show, and of each site.
 */
import { FAILS, FAILS_DATE } from "./filter.js";

/** @import {Counts, Data} from "../data/types.js" */
/** @import {EventMonths} from "../data/months.js" */
/** @import {Dead} from "./dead.js" */
/** @import {RowCounts} from "./types.js" */

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
  return counts;
}

/**
 * What each row of a facet would show under all other conditions.
 *
 * @param {Data} data
 * @param {Uint8Array} fails
 * @param {EventMonths} months
 * @param {ArrayLike<number>} weight of each event: how many events it stands for, or its dead
 */
function countRows({ header, n, dated, col: { type, actor }, actorStart }, fails, { first, last }, weight) {
  const actors = new Uint32Array(header.actors.length);
  const types = new Uint32Array(header.types.length);
  // More events where a period begins, fewer after its end: the running sum counts those that touch a month.
  const change = new Int32Array(header.months.colours.length + 1);
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
    }
  }
  const months = new Uint32Array(change.length - 1);
  for (let m = 0, running = 0; m < months.length; m++) months[m] = running += change[m];
  return { actors, notStated, types, months, undated };
}

/** @param {Data} data @param {Uint8Array} fails */
function countVisible(
  { header, n, dated, col: { siteCount, start, span, sourceRef }, weight, sourceStart },
  fails,
) {
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
  return { located, unlocated, sources, period: from <= to ? { from, to } : null };
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
