/**
 * Decides which sites share a symbol, once for each zoom level and only from the sites, never from the filter, so that
 * switching something off makes symbols smaller but never moves them. A symbol is at its largest site.
 */
import KDBush from "kdbush";
import { WORLD } from "../mercator.js";
import { AREA } from "./sites.js";

/** @import {Data, Unsigned} from "../../data/types.js" */
/** @import {EngineOptions, Groups, Outline, Sites} from "../types.js" */

/**
 * What grouping needs at every zoom.
 *
 * @typedef {object} Parts
 * @property {Sites} sites
 * @property {Unsigned} siteName the number of each site's name
 * @property {Uint32Array} order site numbers, the largest first
 * @property {KDBush} index the sites by place
 * @property {Float64Array} halfWidth half the width of each area, as a share of the world
 * @property {number[][]} sameArea the sites of each area
 * @property {EngineOptions} options
 *
 * Groups as they are gathered.
 *
 * @typedef {{groupOf: Int32Array, lead: number[], sites: number[], total: number[], named: number[]}}
 *   Gathered
 */

/**
 * @param {Data} data
 * @param {Sites} sites
 * @param {Outline[]} areas
 * @param {EngineOptions} options
 * @returns {(size: Uint32Array) => (zoom: number) => Groups} from the size of each site's symbol to a function that
 *   gives the groups at a whole zoom level, made when first asked for
 */
export function createGrouping({ col }, sites, areas, options) {
  const area = col.siteKind.indexOf(AREA); // points come first, then areas
  const firstArea = area < 0 ? sites.length : area;
  const places = {
    siteName: col.siteName,
    index: indexOf(sites),
    ...areaExtents(col.siteArea, sites, areas, firstArea),
    options,
  };
  return (size) => {
    /** @type {Parts} */
    const parts = { ...places, sites: { ...sites, size }, order: byFallingSize(size) };
    /** @type {Map<number, Groups>} */
    const made = new Map();
    return (zoom) => {
      const groups = made.get(zoom) ?? groupsAt(parts, zoom);
      made.set(zoom, groups);
      return groups;
    };
  };
}

/**
 * @param {Uint32Array} size
 * @returns {Uint32Array} site numbers, the largest first, equal ones by number
 */
function byFallingSize(size) {
  const { length } = size;
  const most = largest(size, 0);
  // One number has both sort keys, the size before the site: sorting numbers is much faster than with a comparator.
  const keys = new Float64Array(length);
  for (let s = 0; s < length; s++) keys[s] = (most - size[s]) * length + s;
  keys.sort();
  const order = new Uint32Array(length);
  for (let k = 0; k < length; k++) order[k] = keys[k] % length;
  return order;
}

/** @param {Sites} sites */
function indexOf({ length, x, y }) {
  const index = new KDBush(length);
  for (let s = 0; s < length; s++) index.add(x[s], y[s]);
  return index.finish();
}

/** @param {Unsigned} siteArea @param {Sites} sites @param {Outline[]} areas @param {number} firstArea */
function areaExtents(siteArea, { length, x, y, radius }, areas, firstArea) {
  const halfWidth = radius.slice();
  /** @type {Map<string, number[]>} */
  const same = new Map();
  for (let s = firstArea; s < length; s++) {
    const box = areas[siteArea[s] - 1]?.box;
    if (box) halfWidth[s] = Math.max(box[2] - box[0], box[3] - box[1]) / 2;
    const key = box ? `polygon ${siteArea[s]}` : `${x[s]} ${y[s]}`;
    const sites = same.get(key);
    if (sites) sites.push(s);
    else same.set(key, [s]);
  }
  return { halfWidth, sameArea: [...same.values()] };
}

/** The most passes of grouping. */
const MOST_PASSES = 4;

/**
 * Groups again until nothing more merges: a merged group has a larger symbol, which covers more neighbours.
 *
 * @param {Parts} parts
 * @param {number} zoom
 * @returns {Groups}
 */
function groupsAt(parts, zoom) {
  const { sites, options } = parts;
  let groups = gather(parts, zoom, sites.size, radiusScale(sites.size, options));
  let before = Infinity;
  for (let pass = 1; pass < MOST_PASSES && groups.lead.length < before; pass++) {
    before = groups.lead.length;
    const merged = sites.size.slice();
    const { lead, total } = groups;
    lead.forEach((s, group) => (merged[s] = Math.max(merged[s], total[group])));
    groups = gather(parts, zoom, merged, radiusScale(total, options));
  }
  return { ...groups, scale: radiusScale(groups.total, options) };
}

