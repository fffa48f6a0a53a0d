/**
 * The user's own areas (`--boundaries`): their outlines on the map, and how many of the shown events lie in each.
 */
import L from "./leaflet.js";

/** Over the ground and tiles, under the events. */
const PANE = "mapper-boundaries";
const PANE_Z_INDEX = 410;

const COLOURS = Object.freeze({ light: "#5a4a6b", dark: "#b7a8c9" });

/**
 * @param {L.Map} map
 * @param {{areas: {name: string, rings: number[][]}[]}} boundaries of the header
 * @returns {L.Layer}
 */
export function createBoundaries(map, { areas }) {
  map.createPane(PANE).style.zIndex = PANE_Z_INDEX;
  map.getPane(PANE).style.pointerEvents = "none";
  const renderer = L.canvas({ pane: PANE });
  const style = { renderer, color: COLOURS.light, weight: 1.25, opacity: 0.9, interactive: false };
  const layer = L.layerGroup(areas.map(({ rings }) => L.polyline(rings.map(latLngs), style)));
  map.on("mapper:theme", ({ theme }) => layer.eachLayer((line) => line.setStyle({ color: COLOURS[theme] ?? COLOURS.light })));
  return layer;
}

function latLngs(ring) {
  const points = [];
  for (let k = 0; k + 1 < ring.length; k += 2) points.push([ring[k + 1], ring[k]]);
  return points;
}
