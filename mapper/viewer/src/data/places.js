/**
 * The places of events by name and country, for the list of places and its filter.
 */
import { SITE_KINDS } from "./vocabulary.js";

/** @import {Country, Data} from "./types.js" */

/**
 * A place as events name it. An area is never the town of the same name: an event somewhere in it may have been far
 * from the town.
 *
 * @typedef {object} NamedPlace
 * @property {string} key in filters and addresses; it does not depend on other events in the file
 * @property {string} name empty if the events there name none
 * @property {number} country its number plus 1; 0 if it is unknown
 * @property {boolean} isArea
 * @property {boolean} isNameShared whether a place of another country has the same name
 *
 * @typedef {{list: NamedPlace[], ofSite: Uint32Array}} Places `ofSite`: the number of each site's place, and last the
 *   number for events that are not on the map
 */

/** @param {Data} data @returns {Promise<Places>} */
export async function placesOf(data) {
  const { places: names } = await data.names();
  const { header, col } = data;
  const { siteName, siteKind } = col;
  const countries = countriesOfSites(data);
  const area = SITE_KINDS.indexOf("area");
  const choices = 2 * (header.countries.length + 1);
  /** @type {Map<string, NamedPlace & {number: number}>} */
  const byKey = new Map();
  const numberOf = (
    /** @type {string} */ name,
    /** @type {number} */ country,
    /** @type {boolean} */ isArea,
  ) => {
    const key = keyOf(name, header.countries[country - 1], isArea);
    const known = byKey.get(key);
    if (known) return known.number;
    byKey.set(key, { key, name, country, isArea, isNameShared: false, number: byKey.size });
    return byKey.size - 1;
  };
  /**
   * Key: name, country and kind in one number, which is faster than a text for each site.
   * @type {Map<number, number>}
   */
  const numbers = new Map();
  const ofSite = new Uint32Array(siteName.length + 1);
  for (let s = 0; s < siteName.length; s++) {
    const isArea = siteKind[s] === area;
    const id = siteName[s] * choices + 2 * countries[s] + Number(isArea);
    const number = numbers.get(id) ?? numberOf(String(names[siteName[s]] ?? ""), countries[s], isArea);
    numbers.set(id, number);
    ofSite[s] = number;
  }
  const list = [...byKey.values()];
  ofSite[siteName.length] = list.length;
  markShared(list);
  return { list, ofSite };
}

/**
 * Never empty: the empty key stands for events that are not on the map.
 * @param {string} name @param {Country|undefined} country @param {boolean} isArea
 */
const keyOf = (name, country, isArea) =>
  `${name}${country ? ` (${country.code})` : ""}${isArea ? ", area" : ""}` || " ";

/** The country of the first event at each site. @param {Data} data */
function countriesOfSites({ n, siteStart, col }) {
  const { site, country } = col;
  const countries = new Uint32Array(col.siteName.length);
  for (let i = 0; i < n; i++) {
    const of = country[i];
    if (!of) continue;
    const end = siteStart[i + 1];
    for (let link = siteStart[i]; link < end; link++) if (!countries[site[link]]) countries[site[link]] = of;
  }
  return countries;
}

/** @param {NamedPlace[]} list */
function markShared(list) {
  /** The country of each name, −1 where there are several. @type {Map<string, number>} */
  const countries = new Map();
  for (const { name, country } of list) {
    const other = countries.get(name) ?? country;
    countries.set(name, other === country ? country : -1);
  }
  for (const place of list) place.isNameShared = countries.get(place.name) === -1;
}
