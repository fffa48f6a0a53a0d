/**
 * Makes dist/basemap.json, dist/basemap.arcs and dist/basemap.parts: the world that maps are cut from
 * (docs/design/basemap.md).
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import polylabel from "polylabel";
import { mergeArcs } from "topojson-client";
import { ArcPool } from "./encode.mjs";
import { DISSOLVED, LEASED, STEPS_PER_DEGREE, readAdmin1, readCountries } from "./read.mjs";
import { SOURCES } from "./sources.mjs";
import { readWater } from "./water.mjs";

/**
 * @import {ArcGeometry, ArcNumber, Country, Feature, LabelPlace, Line, MultiLineGeometry} from "./types.js"
 * @import {Polygon, Unit, UnitProperties} from "./types.js"
 */

/**
 * The least level of points that are kept (encode.mjs): about 500 m for outlines, 700 m for first-level
 * units.
 */
const LOWEST = { countries: 9, admin1: 11, water: 6 };

/** Precision in which the place of a name is searched, in grid steps. */
const LABEL_PRECISION = 20;

/** The area of a ring, negative where it runs clockwise. @param {Line} ring */
function signedArea(ring) {
  const doubled = ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return doubled / 2;
}

/** @param {Line} ring */
const ringArea = (ring) => Math.abs(signedArea(ring));

/**
 * Where a name fits: the point of the largest polygon farthest from its edge.
 *
 * @param {Polygon[]} polygons
 * @returns {LabelPlace}
 */
function labelPlace(polygons) {
  const [largest] = polygons.toSorted((a, b) => ringArea(b[0]) - ringArea(a[0]));
  const xs = largest[0].map(([x]) => x);
  const [x, y] = polylabel(largest, LABEL_PRECISION);
  return { label: [Math.round(x), Math.round(y)], width: Math.max(...xs) - Math.min(...xs) };
}

/** @param {ArcGeometry} geometry of an area @returns {ArcNumber[][][]} */
function polygonsOf(geometry) {
  if (geometry.type === "Polygon") return [geometry.arcs];
  return geometry.type === "MultiPolygon" ? geometry.arcs : [];
}

/** @param {ArcGeometry} geometry of a river @returns {ArcNumber[][]} */
function linesOf(geometry) {
  if (geometry.type === "LineString") return [geometry.arcs];
  return geometry.type === "MultiLineString" ? geometry.arcs : [];
}

/** The arc of a number, whichever way it runs. @param {ArcNumber} number */
const arcOf = (number) => (number < 0 ? ~number : number);

/**
 * Which areas have each arc.
 *
 * @template {{polygons: ArcNumber[][][]}} Area
 * @param {Area[]} areas
 * @returns {Map<ArcNumber, Area[]>}
 */
function ownersOfArcs(areas) {
  /** @type {Map<ArcNumber, Area[]>} */
  const owners = new Map();
  for (const area of areas) {
    for (const arc of new Set(area.polygons.flat(2).map(arcOf))) {
      owners.set(arc, [...(owners.get(arc) ?? []), area]);
    }
  }
  return owners;
}

/**
 * Pairs of countries that see their border differently. Borders of parts that the source draws apart are
 * disputed too.
 */
const DISPUTED = new Set(["EH MA", "IL PS", "IL SY", "RS XK"]);

/** @param {Country} a @param {Country} b */
const isDisputed = (a, b) => a.part || b.part || DISPUTED.has([a.code, b.code].sort().join(" "));

/**
 * The arcs between two countries. A part that is only leased (Baikonur, Guantánamo) has no border.
 *
 * @param {Country[]} countries
 * @returns {{borders: ArcNumber[], disputed: ArcNumber[]}}
 */
function bordersOf(countries) {
  const shared = [...ownersOfArcs(countries)]
    .filter(([, [a, b]]) => b && !LEASED.has(a.name) && !LEASED.has(b.name))
    .sort(([a], [b]) => a - b);
  const arcsWhere = (/** @type {boolean} */ disputed) =>
    shared.filter(([, [a, b]]) => isDisputed(a, b) === disputed).map(([arc]) => arc);
  return { borders: arcsWhere(false), disputed: arcsWhere(true) };
}

/**
 * Which countries lie beside each arc, as one looks along it.
 *
 * @param {Feature[]} features
 * @param {ArcGeometry[]} geometries of the features
 * @returns {Map<ArcNumber, [left: number, right: number]>} numbers of features; −1 for the sea
 */
function sidesOfArcs(features, geometries) {
  /** @type {Map<ArcNumber, [left: number, right: number]>} */
  const sides = new Map();
  const visit = (/** @type {number} */ i, /** @type {ArcNumber[]} */ ring, /** @type {boolean} */ isLeft) => {
    for (const number of ring) {
      const beside = sides.get(arcOf(number)) ?? [-1, -1];
      beside[isLeft === number >= 0 ? 0 : 1] = i;
      sides.set(arcOf(number), beside);
    }
  };
  geometries.forEach((geometry, i) =>
    polygonsOf(geometry).forEach((rings, p) =>
      // Around a hole the country lies outside.
      rings.forEach((ring, r) =>
        visit(i, ring, signedArea(features[i].geometry.coordinates[p][r]) > 0 === (r === 0)),
      ),
    ),
  );
  return sides;
}

