/**
 * The words around a printed or saved map, which must explain itself without the page.
 */
import { isolate } from "../../i18n/isolate.js";
import { sitesOfEvent } from "../../map/engine/sites.js";
import { colourGroups } from "../../state/categories.js";
import { countsByCategory } from "../../state/count.js";
import { categoryName, sharedName } from "../parts/categoryName.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {LegendRow} from "../types.js" */

/** Names in a row of a picture's legend. Some have commas of their own. */
const MOST_NAMES = 16;

/**
 * The categories of the visible events. Categories of one colour, which the map cannot distinguish, share a row.
 *
 * @param {Store} store
 * @param {Translator} t
 * @returns {LegendRow[]} months in their order, else the largest first
 */
export function legendRows(store, t) {
  const { colourBy } = store.state();
  const { keys } = store.categories();
  const { of, colours, hollow } = colourGroups(store.categories());
  const { visible, data } = store;
  const found = new Uint8Array(keys.length);
  for (let i = 0; i < data.n; i++) {
    if (visible[i]) for (const category of store.involvements(i)) found[category] = 1;
  }
  const counts = countsByCategory(store);
  /** @type {Map<number, LegendRow & {count: number}>} */
  const rows = new Map();
  found.forEach((isFound, category) => {
    if (!isFound) return;
    const group = of[category];
    const shared = colourBy === "actor" ? sharedName(store, category, t) : "";
    const empty = { colour: colours[group], hollow: hollow[group], names: [], shared, count: 0 };
    const row = rows.get(group) ?? empty;
    row.names.push(categoryName(store, keys[category], t));
    row.count += counts[category];
    rows.set(group, row);
  });
  const inOrder = [...rows.values()];
  return colourBy === "month" ? inOrder : inOrder.sort((a, b) => b.count - a.count);
}

/**
 * The names of a row of the legend; if there are too many, their common name, or else the first ones.
 *
 * @param {LegendRow} row
 * @param {Translator} t
 * @param {number} [most]
 */
export function wordNames({ names, shared }, t, most = MOST_NAMES) {
  const rest = names.length - most;
  if (rest > 0 && shared) return shared;
  const first = names.slice(0, most).map(isolate).join(t("semicolon"));
  return rest > 0 ? `${first} + ${t.number(rest)}` : first;
}

/** The credits as the map shows them: for the data, the base map and tiles. @param {LeafletMap} map */
export const shownCredits = (map) => map.attributionControl?.getContainer()?.textContent ?? "";

/**
 * A note that colours show who took part, not who killed, if actors are coloured and sizes are the dead.
 * @param {Store} store @param {Translator} t
 */
export function wordSides(store, t) {
  const { colourBy } = store.state();
  return store.countsDead() && (colourBy === "actor" || colourBy === "kind") ? t("sidesOfDeadNote") : "";
}

/** The filter in one line. @param {string[]} phrases @param {Translator} t */
export const wordFilter = (phrases, t) =>
  t("labelled", { label: t("filter"), text: phrases.join(t("semicolon")) || t("noFilter") });

/**
 * How many of the visible events are in a picture of the map, if others are beyond its edges.
 *
 * @param {Store} store
 * @param {(site: number) => boolean} inView
 * @param {Translator} t
 */
export function wordInPicture(store, inView, t) {
  const { data, visible } = store;
  let seen = 0;
  for (let i = 0; i < data.n; i++)
    if (visible[i] && sitesOfEvent(data, i).some(inView)) seen += data.weight[i];
  return seen < store.counts().located ? t("inPicture", { n: seen }) : "";
}

/** How many of the visible events the map leaves out. @param {Store} store @param {Translator} t */
export function wordAbsent(store, t) {
  const { dated, n, weight } = store.data;
  let undated = 0;
  for (let i = dated; i < n; i++) if (store.visible[i]) undated += weight[i];
  const { unlocated } = store.counts();
  return [
    unlocated > 0 && t("labelled", { label: t("unmapped"), text: t.number(unlocated) }),
    undated > 0 && t("labelled", { label: t("undated"), text: t.number(undated) }),
  ]
    .filter(Boolean)
    .join(" · ");
}
