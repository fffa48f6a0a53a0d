/**
 * Events in each area. An event with several possible places counts where all of them lie in one area.
 *
 * @param {import("../data/payload.js").Data} data
 * @param {Uint8Array} visible
 * @returns {{inside: Uint32Array, elsewhere: number}} events in each area; events on the map that are in none, or known only by an area
 */
export function countInAreas({ header, n, col, weight, siteStart }, visible) {
  const inside = new Uint32Array(header.boundaries.areas.length);
  let elsewhere = 0;
  for (let i = 0; i < n; i++) {
    if (!visible[i] || siteStart[i] === siteStart[i + 1]) continue;
    let area = col.siteBoundary[col.site[siteStart[i]]];
    for (let link = siteStart[i] + 1; link < siteStart[i + 1]; link++)
      if (col.siteBoundary[col.site[link]] !== area) area = 0;
    if (area) inside[area - 1] += weight[i];
    else elsewhere += weight[i];
  }
  return { inside, elsewhere };
}
