/**
 * Which tile is drawn where, and at which size.
 */
import { View } from "protomaps-leaflet";

/** @import {Feature, PreparedTile, TileCache, TileTransform, Zxy} from "protomaps-leaflet" */

/** The layer of the land under all others of a tile. */
export const LAND = "mapper:land";

const EVERYWHERE = { minX: -Infinity, minY: -Infinity, maxX: Infinity, maxY: Infinity };

/** Its one feature, which is everywhere. @type {Feature[]} */
const LAND_FEATURES = [{ props: {}, bbox: EVERYWHERE, geomType: 3, geom: [], numVertices: 0 }];

/** Tiles twice as wide as Leaflet's, which suits protomaps-leaflet best. */
const LEVELS_APART = 1;

/** If the archive has no tile at a zoom, the part of its parent tile is drawn enlarged. */
export class ArchiveView extends View {
  #options;

  /**
   * @param {TileCache} cache
   * @param {{minZoom: number, maxZoom: number, has: (tile: Zxy) => boolean, isGround: boolean}} options `isGround`:
   *   whether the tiles cover the base map
   */
  constructor(cache, options) {
    super(cache, options.maxZoom, LEVELS_APART);
    this.#options = options;
  }

  /** @override @param {Zxy} tile @returns {TileTransform} */
  dataTileForDisplayTile(tile) {
    const { minZoom, maxZoom, has } = this.#options;
    for (this.maxDataLevel = maxZoom; this.maxDataLevel > minZoom; this.maxDataLevel--) {
      const found = super.dataTileForDisplayTile(tile);
      if (has(found.dataTile)) return found;
    }
    return super.dataTileForDisplayTile(tile);
  }

  /** @override @param {Zxy} tile @returns {Promise<PreparedTile>} */
  async getDisplayTile(tile) {
    const found = await super.getDisplayTile(tile);
    if (!this.#options.isGround || !found.data.size) return found;
    return { ...found, data: new Map([[LAND, LAND_FEATURES], ...found.data]) };
  }
}
