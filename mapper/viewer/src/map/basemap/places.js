/**
 * The places of the events as names on the base map: a reader looks for them first.
 */
import { DEGREE } from "../../data/payload.js";
import { countSites } from "../../state/count.js";
import { AREA } from "../engine/sites.js";
import { WORLD, mercatorX, mercatorY } from "../mercator.js";

/** @import {Data} from "../../data/types.js" */
/** @import {EventPlace, Label} from "../types.js" */

/** Places that are named at most: those with the most events. */
const MOST_PLACES = 400;

/**
 * Sites that are considered for names: more than are named, since some names are too long and some sites share a point.
 */
const CANDIDATES = 2 * MOST_PLACES;

/** A place is named from the zoom at which it is this many pixels away from every place with more events. */
const APART = 48;

/** The longest name that is drawn: a longer one is not a real name, and would cover the map. */
export const LONGEST_NAME = 40;

/** No place is named before the first of these zooms, and every place from the last on. */
const FIRST_ZOOM = 5;
const LAST_ZOOM = 12;

/**
 * @param {EventPlace[]} places points, not areas
 * @returns {Label[]} those with the most events first
 */
export function nameablePlaces(places) {
  const sorted = places
    .filter(({ name }) => name && name.length <= LONGEST_NAME)
    .toSorted((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_PLACES);
  /** @type {Label[]} */
  const labels = [];
  for (const { name, longitude, latitude } of sorted) {
    const [x, y] = [mercatorX(longitude), mercatorY(latitude)];
    const nearest = Math.min(...labels.map((other) => Math.hypot(other.x - x, other.y - y)));
    if (nearest === 0) continue;
    const zoom = Math.max(FIRST_ZOOM, Math.min(LAST_ZOOM, Math.log2(APART / (WORLD * nearest))));
    labels.push({ kind: "town", text: name, x, y, width: 0, zoom, ofEvents: true });
  }
  return labels;
}

/**
 * @param {Data} data
 * @param {string[]} names of places, as `data.names()` has them
 * @returns {EventPlace[]} the sites with the most events; areas have no point to name
 */
export function sitePlaces(data, names) {
  const { siteKind, siteName, siteLon, siteLat } = data.col;
  const events = countSites(data);
  return Array.from(events.keys())
    .filter((s) => events[s] && siteKind[s] !== AREA && names[siteName[s]])
    .sort((a, b) => events[b] - events[a])
    .slice(0, CANDIDATES)
    .map((s) => ({
      name: names[siteName[s]],
      longitude: siteLon[s] / DEGREE,
      latitude: siteLat[s] / DEGREE,
      events: events[s],
    }));
}
