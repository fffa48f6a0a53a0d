/**
 * Sites and areas in Web Mercator, and the events at a site.
 */
import { PayloadError } from "../../data/bytes.js";
import { DEGREE } from "../../data/payload.js";
import { countSites } from "../../state/count.js";
import { mercatorX, mercatorY } from "../mercator.js";

/** @import {Area, Data} from "../../data/types.js" */
/** @import {Box, Outline, Sites} from "../types.js" */

/** Values of `col.siteKind`. */
export const EXACT = 0;
export const NEAR = 1;
export const AREA = 2;

/** Circumference of the sphere of Web Mercator, in metres. */
const EARTH = 40_075_016.686;

/** The least cosine of a latitude: near the poles a radius would grow without limit. */
const LEAST_COSINE = 0.01;

/**
 * @param {Data} data
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
    const cosine = Math.max(LEAST_COSINE, Math.cos((latitude * Math.PI) / 180));
    radius[s] = siteRadius[s] / (EARTH * cosine);
  }
  const weight = countSites(data);
  return { length, x, y, radius, weight, size: weight };
}

/** @param {{areas: Area[]}} header @returns {Outline[]} */
export const projectAreas = ({ areas }) => areas.map(outlineOf);

/** @param {Area} area @returns {Outline} */
function outlineOf({ rings }) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const none = /** @type {[number, number]} */ ([0, 0]);
  /** @type {Outline["ends"]} */
  const ends = [none, none, none, none];
  const projected = rings.map((ring) => {
    const points = Float64Array.from(ring);
    for (let k = 0; k + 1 < points.length; k += 2) {
      const [x, y] = [mercatorX(ring[k]), mercatorY(ring[k + 1])];
      points[k] = x;
      points[k + 1] = y;
      const isEnd = [y < box[1], y > box[3], x < box[0], x > box[2]];
      isEnd.forEach((is, end) => {
        if (is) ends[end] = [x, y];
      });
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return points;
  });
  return { rings: projected, box, ends };
}

/**
 * @param {Data} data
 * @param {Uint8Array} visible
 * @param {Iterable<number>} sites
 * @returns {number[]} the visible events at these sites, in the order of the file
 */
export function eventsAtSites({ n, col, siteStart, header }, visible, sites) {
  const wanted = new Uint8Array(header.counts.sites);
  for (const s of sites) wanted[s] = 1;
  const found = [];
  for (let i = 0; i < n; i++) {
    if (!visible[i]) continue;
    for (let link = siteStart[i]; link < siteStart[i + 1]; link++) {
      if (!wanted[col.site[link]]) continue;
      found.push(i);
      break;
    }
  }
  return found;
}

/** @param {Data} data @param {number} i event @returns {number[]} its sites */
export const sitesOfEvent = ({ col, siteStart }, i) =>
  Array.from(col.site.subarray(siteStart[i], siteStart[i + 1]));
