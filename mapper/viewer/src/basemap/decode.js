// The header's `basemap` (docs/design/basemap.md) becomes typed arrays in Web Mercator, ready to be scaled and drawn.

import { fromBase64 } from "../bytes.js";
import { mercatorX, mercatorY } from "../mercator.js";

/**
 * @typedef {object} Arcs
 * @property {Float64Array} x of all points: 0 at 180° west, 1 at 180° east
 * @property {Float64Array} y of all points: 0 at 85.05° north, 1 at 85.05° south
 * @property {Uint32Array} starts arc `a` has the points `starts[a]` to `starts[a + 1]`
 * @property {Float64Array} boxes west, north, east, south of each arc, in the same units
 */

/** @param {string} base64 @returns {Uint32Array} the LEB128 numbers that it holds */
export function decodeVarints(base64) {
  const bytes = fromBase64(base64, "header");
  const numbers = new Uint32Array(bytes.length);
  let count = 0;
  let number = 0;
  let shift = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    number |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte < 0x80) {
      numbers[count++] = number;
      number = 0;
      shift = 0;
    }
  }
  return numbers.subarray(0, count);
}

/**
 * One pass, written out: it runs once, as the page opens, and before the browser has made it quick.
 *
 * @param {string} base64 `arcs` of the basemap
 * @param {number} stepsPerDegree
 * @returns {Arcs}
 */
export function decodeArcs(base64, stepsPerDegree) {
  const numbers = decodeVarints(base64);
  const starts = arcStarts(numbers);
  const total = starts.at(-1);
  const [x, y] = [new Float64Array(total), new Float64Array(total)];
  const boxes = new Float64Array(4 * (starts.length - 1));
  let [longitude, latitude, at, point] = [0, 0, 0, 0];
  for (let arc = 0; arc + 1 < starts.length; arc++) {
    at++; // the arc's length
    let [west, north, east, south] = [Infinity, -Infinity, -Infinity, Infinity]; // in steps
    for (const end = starts[arc + 1]; point < end; point++, at += 2) {
      const right = numbers[at];
      const up = numbers[at + 1];
      longitude += (right >>> 1) ^ -(right & 1);
      latitude += (up >>> 1) ^ -(up & 1);
      x[point] = mercatorX(longitude / stepsPerDegree);
      y[point] = mercatorY(latitude / stepsPerDegree);
      if (longitude < west) west = longitude;
      if (longitude > east) east = longitude;
      if (latitude < south) south = latitude;
      if (latitude > north) north = latitude;
    }
    boxes[4 * arc] = mercatorX(west / stepsPerDegree);
    boxes[4 * arc + 1] = mercatorY(north / stepsPerDegree);
    boxes[4 * arc + 2] = mercatorX(east / stepsPerDegree);
    boxes[4 * arc + 3] = mercatorY(south / stepsPerDegree);
  }
  return { x, y, starts, boxes };
}

function arcStarts(numbers) {
  const starts = [0];
  for (let at = 0; at < numbers.length; at += 2 * numbers[at] + 1) starts.push(starts.at(-1) + numbers[at]);
  return Uint32Array.from(starts);
}
