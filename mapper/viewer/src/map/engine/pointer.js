/**
 * The pointer on the map: the symbol under it is marked and named, and a click picks it.
 */
import { createTooltip } from "../tooltip.js";
import { eventsAtSites, sitesOfEvent } from "./sites.js";

/** @import {LeafletMouseEvent, Map as LeafletMap} from "leaflet" */
/** @import {Store} from "../../state/store.js" */
/** @import {CategoryCount, Found, Mark, Picked, Pixel, PlaceCount, TooltipWords} from "../types.js" */

/**
 * @typedef {object} PointerOptions
 * @property {(point: Pixel, isTouch: boolean) => Mark|null} pick gives what lies under a layer point
 * @property {(group: number) => number[]} sitesOf gives a group's sites
 * @property {(found: Found) => TooltipWords} describe
 */

const OVER_SYMBOL = "mapper-over-symbol";

/** Follows the pointer. Made once for each map. */
export class Pointer {
  #map;
  #store;
  #options;
  #tooltip;
  /** The group under the pointer. */
  #group = -1;
  /** @type {Set<(picked: Picked|null) => void>} */
  #listeners = new Set();

  /** @param {LeafletMap} map @param {Store} store @param {PointerOptions} options */
  constructor(map, store, options) {
    this.#map = map;
    this.#store = store;
    this.#options = options;
    this.#tooltip = createTooltip(map.getContainer());
    map.on("mousemove", (event) => this.#move(event));
    map.on("mouseout movestart zoomstart", () => this.leave());
    map.on("click", (event) => this.#click(event));
  }

  /**
   * @param {(picked: Picked|null) => void} listener called with what was clicked; null for a click beside all
   *   symbols
   */
  onPick(listener) {
    this.#listeners.add(listener);
  }

  /** Removes the mark and the tooltip. */
  leave() {
    if (this.#group < 0) return;
    this.#group = -1;
    this.#tooltip.hide();
    this.#map.getContainer().classList.remove(OVER_SYMBOL);
    this.#store.select({ hover: null });
  }

  /** @param {LeafletMouseEvent} event */
  #move({ layerPoint, containerPoint, originalEvent }) {
    const mark = this.#isOnMap(originalEvent) ? this.#options.pick(layerPoint, false) : null;
    if (!mark) this.leave();
    else if (mark.group !== this.#group) this.#enter(mark, containerPoint);
  }

  /** @param {Mark} mark @param {Pixel} point */
  async #enter(mark, point) {
    const sites = this.#options.sitesOf(mark.group);
    this.#group = mark.group;
    this.#map.getContainer().classList.add(OVER_SYMBOL);
    this.#store.select({ hover: { sites } });
    const { places } = await this.#store.data.names();
    if (this.#group !== mark.group) return; // the pointer has moved on
    const lines = countCategories(this.#store, sites);
    this.#tooltip.show(
      this.#options.describe({ mark, places: countPlaces(this.#store, sites, places), lines }),
      point,
    );
  }

  /** @param {LeafletMouseEvent} event */
  #click({ layerPoint, originalEvent }) {
    if (!this.#isOnMap(originalEvent)) return;
    const mark = this.#options.pick(layerPoint, isTouch(originalEvent));
    this.leave();
    const picked = mark && {
      sites: this.#options.sitesOf(mark.group),
      point: this.#map.layerPointToContainerPoint([mark.x, mark.y]),
    };
    for (const listener of this.#listeners) listener(picked);
  }

  /**
   * Whether an event happened on the map itself; panels too lie inside its container.
   *
   * @param {MouseEvent} event
   */
  #isOnMap({ target }) {
    const pane = this.#map.getPane("mapPane");
    return target === this.#map.getContainer() || (target instanceof Node && Boolean(pane?.contains(target)));
  }
}

/**
 * Whether a finger clicked. If the event does not tell, the device's main pointer decides.
 *
 * @param {MouseEvent} event
 */
function isTouch(event) {
  if (event instanceof PointerEvent && event.pointerType) return event.pointerType === "touch";
  return window.matchMedia("(pointer: coarse)").matches;
}

/**
 * The places at these sites under the filter, the largest first in events or dead. An event with several possible
 * sites counts once at each place.
 *
 * @param {Store} store
 * @param {number[]} sites
 * @param {string[]} places
 * @returns {PlaceCount[]}
 */
function countPlaces(store, sites, places) {
  const { data, visible } = store;
  const { col } = data;
  const weight = store.weights();
  const wanted = new Set(sites);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const i of eventsAtSites(data, visible, sites)) {
    const here = sitesOfEvent(data, i).filter((s) => wanted.has(s));
    for (const name of new Set(here.map((s) => places[col.siteName[s]])))
      if (name) counts.set(name, (counts.get(name) ?? 0) + weight[i]);
  }
  return [...counts].map(([name, size]) => ({ name, size })).sort((a, b) => b.size - a.size);
}

/**
 * Events or dead of each category at these sites, the largest number first.
 *
 * @param {Store} store
 * @param {number[]} sites
 * @returns {CategoryCount[]}
 */
function countCategories(store, sites) {
  const { keys, colours, hollow } = store.categories();
  const counts = new Uint32Array(keys.length);
  const inBounds = new Uint8Array(keys.length);
  const weight = store.weights();
  const bounded = store.countsDead() ? store.dead().bounded : null;
  for (const i of eventsAtSites(store.data, store.visible, sites)) {
    for (const c of store.involvements(i)) {
      counts[c] += weight[i];
      if (bounded?.[i]) inBounds[c] = 1;
    }
  }
  return keys
    .map((key, c) => ({
      key,
      colour: colours[c],
      hollow: Boolean(hollow[c]),
      count: counts[c],
      atLeast: inBounds[c] === 1,
    }))
    .filter(({ count }) => count)
    .sort((a, b) => b.count - a.count);
}
