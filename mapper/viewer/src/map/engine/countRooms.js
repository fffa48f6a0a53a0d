/**
 * Places the counts of areas, with the area's name if there is room: on the outline at the area's upper end, or at
 * another end if a symbol, another count or the edge of the view is in the way.
 */
import { Occupancy } from "../occupancy.js";
import { COUNT_HEIGHT, COUNT_ROOM } from "../drawing/areas.js";

/** @import {Box, Ends, Pixel} from "../types.js" */

/** Longer names, in letters, are left out; a letter is at most about so many pixels wide. */
const LONGEST = 24;
const LETTER = 6.5;

/** An area narrower than this share of its count and name has no room for the name. */
const LEAST_WIDTH = 0.75;

/** @param {[number, number]} middle @param {string} name @returns {Box} */
function roomAround([x, y], name) {
  const half = (COUNT_ROOM + LETTER * name.length) / 2;
  return [x - half, y - COUNT_HEIGHT / 2, x + half, y + COUNT_HEIGHT / 2];
}

/** Whether an area has room for its name. @param {string} name @param {Ends} ends */
function isNamed(name, ends) {
  const [left, , right] = roomAround(ends[0], name);
  const across = ends.map(([x]) => x);
  const width = Math.max(...across) - Math.min(...across);
  return name !== "" && name.length <= LONGEST && width >= LEAST_WIDTH * (right - left);
}

/**
 * @param {{ends: Ends, name: string}[]} areas the name is empty where none is known
 * @param {Box[]} symbols no count covers one, if another end of its area is free
 * @param {{min: Pixel, max: Pixel}} bounds of the view
 * @returns {{middle: [number, number], room: Box, name: string}[]} for each area; a name only where it has room
 */
export function placeCounts(areas, symbols, { min, max }) {
  const taken = new Occupancy();
  for (const box of symbols) taken.add(box);
  const isSeen = (/** @type {Box} */ [left, top, right, bottom]) =>
    left >= min.x && right <= max.x && top >= min.y && bottom <= max.y;
  return areas.map(({ ends, name: whole }) => {
    const placesOf = (/** @type {string} */ name) =>
      ends.map((middle) => ({ middle, room: roomAround(middle, name), name }));
    const bare = placesOf("");
    const named = isNamed(whole, ends) ? placesOf(whole) : [];
    const found = [...named, ...bare].find(({ room }) => isSeen(room) && taken.isFree(room)) ?? bare[0];
    taken.add(found.room);
    return found;
  });
}
