/**
 * Online tiles over the embedded base map. Without a network, or if the host refuses, the base map stays as it is.
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
 * @param {BasemapLayer|null} basemap its names disappear once tiles have loaded, because tiles have their own
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
