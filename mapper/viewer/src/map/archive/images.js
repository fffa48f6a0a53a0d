/** @import {Map as LeafletMap} from "leaflet" */
/** @import {ArchiveHeader} from "../../data/types.js" */
/** @import {ArchiveTiles, TileAddress} from "./tiles.js" */

/**
 * Puts tiles that are images on the map.
 *
 * @param {LeafletMap} map
 * @param {ArchiveTiles} tiles
 * @param {string} pane
 * @param {ArchiveHeader} header
 */
export function addImages(map, tiles, pane, { kind, minZoom, maxZoom }) {
  /** @type {any} */
  const { GridLayer } = Reflect.get(window, "L");
  const Images = GridLayer.extend({
    /** @param {TileAddress} tile @param {(fault: unknown, image: HTMLElement) => void} done */
    createTile(tile, done) {
      const image = document.createElement("img");
      image.alt = "";
      image.hidden = true; // browsers draw a frame around an image without a source
      const show = async () => {
        const bytes = await tiles.read(tile);
        if (!bytes) return;
        image.src = URL.createObjectURL(new Blob([bytes], { type: kind }));
        await image.decode();
        image.hidden = false;
      };
      show().then(
        () => done(null, image),
        (fault) => done(fault, image),
      );
      return image;
    },
  });
  /** @type {any} */
  const layer = new Images({
    pane,
    minZoom,
    minNativeZoom: minZoom,
    maxNativeZoom: maxZoom,
    maxZoom: map.getMaxZoom(),
  });
  const forget = (/** @type {{tile: HTMLImageElement}} */ { tile }) => URL.revokeObjectURL(tile.src);
  layer.on("tileunload", forget);
  map.addLayer(layer);
}
