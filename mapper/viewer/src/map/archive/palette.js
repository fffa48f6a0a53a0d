/** @import {MapTheme} from "../types.js" */

/**
 * Colours of what tiles add to the base map (`basemap/palette.js`): as quiet as its ground.
 *
 * @typedef {object} TilePalette
 * @property {string} builtUp
 * @property {string} wood
 * @property {string} building
 * @property {Record<"main"|"middle"|"minor"|"track"|"rail", string>} road
 * @property {string} roadName
 */

/** @type {Readonly<Record<MapTheme, TilePalette>>} */
export const TILE_PALETTES = {
  light: {
    builtUp: "#ece7dd",
    wood: "#eceee2",
    building: "#e0d9cc",
    road: { main: "#c9bda9", middle: "#d3c9b8", minor: "#ded6c8", track: "#d3cab9", rail: "#b9b2a6" },
    roadName: "#857c6d",
  },
  dark: {
    builtUp: "#23292e",
    wood: "#1e2725",
    building: "#2a3137",
    road: { main: "#4a535b", middle: "#3e464d", minor: "#323a40", track: "#333b41", rail: "#465059" },
    roadName: "#828d96",
  },
};
