/**
 * Whether switching off a row of a facet can change the map. A row without effect is marked, so that nobody takes an
 * unchanged map for a broken filter.
 */
import { monthFromKey } from "../data/calendar.js";
import { monthsOfEvents } from "../data/months.js";

/** @import {Data, Unsigned} from "../data/types.js" */
/** @import {Places} from "../data/places.js" */
/** @import {MapEffects, MonthEffects} from "./types.js" */

/**
 * @param {Data} data
 * @param {Uint8Array|null} [kept] 1 for each event that counts; null for all
 * @returns {MapEffects}
 */
export function mapEffects(data, kept = null) {
  const { n, dated, col } = data;
  const onMap = kept ? sitesOfKept(col.siteCount, kept) : col.siteCount;
  const undated = onMap.subarray(dated, n).some((sites) => sites > 0);
  return {
    ...actorEffects(data, onMap),
    types: typeEffects(data, onMap),
    undated,
    months: monthEffects(data, onMap, kept),
  };
}

/** @param {Unsigned} siteCount @param {Uint8Array} kept */
function sitesOfKept(siteCount, kept) {
  const sites = siteCount.slice();
  for (let i = 0; i < sites.length; i++) if (!kept[i]) sites[i] = 0;
  return sites;
}

/** @param {Data} data @param {Unsigned} siteCount sites of each event; 0 where it does not count */
function actorEffects({ n, col: { actor, actorCount }, actorStart, header }, siteCount) {
  const colours = header.actors.map(({ colour }) => colour);
  const [actors, located, alone] = Array.from({ length: 3 }, () => new Uint8Array(colours.length));
  let notStated = false;
  let open = 2 * colours.length + (actorCount.includes(0) ? 1 : 0); // rows whose answer is not known yet
  for (let i = 0; i < n && open; i++) {
    if (!siteCount[i]) continue;
    const from = actorStart[i];
    const to = actorStart[i + 1];
    if (from === to && !notStated) {
      notStated = true;
      open--;
    }
    for (let k = from; k < to; k++) {
      const one = actor[k];
      located[one] = 1;
      if (to - from === 1 && !alone[one]) {
        alone[one] = 1;
        open--;
      }
      if (actors[one] || !looksDifferent(actor.subarray(from, to), one, colours)) continue;
      actors[one] = 1;
      open--;
    }
  }
  return { actors, located, alone, notStated };
}

/**
 * Whether an event looks different without an actor: it disappears, or it loses a slice. Two actors of one colour share
 * a slice, which stays if only one of them is switched off.
 *
 * @param {Unsigned} involved the event's actors
 * @param {number} actor
 * @param {string[]} colours
 */
function looksDifferent(involved, actor, colours) {
  const isAlone = involved.every((other) => other === actor);
  return isAlone || involved.some((other) => colours[other] !== colours[actor]);
}

/**
 * @param {Data} data
 * @param {Places} places
 * @param {Uint8Array|null} kept 1 for each event that counts; null for all
 * @returns {Uint8Array} 1 for each place that is the only one of an event on the map
 */
export function placeEffects({ n, col: { site }, siteStart }, { list, ofSite }, kept) {
  const alone = new Uint8Array(list.length);
  for (let i = 0; i < n; i++) {
    const end = siteStart[i + 1];
    let link = siteStart[i];
    if (link === end || (kept && !kept[i])) continue;
    const place = ofSite[site[link]];
    while (link < end && ofSite[site[link]] === place) link++;
    if (link === end) alone[place] = 1;
  }
  return alone;
}

/** @param {Data} data @param {Unsigned} siteCount */
function typeEffects({ n, col: { type }, header }, siteCount) {
  const types = new Uint8Array(header.types.length);
  let open = types.length;
  for (let i = 0; i < n && open; i++) {
    if (!siteCount[i] || types[type[i]]) continue;
    types[type[i]] = 1;
    open--;
  }
  return types;
}

/** @param {Data} data @param {Unsigned} siteCount @param {Uint8Array|null} kept @returns {MonthEffects} */
function monthEffects(data, siteCount, kept) {
  const { header, dated } = data;
  const { length } = header.months.colours;
  const first = length ? monthFromKey(header.months.first) : 0;
  const months = monthsOfEvents(data);
  const inside = new Uint8Array(length);
  const insideYear = new Set();
  const heldByYear = new Set();
  const yearOf = Array.from({ length }, (_, m) => Math.floor((first + m) / 12));
  for (let i = 0; i < dated; i++) {
    if (kept && !kept[i]) continue;
    const from = months.first[i];
    const to = months.last[i];
    const year = yearOf[from] === yearOf[to] ? yearOf[from] : null;
    if (year !== null) heldByYear.add(year);
    if (!siteCount[i]) continue;
    if (from === to) inside[from] = 1;
    if (year !== null) insideYear.add(year);
  }
  return { first, inside, insideYear, heldByYear };
}
