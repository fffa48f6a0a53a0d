/**
 * Which sites share a symbol. Decided once for each zoom level from the sites alone, never from the filter, so that
 * switching something off makes symbols smaller but never moves them. A symbol stands at its weightiest site.
 */
import KDBush from "kdbush";
import { AREA } from "./sites.js";

/** Pixels of the world's width at zoom 0. */
export const WORLD = 256;

/**
 * @typedef {object} Groups
 * @property {Int32Array} groupOf the group of each site
 * @property {Uint32Array} lead the site where each group's symbol stands
 * @property {Uint32Array} sites how many sites each group holds
 * @property {Uint32Array} total events of each group, whatever the filter; 0 where it is drawn as an area
 * @property {Uint32Array} named of them, those at places of the name that the symbol's own place has
 * @property {Uint8Array} asArea 1 for an area that is large enough to be drawn as one
 * @property {number} scale pixels of radius for the square root of a count
 */

/**
 * @param {import("../../data/payload.js").Data} data
 * @param {import("./sites.js").Sites} sites
 * @param {{box: number[]}[]} areas
 * @param {typeof import("./options.js").DEFAULTS} options
 * @returns {function(number): Groups} groups at a whole zoom level, made when first asked for
 */
export function createGrouping(data, sites, areas, options) {
  const order = weightiestFirst(sites);
  const area = data.col.siteKind.indexOf(AREA); // points come first, then areas
  const firstArea = area < 0 ? sites.length : area;
  const points = indexOf(sites, 0, firstArea);
  const regions = indexOf(sites, firstArea, sites.length);
  const extent = areaExtents(data, sites, areas, firstArea);
  const made = new Map();
  return (zoom) => {
    if (!made.has(zoom))
      made.set(zoom, groupsAt({ data, sites, order, firstArea, points, regions, extent, zoom, options }));
    return made.get(zoom);
  };
}

/** Site numbers by falling weight, equal weights by number. */
function weightiestFirst({ length, weight }) {
  return Uint32Array.from({ length }, (_, s) => s).sort((a, b) => weight[b] - weight[a] || a - b);
}

/** An index of the sites from `first` to before `end`, by place. */
function indexOf({ x, y }, first, end) {
  const index = new KDBush(end - first);
  for (let s = first; s < end; s++) index.add(x[s], y[s]);
  return { first, index: index.finish() };
}

/** Half the width of each area as a share of the world, and which sites are the same area. */
function areaExtents({ col }, sites, areas, firstArea) {
  const half = sites.radius.slice();
  const same = new Map();
  for (let s = firstArea; s < sites.length; s++) {
    const box = areas[col.siteArea[s] - 1]?.box;
    if (box) half[s] = Math.max(box[2] - box[0], box[3] - box[1]) / 2;
    const key = box ? `polygon ${col.siteArea[s]}` : `${sites.x[s]} ${sites.y[s]}`;
    if (!same.has(key)) same.set(key, []);
    same.get(key).push(s);
  }
  return { half, same: [...same.values()] };
}

/** Twice: what merged at first makes larger symbols, which cover more of their neighbours. */
function groupsAt(parts) {
  const { sites, options } = parts;
  const first = gathered(parts, sites.weight, radiusScale(sites.weight, options));
  const merged = sites.weight.slice();
  first.lead.forEach((s, group) => (merged[s] = Math.max(merged[s], first.total[group])));
  const groups = gathered(parts, merged, radiusScale(first.total, options));
  return { ...groups, scale: radiusScale(groups.total, options) };
}

const NONE = -1;

function gathered(parts, weight, scale) {
  const { sites, order, firstArea, points, regions, zoom, options } = parts;
  const groups = {
    groupOf: new Int32Array(sites.length).fill(NONE),
    lead: [],
    sites: [],
    total: [],
    named: [],
  };
  const world = WORLD * 2 ** zoom;
  const distance = mergeDistance(sites.length, options.mergeDistance);
  gatherAreas(groups, parts.extent, distance / (2 * world));
  const asArea = groups.lead.length;
  const gather = gatherer(groups, sites.weight, parts.data.col.siteName);
  const near = new Uint32Array(sites.length);
  for (let k = 0; k < order.length; k++) {
    const s = order[k];
    if (groups.groupOf[s] !== NONE) continue;
    const { first, index } = s < firstArea ? points : regions;
    const radius = Math.max(distance, scale * Math.sqrt(weight[s]) + options.minRadius) / world;
    const count = index.withinInto(sites.x[s], sites.y[s], radius, near);
    gather(s, first, near.subarray(0, count));
  }
  return {
    groupOf: groups.groupOf,
    lead: Uint32Array.from(groups.lead),
    sites: Uint32Array.from(groups.sites),
    total: Uint32Array.from(groups.total),
    named: Uint32Array.from(groups.named),
    asArea: new Uint8Array(groups.lead.length).fill(1, 0, asArea),
  };
}

/** An area merges only while it is too small to be seen as one; what is the same area always is one symbol. */
function gatherAreas({ groupOf, lead, sites, total, named }, { half, same }, least) {
  for (const alike of same) {
    const widest = alike.reduce((a, b) => (half[b] > half[a] ? b : a));
    if (half[widest] < least) continue;
    for (const s of alike) groupOf[s] = lead.length;
    lead.push(widest);
    sites.push(alike.length);
    total.push(0);
    named.push(0);
  }
}

/** Makes a group of a site and those near it that belong to none. */
function gatherer({ groupOf, lead, sites, total, named }, weight, siteName) {
  return (s, first, near) => {
    const group = lead.length;
    const name = siteName[s];
    let [count, events, ofName] = [0, 0, 0];
    for (let k = 0; k < near.length; k++) {
      const other = first + near[k];
      if (groupOf[other] !== NONE) continue;
      groupOf[other] = group;
      count++;
      events += weight[other];
      if (siteName[other] === name) ofName += weight[other];
    }
    lead.push(s);
    sites.push(count);
    total.push(events);
    named.push(ofName);
  };
}

/** Distance in pixels under which sites merge: more sites, wider. */
function mergeDistance(length, [few, many]) {
  return Math.min(many, few + 8 * Math.log10(Math.max(1, length / 10)));
}

/** Area by count, as long as the weightiest stays within the largest radius. */
function radiusScale(weights, { minRadius, maxRadius }) {
  return Math.min(minRadius, maxRadius / Math.sqrt(largest(weights, 1)));
}

function largest(values, least) {
  let most = least;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}
