import assert from "node:assert/strict";
import { test } from "node:test";
import { mercatorX, mercatorY } from "../../src/map/mercator.js";
import { touches, trace } from "../../src/map/basemap/trace.js";
import { RecordingPath } from "../helpers/basemap-fixture.js";

const near = (actual, expected, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test("Mercator: the corners of the world, the middle, and a known town", () => {
  near(mercatorX(-180), 0);
  near(mercatorX(180), 1);
  near(mercatorY(0), 0.5);
  near(mercatorY(85.0511), 0, 1e-6);
  near(mercatorY(90), 0);
  // Gao in tile coordinates at zoom 10: tile 511 / 465 (OpenStreetMap's formula).
  assert.deepEqual(
    [mercatorX(-0.0447), mercatorY(16.2717)].map((v) => Math.floor(v * 1024)),
    [511, 465],
  );
});

/** Arcs whose world is the pixel plane: points as given. */
function plain(arcs) {
  const points = arcs.flat();
  const starts = [0];
  for (const arc of arcs) starts.push(starts.at(-1) + arc.length);
  const edge = (end, k) => arcs.map((arc) => Math[end](...arc.map((point) => point[k])));
  const boxes = { west: edge("min", 0), north: edge("min", 1), east: edge("max", 0), south: edge("max", 1) };
  return { size: 1, x: points.map((p) => p[0]), y: points.map((p) => p[1]), starts, boxes };
}

const VIEW = { scale: 1, left: 0, top: 0, width: 100, height: 100 };

function traced(arcs, numbers, { closed = false, view = VIEW } = {}) {
  const path = new RecordingPath();
  trace(path, plain(arcs), numbers, view, closed);
  return path.commands;
}

test("arcs are joined, backwards where the number says so", () => {
  const arcs = [
    [
      [10, 10],
      [20, 20],
    ],
    [
      [30, 10],
      [20, 20],
    ],
  ];
  assert.deepEqual(traced(arcs, [0, ~1], { closed: true }), [
    ["M", 10, 10],
    ["L", 20, 20],
    ["L", 30, 10],
    ["Z"],
  ]);
});

test("points that cannot be told apart are left out, the last never", () => {
  const line = Array.from({ length: 11 }, (_, i) => [10 + i / 10, 10]);
  assert.deepEqual(traced([line], [0]), [
    ["M", 10, 10],
    ["L", 10.8, 10],
    ["L", 11, 10],
  ]);
});

test("what runs outside on one side is cut short, what crosses the view stays", () => {
  const outside = [
    [50, 50],
    [200, 50],
    [250, 20],
    [300, 80],
    [200, 60],
    [50, 60],
  ];
  assert.deepEqual(traced([outside], [0]), [
    ["M", 50, 50],
    ["L", 200, 50],
    ["L", 200, 60],
    ["L", 50, 60],
  ]);
  const aroundTheCorner = [
    [-50, 50],
    [-50, -50],
    [50, -50],
  ];
  assert.deepEqual(
    traced([aroundTheCorner], [0]).map((c) => c.slice(1)),
    aroundTheCorner,
  );
  const across = [
    [-50, 50],
    [150, 50],
  ];
  assert.deepEqual(
    traced([across], [0]).map((c) => c.slice(1)),
    across,
  );
});

/** Whether a point lies in a ring of commands (even–odd). */
function contains(commands, [px, py]) {
  const ring = commands.filter(([c]) => c !== "Z").map((c) => c.slice(1));
  let inside = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring.at(i - 1);
    if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

test("leaving points out changes nothing that is seen, whatever the ring", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 300; round++) {
    const ring = Array.from({ length: 12 }, () => [600 * random() - 250, 600 * random() - 250]);
    ring.push(ring[0]);
    const commands = traced([ring], [0], { closed: true });
    const whole = ring.map(([x, y]) => ["L", x, y]);
    for (let i = 0; i < 20; i++) {
      const point = [100 * random(), 100 * random()];
      assert.equal(contains(commands, point), contains(whole, point));
    }
  }
});

test("what lies outside the view is not drawn at all", () => {
  const arcs = plain([
    [
      [200, 200],
      [300, 300],
    ],
    [
      [-10, 50],
      [5, 60],
    ],
  ]);
  assert.equal(touches(arcs, [0], VIEW), false);
  assert.equal(touches(arcs, [~1], VIEW), true);
  assert.equal(touches(arcs, [0, 1], VIEW), true);
});
