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
 * @param {import("../payload.js").Data} data
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
    if (!made.has(zoom)) made.set(zoom, groupsAt({ data, sites, order, firstArea, points, regions, extent, zoom, options }));
    return made.get(zoom);
  };
}

/** Site numbers by falling weight, equal weights by number: one sort of numbers, as comparing in JavaScript is slow. */
function weightiestFirst({ length, weight }) {
  const most = largest(weight, 0);
  const keys = new Float64Array(length);
  for (let s = 0; s < length; s++) keys[s] = (most - weight[s]) * length + s;
  keys.sort();
  const order = new Uint32Array(length);
  for (let k = 0; k < length; k++) order[k] = keys[k] % length;
  return order;
}

/** Sites in a leaf of the index, as `mapper/render/siteorder.py` has it. */
export const LEAF = 512;

/** The sites come in the order into which finishing the index would put them, and a page that opens would sort slowly. */
function indexOf({ x, y }, first, end) {
  const written = new KDBush(end - first, LEAF, Float64Array);
  for (let s = first; s < end; s++) written.add(x[s], y[s]);
  return { first, index: KDBush.from(written.data) };
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
  const { total, scale } = sums(first, parts);
  const merged = sites.weight.slice();
  first.lead.forEach((s, group) => (merged[s] = Math.max(merged[s], total[group])));
  const second = gathered(parts, merged, scale);
  return { ...second, ...sums(second, parts) };
}

function gathered({ sites, order, firstArea, points, regions, extent, zoom, options }, weight, scale) {
  const NONE = -1;
  const groupOf = new Int32Array(sites.length).fill(NONE);
  const world = WORLD * 2 ** zoom;
  const distance = mergeDistance(sites.length, options.mergeDistance);
  const lead = [];
  // An area merges only while it is too small to be seen as one; what is the same area always is one symbol.
  const tiny = (s) => extent.half[s] * world < distance / 2;
  for (const alike of extent.same) {
    const widest = alike.reduce((a, b) => (extent.half[b] > extent.half[a] ? b : a));
    if (tiny(widest)) continue;
    for (const s of alike) groupOf[s] = lead.length;
    lead.push(widest);
  }
  const asArea = lead.length;
  for (let k = 0; k < order.length; k++) {
    const s = order[k];
    if (groupOf[s] !== NONE) continue;
    const { first, index } = s < firstArea ? points : regions;
    const radius = Math.max(distance, scale * Math.sqrt(weight[s]) + options.minRadius) / world;
    for (const near of index.within(sites.x[s], sites.y[s], radius)) if (groupOf[first + near] === NONE) groupOf[first + near] = lead.length;
    groupOf[s] = lead.length;
    lead.push(s);
  }
  return { groupOf, lead: Uint32Array.from(lead), asArea: new Uint8Array(lead.length).fill(1, 0, asArea) };
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

function sums({ groupOf, lead, asArea }, { data, sites: { weight }, options }) {
  const { siteName } = data.col;
  const [total, named, count] = [new Uint32Array(asArea.length), new Uint32Array(asArea.length), new Uint32Array(asArea.length)];
  for (let s = 0; s < groupOf.length; s++) {
    const group = groupOf[s];
    count[group]++;
    if (asArea[group]) continue;
    total[group] += weight[s];
    if (siteName[s] === siteName[lead[group]]) named[group] += weight[s];
  }
  return { sites: count, total, named, scale: radiusScale(total, options) };
}
