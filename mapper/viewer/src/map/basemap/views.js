/**
 * The part of the world that is drawn, in each of its copies.
 */

/** @import {Box, GroundView} from "../types.js" */

/** How far outlines extend beyond the 180th meridian, as a share of the world: Chukotka and the Aleutians. */
const OVER = 0.04;

/**
 * The view in the coordinates of each visible copy of the world: a wide view, or one across the 180th meridian, has
 * several copies.
 *
 * @param {GroundView} view
 * @returns {GroundView[]}
 */
export function copiesOf(view) {
  const { left, width, scale } = view;
  const copies = [];
  const last = Math.floor((left + width) / scale + OVER);
  for (let copy = Math.floor(left / scale - OVER); copy <= last; copy++)
    copies.push({ ...view, left: left - copy * scale });
  return copies;
}

/** @param {Box} box @param {GroundView} view */
export const isWithin = ([west, north, east, south], { left, top, width, height }) =>
  west >= left && north >= top && east <= left + width && south <= top + height;
