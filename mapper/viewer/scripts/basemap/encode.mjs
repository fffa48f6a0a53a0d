// Packs a topology for `mapper/render/basemap.py`: all arcs in three flat columns, base64 inside JSON.
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
    const shifted = (arcs) => (Array.isArray(arcs) ? arcs.map(shifted) : arcs >= 0 ? arcs + first : arcs - first);
    return weighted.objects.layer.geometries.map((geometry) => ({ ...geometry, arcs: shifted(geometry.arcs ?? []) }));
  }

  /** @returns {number[][][]} every arc as points, as `mergeArcs` wants them to measure rings */
  arcs() {
    let at = 0;
    return this.lengths.map((length) => Array.from({ length }, () => [this.points[2 * at], this.points[2 * at++ + 1]]));
  }

  /** @returns {object} {lengths, x, y: differences from the point before, levels}, each base64 of little-endian numbers */
  packed() {
    const axis = (offset) => {
      const out = new Int32Array(this.points.length / 2);
      for (let i = 0, before = 0; i < out.length; i++) {
        out[i] = this.points[2 * i + offset] - before;
        before = this.points[2 * i + offset];
      }
      return out;
    };
    return {
      lengths: base64(Uint32Array.from(this.lengths)),
      x: base64(bytePlanes(axis(0))),
      y: base64(bytePlanes(axis(1))),
      levels: base64(Uint8Array.from(this.levels)),
    };
  }
}

/** Zigzag (sign in the lowest bit), then all lowest bytes first, then the next two: 24 bits hold any step on this grid. */
function bytePlanes(numbers) {
  const n = numbers.length;
  const out = new Uint8Array(3 * n);
  for (let i = 0; i < n; i++) {
    const zigzag = (numbers[i] << 1) ^ (numbers[i] >> 31);
    for (let plane = 0; plane < 3; plane++) out[plane * n + i] = zigzag >>> (8 * plane);
  }
  return out;
}

const base64 = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
