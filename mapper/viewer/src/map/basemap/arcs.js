/** @import {Data} from "../../data/types.js" */
/** @import {Arcs} from "../types.js" */

/**
 * @param {Data} data of a map with a base map
 * @returns {Arcs}
 */
export function arcsOf({ header, col, arcStart }) {
  const { arcX, arcY, arcXLeast, arcYLeast, arcXMost, arcYMost } = col;
  if (!header.basemap || !arcStart || !arcX || !arcY || !arcXLeast || !arcYLeast || !arcXMost || !arcYMost)
    throw new TypeError("This map has no base map.");
  return {
    size: 360 * header.basemap.stepsPerDegree,
    x: arcX,
    y: arcY,
    starts: arcStart,
    boxes: { west: arcXLeast, north: arcYLeast, east: arcXMost, south: arcYMost },
  };
}
