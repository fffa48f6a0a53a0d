/**
 * The names of the largest symbols. Readers take the name beside a symbol for the place of its events, so it is the
 * place with the most of them under the filter.
 */
import { countSites } from "../../state/count.js";
import { LONGEST_NAME } from "./places.js";

/** @import {Store} from "../../state/store.js" */
/** @import {Groups, Mark, Scene, Title} from "../types.js" */

/** The most symbols of a view that carry a name. */
const MOST_TITLES = 10;

/**
 * @param {Store} store
 * @returns {(scene: Scene, places: string[]) => Title[]} names the largest symbols of a scene; `places` are names
 *   as `data.names()` has them
 */
export function createTitles(store) {
  /** The size of each site under the filter, cached for all moves of the map. @type {Uint32Array|null} */
  let counted = null;
  store.onState(() => (counted = null));
  return ({ marks, groups, boxGroups }, places) => {
    if (groups.cells) return [];
    const largest = marks
      .filter(({ asArea, size }) => !asArea && size)
      .sort((a, b) => b.size - a.size || a.group - b.group)
      .slice(0, MOST_TITLES);
    if (!largest.length) return [];
    counted ??= countSites(store.data, store.visible, store.weights());
    const named = weighNames(store, groups, { largest, counted, places });
    return largest.flatMap((mark) => {
      const text = titleOf(named.get(mark.group) ?? new Map());
      return text ? [{ symbol: boxGroups.indexOf(mark.group), text }] : [];
    });
  };
}

/**
 * The number of events of a name in a symbol, and the points of the sites with this name.
 *
 * @typedef {{events: number, points: Set<string>}} Named
 */

/**
 * @param {Store} store
 * @param {Groups} groups
 * @param {{largest: Mark[], counted: Uint32Array, places: string[]}} of
 * @returns {Map<number, Map<string, Named>>} for each group the names in it
 */
function weighNames({ data: { col } }, { groupOf }, { largest, counted, places }) {
  /** @type {Map<number, Map<string, Named>>} */
  const named = new Map(largest.map(({ group }) => [group, new Map()]));
  for (let s = 0; s < groupOf.length; s++) {
    const names = counted[s] ? named.get(groupOf[s]) : undefined;
    const name = places[col.siteName[s]];
    if (!names || !name) continue;
    const one = names.get(name) ?? { events: 0, points: new Set() };
    one.events += counted[s];
    one.points.add(`${col.siteLon[s]} ${col.siteLat[s]}`);
    names.set(name, one);
  }
  return named;
}

/**
 * The name with the most events, and the number of other places. Names at the same point count as one place.
 *
 * @param {Map<string, Named>} names
 */
function titleOf(names) {
  const [first, ...others] = [...names].sort((a, b) => b[1].events - a[1].events);
  if (!first || first[0].length > LONGEST_NAME) return "";
  const seen = new Set(first[1].points);
  let places = 0;
  for (const [, { points }] of others) {
    if (![...points].some((point) => seen.has(point))) places++;
    for (const point of points) seen.add(point);
  }
  return places ? `${first[0]} +${places}` : first[0];
}
