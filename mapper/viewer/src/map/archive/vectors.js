import { PmtilesSource, TileCache, leafletLayer } from "protomaps-leaflet";
import { labelRules, paintRules } from "./rules.js";
import { isGround } from "./features.js";
import { placesOf } from "./places.js";
import { ArchiveView, LAND } from "./view.js";

/** @import {GridLayer, Map as LeafletMap} from "leaflet" */
/** @import {LabelRule, PaintRule, View, Zxy} from "protomaps-leaflet" */
/** @import {Language} from "../../data/types.js" */
/** @import {ArchiveOptions, MapTheme} from "../types.js" */
/** @import {ArchiveTiles} from "./tiles.js" */

/** Vector tiles are drawn from this zoom on; before, the base map suffices. */
const FIRST_ZOOM = 7;

/** Pixels of a tile of Leaflet, and of an archive tile, at the size that suits protomaps-leaflet best. */
const TILE = 256;
const WIDE_TILE = 512;

/**
 * The members of a protomaps-leaflet layer beyond those of a Leaflet layer.
 *
 * @typedef {GridLayer & {views: Map<string, View>, paintRules: PaintRule[], labelRules: LabelRule[],
 *   clearLayout(): void, rerenderTiles(): void}} ProtomapsLayer
 */

/** Vector tiles on the map: the ground and the streets. It passes their places on to the base map. */
export class VectorLayer {
  #map;
  #layer;
  #view;
  #layers;
  #theme;
  #language;
  #onPlaces;
  /** Number of the latest request for places, since an earlier one may be answered later. */
  #asked = 0;

  /**
   * @param {LeafletMap} map
   * @param {ArchiveTiles} tiles
   * @param {string} pane
   * @param {ArchiveOptions} options
   */
  constructor(map, tiles, pane, { header, theme, language, onPlaces }) {
    this.#map = map;
    this.#layers = header.layers;
    this.#theme = theme;
    this.#language = language;
    this.#onPlaces = onPlaces;
    // The only method of an archive that protomaps-leaflet calls.
    const archive = /** @type {any} */ ({
      getZxy: (/** @type {number} */ z, /** @type {number} */ x, /** @type {number} */ y) =>
        tiles.read({ z, x, y }).then((data) => data && { data }),
    });
    this.#view = new ArchiveView(new TileCache(new PmtilesSource(archive, false), WIDE_TILE), {
      minZoom: header.minZoom,
      maxZoom: header.maxZoom,
      has: (tile) => tiles.has(tile),
      isGround: isGround(header.layers),
    });
    const layer = leafletLayer({
      url: archive,
      attribution: "", // the page's credits name it
      pane,
      minZoom: FIRST_ZOOM,
      maxZoom: map.getMaxZoom(),
      ...this.#rules(),
    });
    this.#layer = /** @type {ProtomapsLayer} */ (/** @type {unknown} */ (layer));
    this.#layer.views.set("", this.#view);
    map.addLayer(this.#layer);
    map.on("moveend", () => this.#namePlaces());
    this.#namePlaces();
  }

  /** @param {MapTheme} theme */
  setTheme(theme) {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#redraw();
  }

  /** @param {Language} language */
  setLanguage(language) {
    if (language === this.#language) return;
    this.#language = language;
    this.#redraw();
    this.#namePlaces();
  }

  #rules() {
    return {
      paintRules: paintRules(this.#layers, this.#theme),
      labelRules: labelRules(this.#layers, this.#theme, this.#language),
    };
  }

  #redraw() {
    Object.assign(this.#layer, this.#rules());
    this.#layer.clearLayout();
    this.#layer.rerenderTiles();
  }

  async #namePlaces() {
    const number = ++this.#asked;
    const tiles = await Promise.all(this.#tilesInView().map((tile) => this.#view.getDisplayTile(tile)));
    const distinct = new Map(tiles.map((tile) => [Object.values(tile.dataTile).join("/"), tile]));
    if (number !== this.#asked) return;
    const places = placesOf([...distinct.values()], this.#layers, this.#language);
    this.#onPlaces(
      places,
      tiles.some(({ data }) => data.has(LAND)),
    );
  }

  /** The tiles of the zoom that the view touches. */
  #tilesInView() {
    const map = this.#map;
    const z = Math.round(map.getZoom());
    /** @type {Zxy[]} */
    const found = [];
    if (z < FIRST_ZOOM) return found;
    const bounds = map.getBounds();
    const [low, high] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) =>
      map.project(corner, z).divideBy(TILE),
    );
    const wide = 2 ** z;
    for (let x = Math.floor(low.x); x <= high.x; x++)
      for (let y = Math.max(0, Math.floor(low.y)); y <= Math.min(wide - 1, high.y); y++)
        found.push({ z, x: ((x % wide) + wide) % wide, y });
    return found;
  }
}
