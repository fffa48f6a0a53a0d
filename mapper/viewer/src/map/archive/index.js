/**
 * Draws a base map of the user's own. It is a script of its own, which only maps with such a base map have:
 * `window.mapperArchive`.
 */
import { addImages } from "./images.js";
import { ArchiveTiles } from "./tiles.js";
import { VectorLayer } from "./vectors.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {ArchiveLayer, ArchiveOptions} from "../types.js" */

/** Over the ground of the base map (250), under its names and the events. */
const PANE = "mapper-tiles";
const PANE_Z_INDEX = 260;

/** @param {LeafletMap} map @param {ArchiveOptions} options @returns {ArchiveLayer|null} null for images */
function addArchive(map, options) {
  map.createPane(PANE).style.zIndex = String(PANE_Z_INDEX);
  const tiles = new ArchiveTiles(options.bytes, options.header.packed);
  if (options.header.kind === "vector") return new VectorLayer(map, tiles, PANE, options);
  addImages(map, tiles, PANE, options.header);
  return null;
}

Reflect.set(window, "mapperArchive", { addArchive });
