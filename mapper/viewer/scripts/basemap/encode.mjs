/**
 * Packs a topology for `mapper/render/basemap/basemap.py`: all arcs in flat columns.
 */
import { topology } from "topojson-server";
import { presimplify } from "topojson-simplify";

/** @import {ArcGeometry, Feature, MultiLineGeometry} from "./types.js" */

/** Triangles smaller than this (grid steps²) are noise. */
const SMALLEST_AREA = 1;

/** The level of the ends of an arc, which are always kept, so that neighbours stay joined. */
export const ENDPOINT_LEVEL = 255;

/**
 * @param {number} area Visvalingam's effective area of a point, in grid steps²
 * @returns {number} 2·log2(area) as one byte
 */
export function level(area) {
  if (!Number.isFinite(area)) return ENDPOINT_LEVEL;
  if (area <= SMALLEST_AREA) return 0;
  return Math.min(ENDPOINT_LEVEL - 1, Math.floor(2 * Math.log2(area / SMALLEST_AREA)));
}

/** Arcs that several topologies share. */
export class ArcPool {
  /** Points of each arc. @type {number[]} */
  lengths = [];
  /** x and y of all points. @type {number[]} */
  points = [];
  /** The level of each point. @type {number[]} */
  levels = [];

  /**
   * Adds the arcs of features.
   *
   * @param {(Feature|Feature<object, MultiLineGeometry>)[]} features on the grid
   * @param {number} lowest points below this level are left out
   * @returns {ArcGeometry[]} geometries whose arc numbers count in this pool
   */
  add(features, lowest) {
    const weighted = presimplify(topology({ layer: { type: "FeatureCollection", features } }));
    const first = this.lengths.length;
    for (const arc of weighted.arcs) {
      const kept = arc.map(([x, y, area]) => [x, y, level(area)]).filter((point) => point[2] >= lowest);
      this.lengths.push(kept.length);
      for (const [x, y, ofPoint] of kept) {
        this.points.push(x, y);
        this.levels.push(ofPoint);
      }
    }
    return weighted.objects.layer.geometries.map((geometry) => shifted(geometry, first));
  }

  /** @returns {number[][][]} the points of every arc */
  arcs() {
    let at = 0;
    return this.lengths.map((length) =>
      Array.from({ length }, () => [this.points[2 * at], this.points[2 * at++ + 1]]),
    );
  }

  /**
   * @returns {Buffer} little-endian: int32 x, then y, of each point; uint32 points of each arc; uint8 levels
   */
  packed() {
    const axis = (/** @type {0|1} */ offset) =>
      Int32Array.from(this.levels, (_, i) => this.points[2 * i + offset]);
    const columns = [axis(0), axis(1), Uint32Array.from(this.lengths), Uint8Array.from(this.levels)];
    return Buffer.concat(columns.map((column) => Buffer.from(column.buffer)));
  }
}

/**
 * The geometry with arc numbers that count from the arc `first`.
 *
 * @param {ArcGeometry} geometry
 * @param {number} first
 * @returns {ArcGeometry}
 */
function shifted(geometry, first) {
  /** @typedef {number|Nested[]} Nested */
  /** @param {Nested} arcs @returns {Nested} */
  const shift = (arcs) => {
    if (Array.isArray(arcs)) return arcs.map(shift);
    return arcs >= 0 ? arcs + first : arcs - first;
  };
  return /** @type {ArcGeometry} */ ({ ...geometry, arcs: shift(geometry.arcs ?? []) });
}
