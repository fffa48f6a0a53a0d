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
 * @property {{from: number, to: number}|null} period first and last day of the visible events
 */

/**
 * @param {import("../data/payload.js").Data} data
 * @param {Uint8Array} fails
 * @param {{first: Uint16Array, last: Uint16Array}} months
 * @returns {Counts}
 */
export function countFacets(data, fails, months) {
  return { ...countRows(data, fails, months), ...countVisible(data, fails) };
}

/** What each row of a facet would show: one pass for all, as the first passes of a page that opens are slow. */
function countRows({ header, n, dated, col, weight, actorStart: start }, fails, { first, last }) {
  const { type, actor } = col;
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

function countVisible({ header, n, dated, col, weight, sourceStart }, fails) {
  const { siteCount, start, span, sourceRef } = col;
  const cited = new Uint8Array(header.sources.length);
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
    if (start[i] < from) from = start[i];
    if (start[i] + span[i] > to) to = start[i] + span[i];
  }
  const sources = cited.reduce((sum, is) => sum + is, 0);
  return { located, unlocated, sources, period: from <= to ? { from, to } : null };
}

/**
 * @param {import("../data/payload.js").Data} data
 * @returns {Uint32Array} events of each site, whatever the filter
 */
export function countSites({ n, col: { site, siteLon }, weight, siteStart }) {
  const events = new Uint32Array(siteLon.length);
  for (let i = 0, link = 0; i < n; i++)
    for (const end = siteStart[i + 1]; link < end; link++) events[site[link]] += weight[i];
  return events;
}
