/**
 * Web Mercator with the world from 0 to 1.
 */

/** The latitude where its square ends. */
const LAST_LATITUDE = 85.0511287798;

/** Pixels of the world's width at zoom 0. */
export const WORLD = 256;

/** @param {number} longitude degrees @returns {number} 0 to 1, west to east */
export const mercatorX = (longitude) => longitude / 360 + 0.5;

/** @param {number} latitude degrees @returns {number} 0 to 1, north to south */
export function mercatorY(latitude) {
  const sine = Math.sin((Math.max(-LAST_LATITUDE, Math.min(LAST_LATITUDE, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
