/**
 * The outlines of the user's own areas (`--boundaries`).
 */
import L from "./leaflet.js";

/** @import {LatLngTuple, Map as LeafletMap} from "leaflet" */
/** @import {Area} from "../data/types.js" */
/** @import {DisplayStore} from "../state/display.js" */
/** @import {Store} from "../state/store.js" */

/** Over the ground and tiles, under the events. */
const PANE = "mapper-boundaries";
const PANE_Z_INDEX = 410;

const COLOURS = Object.freeze({ light: "#5a4a6b", dark: "#b7a8c9" });

/** Width in pixels of an outline, and of the outline of the area under the pointer in the list. */
const WIDTH = 1.25;
const HOVER_WIDTH = 4;

/**
 * @param {LeafletMap} map
 * @param {Area[]} areas
 * @param {{store: Store, display: DisplayStore}} state
 */
export function createBoundaries(map, areas, { store, display }) {
  const pane = map.createPane(PANE);
  pane.style.zIndex = String(PANE_Z_INDEX);
  pane.style.pointerEvents = "none";
  const colour = () => COLOURS[display.mapTheme()];
  const style = {
    renderer: L.canvas({ pane: PANE }),
    color: colour(),
    weight: WIDTH,
    opacity: 0.9,
    interactive: false,
  };
  const lines = areas.map(({ rings }) => L.polyline(rings.map(latLngs), style));
  display.subscribe(() => lines.forEach((line) => line.setStyle({ color: colour() })));
  let shown = -1;
  store.subscribe(() => {
    const area = store.selection.hover?.area ?? -1;
    if (area === shown) return;
    lines[shown]?.setStyle({ weight: WIDTH });
    lines[area]?.bringToFront().setStyle({ weight: HOVER_WIDTH });
    shown = area;
  });
  return L.layerGroup(lines);
}

/** @param {Area} area */
export const boundsOfArea = ({ rings }) => L.latLngBounds(rings.flatMap(latLngs));

/** @param {number[]} ring longitudes and latitudes */
function latLngs(ring) {
  /** @type {LatLngTuple[]} */
  const points = [];
  for (let k = 0; k + 1 < ring.length; k += 2) points.push([ring[k + 1], ring[k]]);
  return points;
}
