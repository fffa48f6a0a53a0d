/**
 * Where the counts of areas stand: on the outline at the area's upper end, or at another end where a symbol, another
 * count or the edge of the view is in the way.
 */
import { Occupancy } from "../occupancy.js";
import { COUNT_HEIGHT, COUNT_ROOM } from "../drawing/areas.js";

/** @import {Box, Ends, Pixel} from "../types.js" */

/** @param {[number, number]} middle @returns {Box} */
const roomAround = ([x, y]) => [
  x - COUNT_ROOM / 2,
  y - COUNT_HEIGHT / 2,
  x + COUNT_ROOM / 2,
  y + COUNT_HEIGHT / 2,
];

/**
 * @param {Ends[]} areas
 * @param {Box[]} symbols no count covers one, if another end of its area is free
 * @param {{min: Pixel, max: Pixel}} bounds of the view
 * @returns {{middle: [number, number], room: Box}[]} for each area
 */
export function placeCounts(areas, symbols, { min, max }) {
  const taken = new Occupancy();
  for (const box of symbols) taken.add(box);
  const isSeen = (/** @type {Box} */ [left, top, right, bottom]) =>
    left >= min.x && right <= max.x && top >= min.y && bottom <= max.y;
  return areas.map((ends) => {
    const places = ends.map((middle) => ({ middle, room: roomAround(middle) }));
    const found = places.find(({ room }) => isSeen(room) && taken.isFree(room)) ?? places[0];
    taken.add(found.room);
    return found;
  });
}