const NONE = -1;

/** A symbol nearer to the rim of a larger one than this share of its radius is more than a quarter covered. */
const COVERED = 0.42;

/** Pixels between a symbol and the ring around it. */
const RING = 2.5;

/**
 * @param {Parts} parts
 * @param {number} zoom
 * @param {Uint32Array} size of each site's symbol
 * @param {number} scale pixels of radius for the square root of a size
 */
function gather(parts, zoom, size, scale) {
  const { sites, order, index, options } = parts;
  /** @type {Gathered} */
  const groups = {
    groupOf: new Int32Array(sites.length).fill(NONE),
    lead: [],
    sites: [],
    total: [],
    named: [],
  };
  const world = WORLD * 2 ** zoom;
  const distance = mergeDistance(sites.length, options);
  gatherAreas(groups, parts, distance / (2 * world));
  const areas = groups.lead.length;
  const near = new Uint32Array(sites.length);
  const { x, y } = sites;
  const reach = (/** @type {number} */ radius, /** @type {number} */ other) =>
    Math.max(distance, radius + Math.max(options.minRadius, COVERED * (other + RING))) / world;
  for (let k = 0; k < order.length; k++) {
    const s = order[k];
    if (groups.groupOf[s] !== NONE) continue;
    const radius = scale * Math.sqrt(size[s]);
    const found = index.withinInto(x[s], y[s], reach(radius, radius), near); // the others are smaller, most of them
    let count = 0;
    for (let k = 0; k < found; k++) {
      const t = near[k];
      const apart = (x[t] - x[s]) ** 2 + (y[t] - y[s]) ** 2;
      if (apart <= reach(radius, scale * Math.sqrt(size[t])) ** 2) near[count++] = t;
    }
    gatherNear(groups, parts, s, near.subarray(0, count));
  }
  return {
    groupOf: groups.groupOf,
    lead: Uint32Array.from(groups.lead),
    sites: Uint32Array.from(groups.sites),
    total: Uint32Array.from(groups.total),
    named: Uint32Array.from(groups.named),
    asArea: new Uint8Array(groups.lead.length).fill(1, 0, areas),
  };
}

/**
 * Makes a group of each area that is wide enough to be seen. Smaller areas are grouped like points.
 *
 * @param {Gathered} groups
 * @param {Parts} parts
 * @param {number} least half the least width, as a share of the world
 */
function gatherAreas(groups, { halfWidth, sameArea }, least) {
  for (const same of sameArea) {
    const widest = same.reduce((a, b) => (halfWidth[b] > halfWidth[a] ? b : a));
    if (halfWidth[widest] < least) continue;
    for (const s of same) groups.groupOf[s] = groups.lead.length;
    groups.lead.push(widest);
    groups.sites.push(same.length);
    groups.total.push(0);
    groups.named.push(0);
  }
}

/**
 * Makes a group of a site and the sites near it that have no group yet.
 *
 * @param {Gathered} groups
 * @param {Parts} parts
 * @param {number} lead
 * @param {Uint32Array} near sites
 */
function gatherNear(groups, { sites: { size }, siteName }, lead, near) {
  const group = groups.lead.length;
  let [count, total, named] = [0, 0, 0];
  for (let k = 0; k < near.length; k++) {
    const s = near[k];
    if (groups.groupOf[s] !== NONE) continue;
    groups.groupOf[s] = group;
    count++;
    total += size[s];
    if (siteName[s] === siteName[lead]) named += size[s];
  }
  groups.lead.push(lead);
  groups.sites.push(count);
  groups.total.push(total);
  groups.named.push(named);
}

/**
 * The distance in pixels below which sites merge: larger with more sites.
 *
 * @param {number} sites how many
 * @param {EngineOptions} options
 */
function mergeDistance(sites, { mergeDistance: [few, many] }) {
  return Math.min(many, few + 8 * Math.log10(Math.max(1, sites / 10)));
}

/**
 * The area of a symbol is proportional to its size, unless the largest symbol would exceed the largest radius.
 *
 * @param {Uint32Array} sizes
 * @param {EngineOptions} options
 */
function radiusScale(sizes, { minRadius, maxRadius }) {
  return Math.min(minRadius, maxRadius / Math.sqrt(largest(sizes, 1)));
}

/**
 * @param {Uint32Array} values
 * @param {number} least
 * @returns {number} the largest value, or `least` if all are smaller
 */
function largest(values, least) {
  let most = least;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}
