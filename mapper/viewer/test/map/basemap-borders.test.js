import assert from "node:assert/strict";
import { test } from "node:test";
import { borderNames } from "../../src/map/basemap/borderNames.js";
import { STYLES } from "../../src/map/basemap/labels.js";
import { Occupancy } from "../../src/map/occupancy.js";

const VIEW = { zoom: 12, scale: 1, left: 0, top: 0, width: 1000, height: 600 };
const COUNTRIES = [
  ["Mali", "", 0, 0, 9000],
  ["Niger", "", 0, 0, 9000],
  ["Algeria", "Algérie", 0, 0, 9000],
];

/** Names beside one border through these points, with these countries on its left and right. */
function named(points, [left, right], { language = "en", known = [], occupancy = new Occupancy() } = {}) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const boxes = {
    west: [Math.min(...xs)],
    east: [Math.max(...xs)],
    north: [Math.min(...ys)],
    south: [Math.max(...ys)],
  };
  const arcs = { size: 1, x: xs, y: ys, starts: [0, points.length], boxes };
  return borderNames({ arcs, basemap: { sides: [[0, left, right]], countries: COUNTRIES } }, VIEW, {
    language,
    measure: (text, kind) => 0.6 * STYLES[kind].size * text.length,
    isNamed: (text) => known.includes(text),
    occupancy,
  });
}

test("both countries of a border are named, each on its side, however far the border goes on", () => {
  const [mali, niger] = named(
    [
      [-1e6, 300],
      [1e6, 300],
    ],
    [0, 1],
  );
  assert.deepEqual([mali.text, niger.text], ["Mali", "Niger"]);
  assert.ok(mali.box[3] < 300, "to the left of a line to the east is north");
  assert.ok(niger.box[1] > 300);
  const [algeria] = named(
    [
      [500, 700],
      [500, -100],
    ],
    [2, -1],
    { language: "fr" },
  );
  assert.deepEqual(algeria.lines, ["ALGÉRIE"]);
  assert.ok(algeria.box[2] < 500, "to the left of a line to the north is west");
});

test("a country that is named in the view is not named again, and the sea has no name", () => {
  const line = [
    [0, 300],
    [1000, 300],
  ];
  assert.deepEqual(named(line, [0, -1], { known: ["Mali"] }), []);
});

test("no name lies over a border, a symbol or the edge of the view", () => {
  const winding = Array.from({ length: 60 }, (_, i) => [20 * i - 100, 300 + 140 * Math.sin(i / 2)]);
  for (const { box } of named(winding, [0, 1])) {
    assert.ok(box[0] >= 0 && box[2] <= 1000 && box[1] >= 0 && box[3] <= 600);
    for (const [x, y] of winding)
      assert.ok(!(x > box[0] && x < box[2] && y > box[1] && y < box[3]), "a corner of the border in a name");
  }
  const full = new Occupancy();
  full.add([0, 0, 1000, 600]);
  assert.deepEqual(named(winding, [0, 1], { occupancy: full }), []);
});
