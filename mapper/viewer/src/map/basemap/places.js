// The places of the events, named like towns: a reader looks for them first.

import { countSites } from "../../state/count.js";
import { mercatorX, mercatorY } from "../mercator.js";
import { DEGREE } from "../../data/payload.js";

/** Places that are named at most; those with the most events. */
const MOST_PLACES = 400;

/** A place is named from the zoom at which it is this many pixels away from every place with more events. */
const APART = 48;

/** A longer name is no name, and would cover the map. */
const LONGEST_NAME = 40;

const FIRST_ZOOM = 5;
const LAST_ZOOM = 12;

/**
 * @param {{name: string, longitude: number, latitude: number, events: number}[]} places points, not areas
 * @returns {object[]} labels {kind, ofEvents, text, x, y, zoom} in Web Mercator from 0 to 1, those with the most events first
 */
export function nameablePlaces(places) {
  const sorted = places
    .filter(({ name }) => name && name.length <= LONGEST_NAME)
    .toSorted((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_PLACES);
  const labels = [];
  for (const { name, longitude, latitude } of sorted) {
    const [x, y] = [mercatorX(longitude), mercatorY(latitude)];
    const nearest = Math.min(...labels.map((other) => Math.hypot(other.x - x, other.y - y)));
    if (nearest === 0) continue;
    const zoom = Math.log2(APART / (256 * nearest));
    labels.push({
      kind: "town",
      ofEvents: true,
      text: name,
      x,
      y,
      zoom: Math.max(FIRST_ZOOM, Math.min(LAST_ZOOM, zoom)),
    });
  }
  return labels;
}

const AREA = 2;

/**
 * The sites with the most events as places; sites that are areas have no point to name.
 * @param {object} data as `decodePayload` gives it
 * @param {string[]} names of `data.names()`
 */
export function sitePlaces(data, names) {
  const { col } = data;
  const events = countSites(data);
  for (let site = 0; site < events.length; site++)
    if (col.siteKind[site] === AREA || !names[col.siteName[site]]) events[site] = 0;
  return largest(events, CANDIDATES).map((site) => ({
    name: names[col.siteName[site]],
    longitude: col.siteLon[site] / DEGREE,
    latitude: col.siteLat[site] / DEGREE,
    events: events[site],
  }));
}

/** Sites that are looked at for names at most: some names are too long, some stand twice. */
const CANDIDATES = 2 * MOST_PLACES;

/**
 * The indexes of the largest counts, without sorting them all; zeros never. Of those that tie for the last places, the first.
 * @param {Uint32Array} counts
 * @param {number} most
 */
function largest(counts, most) {
  const ranked = counts.slice().sort();
  const least = Math.max(1, ranked.at(-most) ?? 1);
  const found = [];
  let ties = most - (ranked.length - (ranked.findLastIndex((count) => count <= least) + 1));
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] > least || (counts[i] === least && ties-- > 0)) found.push(i);
  }
  return found;
}
