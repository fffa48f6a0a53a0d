/** @import {Data} from "../data/types.js" */

/**
 * Counts the events in each of the user's own areas. An event with several possible places counts in an area only if
 * all of them are in it.
 *
 * @param {Data} data with boundaries
 * @param {Uint8Array} visible
 * @param {ArrayLike<number>} [weight] what each event counts; how many events it stands for by default
 * @returns {{inside: Uint32Array, elsewhere: number}} events in each area, and located events that are in none
 */
export function countInAreas(data, visible, weight = data.weight) {
  const { header, n, col, siteStart } = data;
  const inside = new Uint32Array(header.boundaries?.areas.length ?? 0);
  const areaOf = col.siteBoundary ?? new Uint8Array(header.counts.sites);
  let elsewhere = 0;
  for (let i = 0; i < n; i++) {
    if (!visible[i] || siteStart[i] === siteStart[i + 1]) continue;
    let area = areaOf[col.site[siteStart[i]]];
    for (let link = siteStart[i] + 1; link < siteStart[i + 1]; link++) {
      if (areaOf[col.site[link]] !== area) area = 0;
    }
    if (area) inside[area - 1] += weight[i];
    else elsewhere += weight[i];
  }
  return { inside, elsewhere };
}
