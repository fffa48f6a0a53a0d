/**
 * The kinds of features in vector tiles: the schemas of Protomaps, OpenMapTiles and Shortbread, and users' own tiles,
 * have similar names for layers and kinds.
 */

/** @import {Feature} from "protomaps-leaflet" */
/** @import {Language} from "../../data/types.js" */

/** Layers of those schemas, for archives that do not list their layers. */
const COMMON_LAYERS = [
  "landcover", "landuse", "land", "park", "water", "ocean", "water_polygons", "water_lines", "waterway", "boundaries",
  "boundary", "buildings", "building", "roads", "streets", "transportation", "transportation_name", "places", "place",
  "place_labels",
]; // prettier-ignore

/** @typedef {"cover"|"water"|"border"|"building"|"road"|"place"} Role */

/**
 * Patterns of layer names and what such a layer contains; the first that matches counts.
 * @type {readonly [Role, RegExp][]}
 */
const ROLES = [
  ["place", /place|settlement|village|town|city|localit/i],
  ["water", /water|ocean|lake|river|hydro|wadi/i],
  ["border", /bound|border|admin/i],
  ["building", /build/i],
  ["road", /road|street|transport|highway|route|track/i],
  ["cover", /land|park|wood|forest|natural|green/i],
];

/** Layers that only have names: those of streets are used, the base map has its own for the rest. */
const NAMES = /name|label|point/i;

/**
 * @param {string[]} layers of the archive
 * @returns {{name: string, role: Role, isNames: boolean}[]} those that are drawn
 */
export const layersOf = (layers) =>
  (layers.length ? layers : COMMON_LAYERS).flatMap((name) => {
    const role = ROLES.find(([, pattern]) => pattern.test(name))?.[0];
    return role ? [{ name, role, isNames: NAMES.test(name) }] : [];
  });

/** Properties that may have the kind of a feature, the most exact first. */
const KINDS = ["kind_detail", "class", "kind", "highway", "place", "fclass", "type", "subclass"];

/** @param {Feature["props"]} props @returns {string} the kind of a feature; "" where it has none */
export function kindOf(props) {
  const found = KINDS.map((key) => props[key]).find((value) => value && typeof value === "string");
  return typeof found === "string" ? found : "";
}

/** Keys of a name, the best first. @param {Language} language */
export const nameKeys = (language) => [
  `name:${language}`,
  `name_${language}`,
  "name:latin",
  "name",
  "name_int",
];

/** @param {Feature["props"]} props @param {Language} language */
export function nameOf(props, language) {
  const found = nameKeys(language)
    .map((key) => props[key])
    .find((value) => value && typeof value === "string");
  return typeof found === "string" ? found : "";
}

/** @typedef {"main"|"middle"|"minor"|"track"|"rail"|"none"} RoadRank */

/** @type {readonly [RoadRank, RegExp][]} */
const ROADS = [
  ["none", /ferry|aero|runway|taxiway|pier|cable/i],
  ["rail", /rail|subway|tram|monorail|funicular/i],
  ["track", /path|foot|cycle|track|step|pedestrian|bridleway/i],
  ["main", /motorway|trunk|primary|highway|major/i],
  ["middle", /secondary|tertiary|medium/i],
];

/** @param {Feature["props"]} props @returns {RoadRank} */
export function roadRank(props) {
  const kind = kindOf(props);
  return ROADS.find(([, pattern]) => pattern.test(kind))?.[0] ?? "minor";
}

/**
 * @param {string[]} layers of the archive
 * @returns {boolean} whether its tiles have their own water and borders; else the tiles are drawn over the base map
 */
export function isGround(layers) {
  const roles = new Set(layersOf(layers).map(({ role }) => role));
  return roles.has("water") && roles.has("border");
}
