import assert from "node:assert/strict";
import { test } from "node:test";
import { CutPath, partInside } from "../../src/map/cutPath.js";
import { arcInView } from "../../src/map/drawing/dashes.js";

const BOX = [0, 0, 100, 100];

/** The corners of a ring once it is cut. */
function cut(points) {
  const corners = [];
  const add = (x, y) => corners.push([x, y]);
  const path = new CutPath({ moveTo: add, lineTo: add, closePath() {} }, BOX);
  points.forEach(([x, y], k) => (k ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
  return corners;
}

/** Whether a point lies in a ring: even-odd. */
function isIn(ring, x, y) {
  let inside = false;
  ring.forEach(([ax, ay], k) => {
    const [bx, by] = ring.at(k - 1);
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
  });
  return inside;
}

test("a cut ring fills the box as the whole ring does, and never leaves it", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 300; round++) {
    const ring = Array.from({ length: 3 + (round % 6) }, () => [500 * random() - 200, 500 * random() - 200]);
    const corners = cut(ring);
    for (const [x, y] of corners) assert.ok(x >= 0 && x <= 100 && y >= 0 && y <= 100);
    for (let k = 0; k < 40; k++) {
      const [x, y] = [100 * random(), 100 * random()];
      assert.equal(isIn(corners, x, y), isIn(ring, x, y), `round ${round}, ${x} ${y}`);
    }
  }
});

test("an area around the view stays filled", () => {
  const corners = cut([
    [-1e8, -1e8],
    [1e8, -1e8],
    [1e8, 1e8],
    [-1e8, 1e8],
  ]);
  assert.ok(isIn(corners, 50, 50));
});

test("the part of a way inside a box", () => {
  assert.deepEqual(partInside(-100, 50, 300, 50, BOX), [0.25, 0.5]);
  assert.deepEqual(partInside(10, 10, 90, 90, BOX), [0, 1]);
  assert.equal(partInside(-100, 150, 300, 150, BOX), null);
  assert.equal(partInside(-60, 50, 50, 300, BOX), null);
});

test("of a circle of thousands of pixels the arc in view is drawn", () => {
  const view = { bounds: { min: { x: 0, y: 0 }, max: { x: 1280, y: 800 } } };
  assert.deepEqual(arcInView({ x: 640, y: 400, reach: 300 }, view, 0.1), [0, 2 * Math.PI]);
  assert.equal(arcInView({ x: 640, y: 400, reach: 1e6 }, view, 0.1), null, "all around the view");
  const [from, to] = arcInView({ x: 640 - 1e6, y: 400, reach: 1e6 }, view, 1e-4);
  assert.ok(from < 0 && to > 0 && to - from < 0.002);
});