/** @param {ArcPool} pool */
function packCountries(pool) {
  const features = readCountries().filter(({ geometry }) => geometry.coordinates.length);
  const geometries = pool.add(features, LOWEST.countries);
  const land = mergeArcs({ arcs: pool.arcs() }, geometries).arcs;
  const countries = features.map(({ properties, geometry }, i) => ({
    ...properties,
    ...labelPlace(geometry.coordinates),
    polygons: polygonsOf(geometries[i]),
  }));
  const { borders, disputed } = bordersOf(countries);
  const beside = sidesOfArcs(features, geometries);
  return { countries, land, borders, disputed, sides: borders.map((arc) => beside.get(arc)) };
}

/** The features of one unit. @typedef {{properties: UnitProperties, parts: number[]}} UnitParts */

/** @param {ArcPool} pool */
function packAdmin1(pool) {
  return [...readAdmin1()].map(([country, features]) => {
    const geometries = pool.add(features, LOWEST.admin1);
    /** @type {Map<UnitProperties["key"], UnitParts>} */
    const units = new Map();
    features.forEach(({ properties }, i) => {
      const unit = units.get(properties.key) ?? { properties, parts: [] };
      unit.parts.push(i);
      units.set(properties.key, unit);
    });
    const arcs = DISSOLVED.has(country) ? pool.arcs() : [];
    const packed = [...units.values()].map((unit) => packUnit(arcs, unit, features, geometries));
    return { country, reach: reachOf(packed), inner: innerArcs(packed), units: packed };
  });
}

/** West, south, east and north of the units' names. @param {Unit[]} units */
function reachOf(units) {
  const xs = units.flatMap(({ label, width }) => [label[0] - width / 2, label[0] + width / 2]);
  const ys = units.map(({ label }) => label[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The borders between units: the arcs that several of them have. @param {Unit[]} units */
function innerArcs(units) {
  return [...ownersOfArcs(units)]
    .filter(([, owners]) => owners.length > 1)
    .map(([arc]) => arc)
    .sort((a, b) => a - b);
}

/**
 * @param {number[][][]} arcs of the pool, for units of several parts
 * @param {UnitParts} unit
 * @param {Feature<UnitProperties>[]} features
 * @param {ArcGeometry[]} geometries
 * @returns {Unit}
 */
function packUnit(arcs, { properties, parts }, features, geometries) {
  const { name, french, other, codes } = properties;
  const own = parts.map((i) => geometries[i]);
  const polygons = own.length === 1 ? polygonsOf(own[0]) : mergeArcs({ arcs }, own).arcs;
  const place = labelPlace(parts.flatMap((i) => features[i].geometry.coordinates));
  return { name, french, other, codes, ...place, polygons };
}

/** @param {ArcPool} pool */
function packWater(pool) {
  const { rivers, lakes, missed } = readWater();
  /** @type {Feature<object, MultiLineGeometry>[]} */
  const riverFeatures = rivers.map(({ parts }) => ({
    type: "Feature",
    properties: {},
    geometry: { type: "MultiLineString", coordinates: parts },
  }));
  /** @type {Feature[]} */
  const lakeFeatures = lakes.map(({ polygons }) => ({
    type: "Feature",
    properties: {},
    geometry: { type: "MultiPolygon", coordinates: polygons },
  }));
  const riverArcs = pool.add(riverFeatures, LOWEST.water);
  const lakeArcs = pool.add(lakeFeatures, LOWEST.water);
  return {
    missed,
    rivers: rivers.map(({ name, french }, i) => ({ name, french, lines: linesOf(riverArcs[i]) })),
    lakes: lakes.map(({ name, french, polygons }, i) => ({
      name,
      french,
      ...labelPlace(polygons),
      polygons: polygonsOf(lakeArcs[i]),
    })),
  };
}

/** Values that most maps do without. They are read one by one, when they are asked for. */
class Parts {
  /** @type {Buffer[]} */
  #texts = [];
  #length = 0;

  /**
   * @param {unknown} value
   * @returns {[first: number, length: number]} the first byte and the length of its JSON
   */
  add(value) {
    const text = Buffer.from(JSON.stringify(value));
    const first = this.#length;
    this.#texts.push(text);
    this.#length += text.length;
    return [first, text.length];
  }

  packed() {
    return Buffer.concat(this.#texts);
  }
}

/**
 * @returns {{layers: object, arcs: Buffer, parts: Buffer}} the world: its layers, their arcs, and what is
 *   read on demand
 */
function buildWorld() {
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
  if (missed.length)
    console.error(`basemap: no river or lake lies near the point given for ${missed.join(", ")}`);
  const layers = {
    format: 1,
    stepsPerDegree: STEPS_PER_DEGREE,
    sources: SOURCES,
    ...land,
    countries,
    admin1,
    ...water,
    ranges: { outlines, water: [beforeWater, pool.lengths.length] },
    arcs: pool.lengths.length,
    points: pool.levels.length,
  };
  return { layers, arcs: pool.packed(), parts: parts.packed() };
}

/**
 * Writes the world's files. They are not packed, because unpacking takes longer than cutting a map.
 *
 * @param {string} folder
 */
function writeWorld(folder) {
  const { layers, arcs, parts } = buildWorld();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "basemap.json"), JSON.stringify(layers));
  writeFileSync(join(folder, "basemap.arcs"), arcs);
  writeFileSync(join(folder, "basemap.parts"), parts);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeWorld(join(import.meta.dirname, "../../dist"));
