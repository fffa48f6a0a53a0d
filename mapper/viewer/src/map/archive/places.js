/**
 * The towns and villages of vector tiles as names on the base map.
 */
import { LONGEST_NAME } from "../basemap/places.js";
import { WORLD } from "../mercator.js";
import { kindOf, layersOf, nameOf } from "./features.js";

/** @import {PreparedTile} from "protomaps-leaflet" */
/** @import {Language} from "../../data/types.js" */
/** @import {Label} from "../types.js" */

const POINT = 1;

/** Places that are named at most: those of the highest rank. */
const MOST_PLACES = 400;

/** Kinds that the base map itself names. */
const LARGER = /^(continent|country|state|region|province|county|ocean|sea|island)$/i;

/** Kinds from the largest to the smallest; others come last. */
const ORDER = [
  "capital",
  "city",
  "state_capital",
  "town",
  "village",
  "suburb",
  "quarter",
  "neighbourhood",
  "hamlet",
];

/** The last rank that is written as a town. */
const TOWN = ORDER.indexOf("town");

/** @param {string} kind */
const rankOf = (kind) => {
  const rank = ORDER.indexOf(kind);
  return rank < 0 ? ORDER.length : rank;
};

/**
 * @param {PreparedTile[]} tiles
 * @param {string[]} layers of the archive
 * @param {Language} language
 * @returns {Label[]} the largest first
 */
export function placesOf(tiles, layers, language) {
  const names = layersOf(layers).filter(({ role }) => role === "place");
  /** @type {Map<string, {label: Label, rank: number, population: number}>} */
  const found = new Map();
  for (const { dataTile, data, dim, scale } of tiles) {
    const pixels = dim / scale;
    const across = 2 ** dataTile.z * pixels;
    const features = names.flatMap(({ name }) => data.get(name) ?? []);
    for (const { geomType, geom, props } of features) {
      const text = nameOf(props, language);
      const kind = kindOf(props);
      if (Number(geomType) !== POINT || !text || text.length > LONGEST_NAME || LARGER.test(kind)) continue;
      const [{ x, y }] = geom[0];
      /** @type {Label} */
      const label = {
        kind: rankOf(kind) <= TOWN ? "town" : "village",
        text,
        x: (dataTile.x * pixels + x) / across,
        y: (dataTile.y * pixels + y) / across,
        width: 0,
        zoom: 0,
        ofEvents: false,
      };
      const key = `${text} ${Math.round(label.x * WORLD * 256)} ${Math.round(label.y * WORLD * 256)}`;
      found.set(key, { label, rank: rankOf(kind), population: Number(props.population) || 0 });
    }
  }
  return [...found.values()]
    .sort((a, b) => a.rank - b.rank || b.population - a.population || (a.label.text < b.label.text ? -1 : 1))
    .slice(0, MOST_PLACES)
    .map(({ label }) => label);
}
