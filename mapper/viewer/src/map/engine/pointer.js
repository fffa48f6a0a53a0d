/**
 * The pointer on the map: what lies under it is marked and named, and a click selects it.
 */
import L from "../leaflet.js";
import { eventsAtSites } from "./sites.js";
import { createTooltip } from "../tooltip.js";

/**
 * @param {L.Map} map
 * @param {import("../../state/store.js").Store} store
 * @param {{pick: function({x: number, y: number}, boolean): import("./scene.js").Mark|null, sitesOf: function(number): number[], describe: function({mark: object, places: string[], lines: object[]}): object}} engine
 *   `pick` takes a layer point and whether it was a finger's
 * @returns {{onPick: function(function(object|null): void): function(): void, leave: function(): void}}
 */
export function createPointer(map, store, { pick, sitesOf, describe }) {
  const tooltip = createTooltip(map.getContainer());
  const listeners = new Set();
  let hovered = -1;

  const leave = () => {
    if (hovered < 0) return;
    hovered = -1;
    tooltip.hide();
    L.DomUtil.removeClass(map.getContainer(), "mapper-over-symbol");
    store.select({ hover: null });
  };
  const wordsFor = async (mark) => {
    const sites = sitesOf(mark.group);
    const { places } = await store.data.names();
    return describe({ mark, places: placesOf(store, sites, places), lines: linesOf(store, sites) });
  };
  const enter = async (mark, point) => {
    hovered = mark.group;
    L.DomUtil.addClass(map.getContainer(), "mapper-over-symbol");
    store.select({ hover: { sites: sitesOf(mark.group) } });
    const words = await wordsFor(mark);
    if (hovered === mark.group) tooltip.show(words, point); // else the pointer went on meanwhile
  };
  map.on("mousemove", ({ layerPoint, containerPoint, originalEvent }) => {
    const mark = onMap(map, originalEvent) ? pick(layerPoint, false) : null;
    if (!mark) leave();
    else if (mark.group !== hovered) enter(mark, containerPoint);
  });
  map.on("mouseout movestart zoomstart", leave);
  map.on("click", ({ layerPoint, originalEvent }) => {
    if (!onMap(map, originalEvent)) return;
    const mark = pick(layerPoint, isTouch(originalEvent));
    const sites = mark && sitesOf(mark.group);
    leave(); // a card says all that the tooltip does
    store.select({ sites, event: null });
    const picked = mark && {
      sites,
      point: map.layerPointToContainerPoint([mark.x, mark.y]),
    };
    for (const listener of listeners) listener(picked);
  });
  return {
    onPick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    leave,
  };
}

/** Where a click does not tell its pointer, the device's main one is taken. */
const isTouch = ({ pointerType }) =>
  pointerType ? pointerType === "touch" : window.matchMedia("(pointer: coarse)").matches;

/** Panels lie inside the map's container; what happens on them is not for the map. */
function onMap(map, { target }) {
  return target === map.getContainer() || map.getPane("mapPane").contains(target);
}

/** Names of the sites with most events, each once. */
function placesOf({ data: { col } }, sites, places) {
  return [...new Set(sites.map((s) => places[col.siteName[s]]).filter(Boolean))];
}

/** Involvements of each category in events, the most first. */
function linesOf(store, sites) {
  const { keys, colours, hollow } = store.categories();
  const counts = new Uint32Array(keys.length);
  for (const i of eventsAtSites(store.data, store.visible, sites))
    for (const c of store.involvements(i)) counts[c] += store.data.weight[i];
  const present = Array.from(counts.keys()).filter((c) => counts[c]);
  present.sort((a, b) => counts[b] - counts[a] || a - b);
  return present.map((c) => ({
    key: keys[c],
    colour: colours[c],
    hollow: Boolean(hollow[c]),
    count: counts[c],
  }));
}
