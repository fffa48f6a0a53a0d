/** @import {MapTheme} from "../types.js" */

/**
 * Colours of the base map. None may compete with the events: the ground is paper grey, water is barely blue.
 *
 * @typedef {object} Palette
 * @property {string} land
 * @property {string} water
 * @property {string} coast the line between them
 * @property {string} river
 * @property {string} border between countries
 * @property {string} admin1 border between first-level units
 * @property {string} country label of a country
 * @property {string} region label of a first-level unit
 * @property {string} town label and dot of a town
 * @property {string} waterName label of a river or lake
 */

/** @type {Readonly<Record<MapTheme, Palette>>} */
export const PALETTES = {
  light: {
    land: "#f5f3ee",
    water: "#dbe6ec",
    coast: "#a9bfcb",
    river: "#9dbdd0",
    border: "#a79f91",
    admin1: "#c4bdb0",
    country: "#7d7567",
    region: "#8f8678",
    town: "#4f4a42",
    waterName: "#5f8aa3",
  },
  dark: {
    land: "#1d2226",
    water: "#14171a",
    coast: "#39434b",
    river: "#2c4a5c",
    border: "#5b6670",
    admin1: "#3d464d",
    country: "#8b959e",
    region: "#75808a",
    town: "#b3bac0",
    waterName: "#5d8299",
  },
};
