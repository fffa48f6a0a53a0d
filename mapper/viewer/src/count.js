/**
 * Counts of what is visible and of what each facet offers under all other conditions: two passes over the events; and of what each site holds.
 */
import { FAILS, FAILS_DATE } from "./filter.js";

/**
 * @typedef {object} Counts
 * @property {Uint32Array} actors events of each actor, under all conditions but the one on actors
 * @property {number} notStated the same for events without an actor
 * @property {Uint32Array} types the same for each type, under all but the types
 * @property {Uint32Array} months the same for each month touched, under all but the dates
 * @property {number} undated the same for undated events
 * @property {number} located visible events with a place on the map
 * @property {number} unlocated visible events without one
 * @property {number} sources distinct sources of the visible events
 * @property {{low: number, best: number, high: number, stated: number}} fatalities sums over the visible events, nobody counted twice, and the events of all rows that state any
 * @property {{from: number, to: number}|null} period first and last day of the visible events
 */

/**
 * @param {import("./payload.js").Data} data
 * @param {Uint8Array} fails
 * @param {{first: Uint16Array, last: Uint16Array}} months
 * @param {import("./involved.js").Involved} involved
 * @returns {Counts}
 */
export function countFacets(data, fails, months, involved) {
  return { ...countRows(data, fails, months, involved), ...countVisible(data, fails) };
}

/** What each row of a facet would show: one pass for all, as the first passes of a page that opens are slow. */
function countRows({ header, n, dated, col, weight }, fails, { first, last }, { start, actor }) {
  const { type } = col;
  const length = header.months.colours.length;
  const actors = new Uint32Array(header.actors.length);
  const types = new Uint32Array(header.types.length);
  const change = new Int32Array(length + 1); // more where a period begins, less after its end
  let notStated = 0;
  let undated = 0;
  for (let i = 0; i < n; i++) {
    const failed = fails[i];
    const events = weight[i];
    if (!(failed & ~FAILS.types)) types[type[i]] += events;
    if (!(failed & ~FAILS.actors)) {
      const end = start[i + 1];
      if (start[i] === end) notStated += events;
      for (let a = start[i]; a < end; a++) actors[actor[a]] += events;
    }
    if (failed & ~FAILS_DATE) continue;
    if (i >= dated) undated += events;
    else {
      change[first[i]] += events;
      change[last[i] + 1] -= events;
    }
  }
  const months = new Uint32Array(length);
  for (let m = 0, running = 0; m < length; m++) months[m] = running += change[m];
  return { actors, notStated, types, months, undated };
}

/**
 * Columns hold value + 1, and 0 where nothing is stated. The dead of a part of another event are in that one's figure:
 * they are left out wherever the whole is visible too (`mapper.claims.totals`).
 */
function countVisible({ header, n, dated, col, weight, sourceStart }, fails) {
  const { siteCount, start, span, sourceRef, fatalitiesLow, fatalitiesBest, fatalitiesHigh } = col;
  const cited = new Uint8Array(header.sources.length);
  const inOthers = new Set((header.parts ?? []).filter(([, whole]) => fails[whole] === 0).map(([part]) => part));
  const fatalities = { low: 0, best: 0, high: 0, stated: 0 };
  let located = 0;
  let unlocated = 0;
  let from = Infinity;
  let to = -Infinity;
  for (let i = 0; i < n; i++) {
    if (fails[i]) continue;
    if (siteCount[i]) located += weight[i];
    else unlocated += weight[i];
    for (let s = sourceStart[i]; s < sourceStart[i + 1]; s++) cited[sourceRef[s]] = 1;
    if (fatalitiesLow[i] | fatalitiesBest[i] | fatalitiesHigh[i]) {
      fatalities.stated += weight[i];
      if (!inOthers.has(i)) addFatalities(fatalities, col, i);
    }
    if (i >= dated) continue;
    if (start[i] < from) from = start[i];
    if (start[i] + span[i] > to) to = start[i] + span[i];
  }
  const sources = cited.reduce((sum, is) => sum + is, 0);
  return { located, unlocated, sources, fatalities, period: from <= to ? { from, to } : null };
}

function addFatalities(sum, { fatalitiesLow, fatalitiesBest, fatalitiesHigh }, i) {
  if (fatalitiesLow[i]) sum.low += fatalitiesLow[i] - 1;
  if (fatalitiesBest[i]) sum.best += fatalitiesBest[i] - 1;
  if (fatalitiesHigh[i]) sum.high += fatalitiesHigh[i] - 1;
}

/**
 * @param {import("./payload.js").Data} data
 * @returns {Uint32Array} events of each site, whatever the filter
 */
export function countSites({ n, col, weight, siteStart }) {
  const events = new Uint32Array(col.siteLon.length);
  for (let i = 0; i < n; i++) for (let link = siteStart[i]; link < siteStart[i + 1]; link++) events[col.site[link]] += weight[i];
  return events;
}
