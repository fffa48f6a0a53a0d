/**
 * Sites: the distinct places with their precision that the map draws (docs/design/payload.md).
 */

import { countSites } from "../../state/count.js";
import { mercatorX, mercatorY } from "../mercator.js";
import { DEGREE, PayloadError } from "../../data/payload.js";

export const EXACT = 0;
export const NEAR = 1;
export const AREA = 2;

/** Circumference of the sphere of Web Mercator, in metres. */
const EARTH = 40_075_016.686;

/**
 * @typedef {object} Sites
 * @property {number} length
 * @property {Float64Array} x mercator, 0 to 1
 * @property {Float64Array} y mercator, 0 to 1
 * @property {Float64Array} radius how far from the point the event may lie, as a share of the world's width; 0 unknown
 * @property {Uint32Array} weight events of each site, whatever the filter
 */

/**
 * @param {import("../../data/payload.js").Data} data
 * @returns {Sites}
 * @throws {PayloadError} if a site lies outside the world
 */
export function projectSites(data) {
  const { siteLon, siteLat, siteRadius } = data.col;
  const { length } = siteLon;
  const [x, y, radius] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  for (let s = 0; s < length; s++) {
    const latitude = siteLat[s] / DEGREE;
    const longitude = siteLon[s] / DEGREE;
    if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90)
      throw new PayloadError(`place ${s} lies outside the world`);
    x[s] = mercatorX(longitude);
    y[s] = mercatorY(latitude);
    if (siteRadius[s])
      radius[s] = siteRadius[s] / (EARTH * Math.max(0.01, Math.cos((latitude * Math.PI) / 180)));
  }
  return { length, x, y, radius, weight: countSites(data) };
}

/**
 * The polygons of the header in mercator coordinates.
 *
 * @param {object} header
 * @returns {{rings: Float64Array[], box: [number, number, number, number], top: [number, number]}[]} box: west, north, east,
 *   south, 0 to 1; top: the northernmost point
 */
export function projectAreas({ areas }) {
  return areas.map(({ rings }) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    let top = [0, Infinity];
    const projected = rings.map((ring) => {
      const points = Float64Array.from(ring);
      for (let k = 0; k + 1 < points.length; k += 2) {
        points[k] = mercatorX(points[k]);
        points[k + 1] = mercatorY(points[k + 1]);
        if (points[k + 1] < top[1]) top = [points[k], points[k + 1]];
        box[0] = Math.min(box[0], points[k]);
        box[1] = Math.min(box[1], points[k + 1]);
        box[2] = Math.max(box[2], points[k]);
        box[3] = Math.max(box[3], points[k + 1]);
      }
      return points;
    });
    return { rings: projected, box, top };
  });
}

/**
 * The visible events of some sites, in the payload's order.
 *
 * @param {import("../../data/payload.js").Data} data
 * @param {Uint8Array} visible
 * @param {Iterable<number>} sites
 * @returns {number[]}
 */
export function eventsAtSites({ n, col, siteStart, header }, visible, sites) {
  const wanted = new Uint8Array(header.counts.sites);
  for (const s of sites) wanted[s] = 1;
  const found = [];
  for (let i = 0; i < n; i++) {
    if (!visible[i]) continue;
    for (let link = siteStart[i]; link < siteStart[i + 1]; link++) {
      if (wanted[col.site[link]]) {
        found.push(i);
        break;
      }
    }
  }
  return found;
}
