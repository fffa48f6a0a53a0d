/**
 * Online tiles over the embedded ground, where somebody asked for them. Without a network, or where the host refuses, the
 * ground stays as it is.
 */
import L from "./leaflet.js";
import { escapeHtml } from "./escape.js";

/** Over the ground of the base map (250), under its names and the events. */
const PANE = "mapper-tiles";
const PANE_Z_INDEX = 260;

/**
 * @param {L.Map} map
 * @param {{url: string, attribution: string, minZoom: number, maxZoom: number, subdomains: string}} tiles of the header
 * @param {{setNames: function(boolean): void}|null} basemap its names give way to those that tiles bring along
 * @returns {L.TileLayer}
 */
export function createTiles(map, { url, attribution, minZoom, maxZoom, subdomains }, basemap) {
  map.createPane(PANE).style.zIndex = PANE_Z_INDEX;
  const layer = L.tileLayer(url, {
    pane: PANE,
    attribution: escapeHtml(attribution),
    minNativeZoom: minZoom,
    maxNativeZoom: maxZoom,
    subdomains,
  });
  layer.once("tileload", () => basemap?.setNames(false));
  return layer;
}
