/**
 * Counts of what is visible and of what each facet offers under all other conditions: one pass over the events.
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
 * @property {{low: number, best: number, high: number, stated: number}} fatalities sums over the visible events, nobody counted twice, and how many events state any
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
  return { ...countActors(data, fails, involved), ...countTypes(data, fails), ...countMonths(data, fails, months), ...countVisible(data, fails) };
}

function countActors({ header, n }, fails, { start, actor }) {
  const actors = new Uint32Array(header.actors.length);
  const others = ~FAILS.actors;
  let notStated = 0;
  for (let i = 0; i < n; i++) {
    if (fails[i] & others) continue;
    const end = start[i + 1];
    if (start[i] === end) notStated++;
    for (let a = start[i]; a < end; a++) actors[actor[a]]++;
  }
  return { actors, notStated };
}

function countTypes({ header, n, col }, fails) {
  const types = new Uint32Array(header.types.length);
  const others = ~FAILS.types;
  for (let i = 0; i < n; i++) if (!(fails[i] & others)) types[col.type[i]]++;
  return { types };
}

function countMonths({ header, n, dated }, fails, { first, last }) {
  const others = ~FAILS_DATE;
  const change = new Int32Array(header.months.colours.length + 1); // +1 where a period begins, −1 after its end
  for (let i = 0; i < dated; i++) {
    if (fails[i] & others) continue;
    change[first[i]]++;
    change[last[i] + 1]--;
  }
  const months = new Uint32Array(header.months.colours.length);
  for (let m = 0, running = 0; m < months.length; m++) months[m] = running += change[m];
  let undated = 0;
  for (let i = dated; i < n; i++) if (!(fails[i] & others)) undated++;
  return { months, undated };
}

function countVisible({ header, n, dated, col, sourceStart }, fails) {
  const { siteCount, start, span, sourceRef } = col;
  const cited = new Uint8Array(header.sources.length);
  let [located, unlocated, from, to] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    if (fails[i]) continue;
    if (siteCount[i]) located++;
    else unlocated++;
    for (let s = sourceStart[i]; s < sourceStart[i + 1]; s++) cited[sourceRef[s]] = 1;
    if (i >= dated) continue;
    if (start[i] < from) from = start[i];
    if (start[i] + span[i] > to) to = start[i] + span[i];
  }
  const sources = cited.reduce((sum, is) => sum + is, 0);
  return { located, unlocated, sources, fatalities: sumFatalities(col, fails, header.parts), period: from <= to ? { from, to } : null };
}

/**
 * Columns hold value + 1, and 0 where nothing is stated. The dead of a part of another event are in that one's figure:
 * they are left out wherever the whole is visible too (`mapper.claims.totals`).
 */
function sumFatalities({ fatalitiesLow, fatalitiesBest, fatalitiesHigh }, fails, parts = []) {
  const counted = new Set(parts.filter(([, whole]) => fails[whole] === 0).map(([part]) => part));
  let [low, best, high, stated] = [0, 0, 0, 0];
  for (let i = 0; i < fails.length; i++) {
    if (fails[i] || !(fatalitiesLow[i] | fatalitiesBest[i] | fatalitiesHigh[i])) continue;
    stated++;
    if (counted.has(i)) continue;
    if (fatalitiesLow[i]) low += fatalitiesLow[i] - 1;
    if (fatalitiesBest[i]) best += fatalitiesBest[i] - 1;
    if (fatalitiesHigh[i]) high += fatalitiesHigh[i] - 1;
  }
  return { low, best, high, stated };
}
