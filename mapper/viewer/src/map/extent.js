/**
 * The extent of events: where most of them are, and which are far away from all others.
 */
import L from "./leaflet.js";
import { WORLD } from "./mercator.js";
import { DEGREE } from "../data/payload.js";
import { AREA } from "./engine/sites.js";

/** @import {LatLngBounds} from "leaflet" */
/** @import {Data} from "../data/types.js" */
/** @import {Outline, Sites} from "./types.js" */

/** The latitude, north and south, beyond which Web Mercator shows nothing. */
const LAST_LATITUDE = 85;

/** An area that seems wider than this share of the world is on both sides of the 180th meridian. */
const WIDEST = 0.5;

/** Places that seem wider apart than this, in degrees, may lie on both sides of the 180th meridian. */
const HALF_ROUND = 180;

/** They do if their box across it is narrower by this factor. */
const NARROWER = 2 / 3;

/** The distance of this share of the events from the median is near; `FAR` times that distance is far away. */
const NEAR_SHARE = 0.6;
const FAR = 3;

/** The least distance that is far away, as a share of the world's width: about 800 km at the equator. */
const LEAST_FAR = 0.02;

/** The largest share of the events that the first view may leave out. */
const MOST_FAR = 1 / 3;

/** Events are left out only if that makes the extent narrower by this factor. */
const LEAST_GAIN = 2;

/** Parts of the world's width in which middles and distances are counted. */
const BINS = 2048;

/** @param {number} latitude */
const withinMap = (latitude) => Math.max(-LAST_LATITUDE, Math.min(LAST_LATITUDE, latitude));

/** A point of Web Mercator, 0 to 1, in degrees. @param {number} x @param {number} y */
const degreesOf = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x * WORLD, y * WORLD), 0);

/** An outline on both sides of the 180th meridian gets longitudes beyond 180° east. @param {Outline} outline */
function boundsOfOutline({ rings, box: [west, north, east, south] }) {
  if (east - west < WIDEST) return L.latLngBounds(degreesOf(west, north), degreesOf(east, south));
  let [first, last] = [Infinity, -Infinity];
  for (const ring of rings) {
    for (let k = 0; k < ring.length; k += 2) {
      const x = ring[k] < 0.5 ? ring[k] + 1 : ring[k];
      first = Math.min(first, x);
      last = Math.max(last, x);
    }
  }
  return L.latLngBounds(degreesOf(first, north), degreesOf(last, south));
}

/**
 * @param {Data} data
 * @param {Outline[]} areas
 * @param {ArrayLike<number>} sites
 * @returns {LatLngBounds} of the sites; an area counts with its outline, or with its radius. Sites on both sides of
 *   the 180th meridian go on eastwards beyond it.
 */
export function boundsOfSites(data, areas, sites) {
  const whole = boundsFrom(data, areas, sites, false);
  if (!whole.isValid() || widthOf(whole) <= HALF_ROUND) return whole;
  const across = boundsFrom(data, areas, sites, true);
  return widthOf(across) <= HALF_ROUND && widthOf(across) < NARROWER * widthOf(whole) ? across : whole;
}

/** @param {LatLngBounds} bounds degrees */
const widthOf = (bounds) => bounds.getEast() - bounds.getWest();

/**
 * @param {Data} data
 * @param {Outline[]} areas
 * @param {ArrayLike<number>} sites
 * @param {boolean} isAcross whether western longitudes are taken for those beyond 180° east
 */
