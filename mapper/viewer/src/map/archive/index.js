/**
 * Draws a base map of the user's own. It is a script of its own, which only maps with such a base map have:
 * `window.mapperArchive`.
 */
import { createTilePane } from "../panes.js";
import { addImages } from "./images.js";
import { ArchiveTiles } from "./tiles.js";
import { VectorLayer } from "./vectors.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {ArchiveLayer, ArchiveOptions} from "../types.js" */

/** @param {LeafletMap} map @param {ArchiveOptions} options @returns {ArchiveLayer|null} null for images */
function addArchive(map, options) {
  const pane = createTilePane(map);
  const tiles = new ArchiveTiles(options.bytes, options.header.packed);
  if (options.header.kind === "vector") return new VectorLayer(map, tiles, pane, options);
  addImages(map, tiles, pane, options.header);
  return null;
}

Reflect.set(window, "mapperArchive", { addArchive });
