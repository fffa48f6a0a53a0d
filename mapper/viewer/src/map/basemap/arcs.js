// The lines of the base map, as the payload's columns hold them (docs/design/basemap.md).

/**
 * @typedef {object} Arcs
 * @property {number} size steps of the grid from one side of Web Mercator's square to the other
 * @property {Int32Array} x of all points: 0 at 180° west
 * @property {Int32Array} y of all points: 0 at 85.05° north
 * @property {Uint32Array} starts arc `a` has the points `starts[a]` to `starts[a + 1]`
 * @property {{west: Int32Array, north: Int32Array, east: Int32Array, south: Int32Array}} boxes of each arc, in steps
 */

/**
 * @param {import("../../data/payload.js").Data} data
 * @returns {Arcs}
 */
export function arcsOf({ header, col, arcStart }) {
  return {
    size: 360 * header.basemap.stepsPerDegree,
    x: col.arcX,
    y: col.arcY,
    starts: arcStart,
    boxes: { west: col.arcXLeast, north: col.arcYLeast, east: col.arcXMost, south: col.arcYMost },
  };
}
