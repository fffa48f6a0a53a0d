/**
 * The names that the largest symbols carry: readers take the name beside a symbol for where its events were, so
 * it is the one of the place with the most of them under the filter.
 */
import { countSites } from "../../state/count.js";
import { LONGEST_NAME } from "./places.js";

/** @import {Store} from "../../state/store.js" */
/** @import {Groups, Mark, Scene, Title} from "../types.js" */

/** So many symbols of a view carry their name. */
const MOST_TITLES = 10;

/**
 * @param {Store} store
 * @returns {(scene: Scene, places: string[]) => Title[]} names the largest symbols of a scene; `places` are names
 *   as `data.names()` has them
 */
export function createTitles(store) {
  /** The size of each site under the filter, counted once for all moves of the map. @type {Uint32Array|null} */
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
      const text = titleOf(mark, named.get(mark.group) ?? new Map());
      return text ? [{ symbol: boxGroups.indexOf(mark.group), text }] : [];
    });
  };
}

/**
 * @param {Store} store
 * @param {Groups} groups
 * @param {{largest: Mark[], counted: Uint32Array, places: string[]}} of
 * @returns {Map<number, Map<string, number>>} for each group the events of each name in it
 */
function weighNames({ data: { col } }, { groupOf }, { largest, counted, places }) {
  const named = new Map(largest.map(({ group }) => [group, new Map()]));
  for (let s = 0; s < groupOf.length; s++) {
    const names = counted[s] ? named.get(groupOf[s]) : undefined;
    const name = places[col.siteName[s]];
    if (names && name) names.set(name, (names.get(name) ?? 0) + counted[s]);
  }
  return named;
}

/**
 * The name with the most events; with the number of the others where it does not have most of them.
 *
 * @param {Mark} mark
 * @param {Map<string, number>} names
 */
function titleOf({ size }, names) {
  const [first, ...others] = [...names].sort((a, b) => b[1] - a[1]);
  if (!first || first[0].length > LONGEST_NAME) return "";
  return others.length && 2 * first[1] < size ? `${first[0]} +${others.length}` : first[0];
}
