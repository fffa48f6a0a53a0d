/**
 * The user's own areas (`--boundaries`): their outlines on the map, and how many of the shown events lie in each.
 */
import L from "./leaflet.js";

/** Over the ground and tiles, under the events. */
const PANE = "mapper-boundaries";
const PANE_Z_INDEX = 410;

const COLOURS = Object.freeze({ light: "#5a4a6b", dark: "#b7a8c9" });

/** Pixels of an outline, and of that of the area that the list points at. */
const [WEIGHT, POINTED_AT] = [1.25, 4];

/**
 * @param {L.Map} map fires `mapper:area` ({area}), the number of the area to point at, null for none
 * @param {{areas: {name: string, rings: number[][]}[]}} boundaries of the header
 * @returns {L.Layer}
 */
export function createBoundaries(map, { areas }) {
  map.createPane(PANE).style.zIndex = PANE_Z_INDEX;
  map.getPane(PANE).style.pointerEvents = "none";
  const renderer = L.canvas({ pane: PANE });
  const style = { renderer, color: COLOURS.light, weight: WEIGHT, opacity: 0.9, interactive: false };
  const lines = areas.map(({ rings }) => L.polyline(rings.map(latLngs), style));
  const layer = L.layerGroup(lines);
  map.on("mapper:theme", ({ theme }) =>
    layer.eachLayer((line) => line.setStyle({ color: COLOURS[theme] ?? COLOURS.light })),
  );
  let pointed = null;
  map.on("mapper:area", ({ area }) => {
    lines[pointed]?.setStyle({ weight: WEIGHT });
    lines[area]?.bringToFront().setStyle({ weight: POINTED_AT });
    pointed = area;
  });
  return layer;
}

/** @param {number[][]} rings of an area @returns {L.LatLngBounds} */
export const boundsOfArea = (rings) => L.latLngBounds(rings.flatMap(latLngs));

function latLngs(ring) {
  const points = [];
  for (let k = 0; k + 1 < ring.length; k += 2) points.push([ring[k + 1], ring[k]]);
  return points;
}
