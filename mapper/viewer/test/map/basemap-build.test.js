import assert from "node:assert/strict";
import { test } from "node:test";
import { ArcPool, ENDPOINT_LEVEL, level } from "../../scripts/basemap/encode.mjs";
import { gridPolygons, unwrap } from "../../scripts/basemap/read.mjs";
import { readWater } from "../../scripts/basemap/water.mjs";

const square = (x, y, size) => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ],
];
const feature = (polygons) => ({
  type: "Feature",
  properties: {},
  geometry: { type: "MultiPolygon", coordinates: polygons },
});

test("a point's level grows by two for each doubling of its area, and an end has the highest", () => {
  assert.deepEqual([0, 1, 2, 4, 1024].map(level), [0, 0, 2, 4, 20]);
  assert.equal(level(Infinity), ENDPOINT_LEVEL);
  assert.ok(level(Number.MAX_VALUE) < ENDPOINT_LEVEL);
});

test("neighbours share the arc between them", () => {
  const pool = new ArcPool();
  const [west, east] = pool.add([feature([square(0, 0, 10)]), feature([square(10, 0, 10)])], 0);
  const numbers = (geometry) => geometry.arcs.flat(3).map((arc) => (arc < 0 ? ~arc : arc));
  assert.equal(numbers(west).filter((arc) => numbers(east).includes(arc)).length, 1);
});

test("a later topology continues the numbers of the one before", () => {
  const pool = new ArcPool();
  const [first] = pool.add([feature([square(0, 0, 10)])], 0);
  const [second] = pool.add([feature([square(50, 50, 10)])], 0);
  assert.deepEqual([first.arcs, second.arcs], [[[[0]]], [[[1]]]]);
  assert.deepEqual(
    pool.arcs()[1][0].map((v) => v >= 50),
    [true, true],
  );
});

test("a ring over the antimeridian stays one ring on one side", () => {
  const ring = [
    [179, 0],
    [-179, 0],
    [-179, 1],
    [179, 1],
    [179, 0],
  ];
  assert.deepEqual(unwrap(ring), [
    [179, 0],
    [181, 0],
    [181, 1],
    [179, 1],
    [179, 0],
  ]);
  const west = [
    [-179, 0],
    [-178, 0],
    [-178, 1],
    [-179, 0],
  ];
  assert.deepEqual(unwrap(west), west);
});

test("rings that vanish on the grid are left out", () => {
  const tiny = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [0.0001, 0],
        [0.0001, 0.0001],
        [0, 0],
      ],
    ],
  };
  assert.deepEqual(gridPolygons(tiny), []);
  assert.deepEqual(gridPolygons(null), []);
});

test("every name of water-names.csv reaches its river or lake, and the Niger is one of them", () => {
  const { rivers, lakes, missed } = readWater();
  assert.deepEqual(missed, []);
  assert.ok(rivers.some((river) => river.name === "Niger" && river.vertices.length > 300));
  assert.ok(lakes.some((lake) => lake.name === "Lake Chad" && lake.french === "Lac Tchad"));
});
