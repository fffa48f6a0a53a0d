/**
 * The pane of tiles, online or the user's own.
 */

/** @import {Map as LeafletMap} from "leaflet" */

/** Over the ground of the base map (250), under its names and the events. */
const TILES = "mapper-tiles";
const Z_INDEX = 260;

/** @param {LeafletMap} map @returns {string} the name of the pane, which is made */
export function createTilePane(map) {
  map.createPane(TILES).style.zIndex = String(Z_INDEX);
  return TILES;
}
