// Packs a topology for `mapper/render/basemap/basemap.py`: all arcs in flat columns.
import { topology } from "topojson-server";
import { presimplify } from "topojson-simplify";

/** Triangle areas (grid steps²) below this are noise; one level is a factor of √2 in area. */
const SMALLEST_AREA = 1;
export const ENDPOINT_LEVEL = 255;

/** Visvalingam's effective area as one byte: 2·log2(area). Both ends of an arc always stay, which keeps neighbours joined. */
export function level(area) {
  if (!Number.isFinite(area)) return ENDPOINT_LEVEL;
  if (area <= SMALLEST_AREA) return 0;
  return Math.min(ENDPOINT_LEVEL - 1, Math.floor(2 * Math.log2(area / SMALLEST_AREA)));
}

/** A pool of arcs that several topologies share. */
export class ArcPool {
  constructor() {
    this.lengths = [];
    this.points = [];
    this.levels = [];
  }

  /**
   * Adds the features' arcs, without the points whose level is below `lowest`.
   * @param {object[]} features GeoJSON features on the grid
   * @param {number} lowest points below this level are left out for good
   * @returns {object[]} TopoJSON geometries whose arc numbers count in this pool
   */
  add(features, lowest) {
    const weighted = presimplify(topology({ layer: { type: "FeatureCollection", features } }));
    const first = this.lengths.length;
    for (const arc of weighted.arcs) {
      const kept = arc.map(([x, y, area]) => [x, y, level(area)]).filter((p) => p[2] >= lowest);
      this.lengths.push(kept.length);
      for (const [x, y, l] of kept) {
        this.points.push(x, y);
        this.levels.push(l);
      }
    }
    const shifted = (arcs) =>
      Array.isArray(arcs) ? arcs.map(shifted) : arcs >= 0 ? arcs + first : arcs - first;
    return weighted.objects.layer.geometries.map((geometry) => ({
      ...geometry,
      arcs: shifted(geometry.arcs ?? []),
    }));
  }

  /** @returns {number[][][]} every arc as points, as `mergeArcs` wants them to measure rings */
  arcs() {
    let at = 0;
    return this.lengths.map((length) =>
      Array.from({ length }, () => [this.points[2 * at], this.points[2 * at++ + 1]]),
    );
  }

  /** @returns {Buffer} little-endian: int32 x, then y, of each point; uint32 points of each arc; uint8 levels */
  packed() {
    const axis = (offset) => Int32Array.from(this.levels, (_, i) => this.points[2 * i + offset]);
    const columns = [axis(0), axis(1), Uint32Array.from(this.lengths), Uint8Array.from(this.levels)];
    return Buffer.concat(columns.map((column) => Buffer.from(column.buffer)));
  }
}