function boundsFrom({ col: { siteLon, siteLat, siteArea, siteKind, siteRadius } }, areas, sites, isAcross) {
  const bounds = L.latLngBounds([]);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]; // in steps of the columns
  const turn = (/** @type {number} */ steps) => (isAcross && steps < 0 ? steps + 360 * DEGREE : steps);
  for (let k = 0; k < sites.length; k++) {
    const s = sites[k];
    west = Math.min(west, turn(siteLon[s]));
    east = Math.max(east, turn(siteLon[s]));
    south = Math.min(south, siteLat[s]);
    north = Math.max(north, siteLat[s]);
    if (siteArea[s]) bounds.extend(turned(boundsOfOutline(areas[siteArea[s] - 1]), isAcross));
    else if (siteKind[s] === AREA && siteRadius[s])
      bounds.extend(L.latLng(siteLat[s] / DEGREE, turn(siteLon[s]) / DEGREE).toBounds(2 * siteRadius[s]));
  }
  if (west > east) return bounds;
  return bounds
    .extend([withinMap(south / DEGREE), west / DEGREE])
    .extend([withinMap(north / DEGREE), east / DEGREE]);
}

/** @param {LatLngBounds} bounds @param {boolean} isAcross */
function turned(bounds, isAcross) {
  if (!isAcross || bounds.getCenter().lng >= 0) return bounds;
  return L.latLngBounds(
    [bounds.getSouth(), bounds.getWest() + 360],
    [bounds.getNorth(), bounds.getEast() + 360],
  );
}

/**
 * Splits the sites into those where most events are, and those far away from them.
 *
 * @param {Sites} sites
 * @param {ArrayLike<number>} [groups] of each site: each group is parted for itself, so that none is left
 *   out whole. By default all sites are one
 * @returns {{near: number[], far: number[]}} sites with events; `far` is empty where none is far away, or where
 *   leaving them out would show the others no larger
 */
export function partByDistance(sites, groups) {
  const { length, x, y, weight } = sites;
  const all = Array.from({ length }, (_, s) => s).filter((s) => weight[s]);
  const parts = groups ? partsOf(all, groups) : [all];
  const isFar = new Uint8Array(length);
  for (const part of parts) for (const s of farOf(part, sites)) isFar[s] = 1;
  const far = all.filter((s) => isFar[s]);
  if (!far.length) return { near: all, far };
  const near = all.filter((s) => !isFar[s]);
  const gain = spread(all, x, y) / spread(near, x, y);
  return gain >= LEAST_GAIN ? { near, far } : { near: all, far: [] };
}

/** @param {number[]} sites @param {ArrayLike<number>} groups of all sites @returns {number[][]} those of each group */
const partsOf = (sites, groups) =>
  [...new Set(sites.map((s) => groups[s]))].map((group) => sites.filter((s) => groups[s] === group));

/**
 * @param {number[]} part some of the sites
 * @param {Sites} sites
 * @returns {number[]} those far away from where most events of the part are; none if these would be too many
 */
function farOf(part, { x, y, weight }) {
  const total = part.reduce((sum, s) => sum + weight[s], 0);
  const quantile = (/** @type {number} */ share, /** @type {(site: number) => number} */ valueOf) => {
    const bins = new Float64Array(BINS + 1);
    for (const s of part) bins[Math.min(BINS, Math.floor(valueOf(s) * BINS))] += weight[s];
    let sum = 0;
    return bins.findIndex((events) => (sum += events) >= share * total) / BINS;
  };
  const [middleX, middleY] = [quantile(0.5, (s) => x[s]), quantile(0.5, (s) => y[s])];
  const distanceOf = (/** @type {number} */ s) => {
    const across = Math.abs(x[s] - middleX);
    return Math.hypot(Math.min(across, 1 - across), y[s] - middleY);
  };
  const reach = Math.max(LEAST_FAR, FAR * (quantile(NEAR_SHARE, distanceOf) + 1 / BINS));
  const far = part.filter((s) => distanceOf(s) > reach);
  const farEvents = far.reduce((sum, s) => sum + weight[s], 0);
  return farEvents <= MOST_FAR * total ? far : [];
}

/** The larger side of the box around sites. @param {number[]} sites @param {Float64Array} x @param {Float64Array} y */
function spread(sites, x, y) {
  const side = (/** @type {Float64Array} */ values) => {
    let [least, most] = [Infinity, -Infinity];
    for (const s of sites) {
      least = Math.min(least, values[s]);
      most = Math.max(most, values[s]);
    }
    return most - least;
  };
  return Math.max(side(x), side(y));
}
