/**
 * Online tiles over the embedded ground. Without a network, or where the host refuses, the ground stays as it
 * is.
 */
import { escapeHtml } from "./escape.js";
import L from "./leaflet.js";
import { createTilePane } from "./panes.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {TileService} from "../data/types.js" */
/** @import {BasemapLayer} from "./basemap/layer.js" */

/**
 * @param {LeafletMap} map
 * @param {TileService} service
 * @param {BasemapLayer|null} basemap whose names go once tiles have come, because tiles bring their own
 */
export function createTiles(map, { url, attribution, minZoom, maxZoom, subdomains }, basemap) {
  const layer = L.tileLayer(url, {
    pane: createTilePane(map),
    attribution: escapeHtml(attribution),
    minNativeZoom: minZoom,
    maxNativeZoom: maxZoom,
    maxZoom: map.getMaxZoom(), // else Leaflet shows none beyond 18
    subdomains,
  });
  layer.once("tileload", () => basemap?.setNames(false));
  return layer;
}
