/**
 * Single events and sites, put together from the columns.
 */
import { DEGREE } from "./payload.js";
import { FLAGS, SITE_KINDS } from "./vocabulary.js";

/** @import {Data, EventRecord, FigureName, Figures, Involvement, Site, Unsigned} from "./types.js" */

/**
 * @param {Data} data
 * @param {number} i event
 * @returns {EventRecord}
 */
export function eventAt(data, i) {
  const { header, col, dated, siteStart, sourceStart } = data;
  const linked = (/** @type {Unsigned} */ column, /** @type {Uint32Array} */ start) =>
    Array.from(column.subarray(start[i], start[i + 1]));
  const isDated = i < dated;
  return {
    index: i,
    first: isDated ? col.start[i] : null,
    last: isDated ? col.start[i] + col.span[i] : null,
    precision: col.datePrecision[i],
    type: header.types[col.type[i]]?.name ?? "",
    country: col.country[i] ? header.countries[col.country[i] - 1] : null,
    sites: linked(col.site, siteStart),
    involvements: involvementsOf(data, i),
    figures: figuresOf({
      low: col.fatalitiesLow[i],
      best: col.fatalitiesBest[i],
      high: col.fatalitiesHigh[i],
    }),
    disputed: Boolean(col.flags[i] & FLAGS.disagree),
    context: Boolean(col.flags[i] & FLAGS.context),
    together: Boolean(col.flags[i] & FLAGS.together),
    alternatives: siteStart[i + 1] - siteStart[i] > 1 || Boolean(col.flags[i] & FLAGS.alternatives),
    sources: linked(col.sourceRef, sourceStart),
  };
}

/** @param {Data} data @param {number} i event @returns {Involvement[]} */
function involvementsOf({ header, col, actorStart }, i) {
  const found = [];
  for (let k = actorStart[i]; k < actorStart[i + 1]; k++) {
    const actor = col.actor[k];
    found.push({ actor, role: col.role[k], name: header.actors[actor].name });
  }
  return found;
}

/**
 * @param {Record<FigureName, number>} stored as in the columns: the value plus 1, or 0 if it is not stated
 * @returns {Figures}
 */
export function figuresOf({ low, best, high }) {
  const value = (/** @type {number} */ stored) => (stored ? stored - 1 : null);
  return { low: value(low), best: value(best), high: value(high), stated: Boolean(low || best || high) };
}

/** @param {Data} data @param {number} site @returns {Site} */
export function siteAt({ col }, site) {
  return {
    longitude: col.siteLon[site] / DEGREE,
    latitude: col.siteLat[site] / DEGREE,
    kind: SITE_KINDS[col.siteKind[site]] ?? "area",
    radius: col.siteRadius[site] || null,
    precision: col.sitePrecision[site] || null,
  };
}
