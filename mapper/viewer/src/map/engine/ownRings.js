/**
 * The rings of a point: the radius of each place at the point that is known only to a radius, even if an exactly known
 * event shares the point.
 */
import { once } from "../../data/bytes.js";
import { NEAR } from "./sites.js";

/** @import {Data} from "../../data/types.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Sites} from "../types.js" */

/**
 * @param {Store} store
 * @param {Sites} sites
 * @returns {(site: number, count: number) => number[]} the radii at a site's point, as shares of the world, of places
 *   with an event that passes the filter, each once; none where a symbol of `count` sites holds other points too
 */
export function createOwnRings(store, sites) {
  const { siteKind } = store.data.col;
  const eventsAt = once(() => eventsBySite(store.data, sites.length));
  const isSeen = (/** @type {number} */ s) => eventsAt()(s).some((i) => store.visible[i]);
  return (site, count) => {
    if (count === 1) return siteKind[site] === NEAR ? [sites.radius[site]] : [];
    const here = sitesAtPoint(sites, siteKind, site);
    if (here.length !== count) return [];
    const near = here.filter((s) => siteKind[s] === NEAR && isSeen(s));
    return [...new Set(near.map((s) => sites.radius[s]))];
  };
}

/**
 * Points come sorted by place, so that those at one point are neighbours.
 *
 * @param {Sites} sites
 * @param {ArrayLike<number>} siteKind
 * @param {number} site
 * @returns {number[]}
 */
function sitesAtPoint({ length, x, y }, siteKind, site) {
  const isSame = (/** @type {number} */ s) => x[s] === x[site] && y[s] === y[site] && siteKind[s] <= NEAR;
  let [first, end] = [site, site + 1];
  while (first > 0 && isSame(first - 1)) first--;
  while (end < length && isSame(end)) end++;
  return Array.from({ length: end - first }, (_, k) => first + k);
}

/**
 * @param {Data} data
 * @param {number} length of the sites
 * @returns {(site: number) => Uint32Array} the events at a site
 */
function eventsBySite({ n, col: { site }, siteStart }, length) {
  const start = new Uint32Array(length + 1);
  for (let link = 0; link < site.length; link++) start[site[link] + 1]++;
  for (let s = 0; s < length; s++) start[s + 1] += start[s];
  const next = start.slice();
  const events = new Uint32Array(site.length);
  for (let i = 0; i < n; i++)
    for (let link = siteStart[i]; link < siteStart[i + 1]; link++) events[next[site[link]]++] = i;
  return (s) => events.subarray(start[s], start[s + 1]);
}
