import assert from "node:assert/strict";
import { test } from "node:test";
import { strengthOf } from "../../src/map/drawing/cells.js";
import { dominant } from "../../src/map/drawing/slices.js";
import { shadeOf } from "../../src/map/drawing/shades.js";
import { cellOf, createCells, placeOf } from "../../src/map/engine/cells.js";

test("a point lies in the cell whose centre is nearest", () => {
  const centre = (column, row) => [(column + (row & 1) / 2) * Math.sqrt(3), row * 1.5];
  for (let k = 0; k < 2000; k++) {
    const [x, y] = [(k * 0.7391) % 30, (k * 0.3137) % 30];
    const [column, row] = placeOf(cellOf(x, y));
    const distance = (c, r) => Math.hypot(x - centre(c, r)[0], y - centre(c, r)[1]);
    const own = distance(column, row);
    for (const c of [-2, -1, 0, 1, 2])
      for (const r of [-2, -1, 0, 1, 2]) assert.ok(own <= distance(column + c, row + r) + 1e-9);
  }
});

const sitesAt = (points) => ({
  length: points.length,
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  radius: new Float64Array(points.length),
  weight: new Uint32Array(points.length).fill(1),
  size: new Uint32Array(points.length).fill(1),
});

test("cells hold every site once, and symbols crowd until places are apart", () => {
  const points = Array.from({ length: 400 }, (_, k) => [
    0.4 + 0.0005 * (k % 20),
    0.4 + 0.0005 * Math.floor(k / 20),
  ]);
  const cells = createCells(sitesAt(points), { cellRadius: 13 });
  for (const zoom of [2, 6, 10]) {
    const { groupOf, sites, total } = cells.at(zoom);
    assert.equal(
      sites.reduce((a, b) => a + b),
      400,
    );
    assert.equal(
      total.reduce((a, b) => a + b),
      400,
    );
    assert.ok(groupOf.every((cell) => cell >= 0 && cell < sites.length));
  }
  assert.deepEqual([2, 6, 12].map(cells.crowdedAt), [true, true, false]);
  assert.equal(
    createCells(sitesAt(points.slice(0, 50)), { cellRadius: 13 }).crowdedAt(2),
    false,
    "few never crowd",
  );
});

test("a category dominates when it leads by a tenth of all", () => {
  const slices = (...counts) => counts.map((count, k) => ({ colour: `#00000${k}`, hollow: false, count }));
  const said = (...counts) => dominant(slices(...counts)).map(({ count }) => count);
  assert.deepEqual(said(50, 40, 5), [50]);
  assert.deepEqual(said(46, 50, 4), [50, 46]);
  assert.deepEqual(said(), []);
});

test("more is darker on a light ground and lighter on a dark one, in the same hue", () => {
  assert.equal(strengthOf(0, 100), 0);
  assert.equal(strengthOf(100, 100), 1);
  const lightness = (text) => Number(/oklch\(([\d.]+)/.exec(text)?.[1]);
  const red = "#cc3311";
  const hue = Number(shadeOf(red, 1, false).split(" ")[2].slice(0, -1));
  assert.ok(lightness(shadeOf(red, 1, false)) < lightness(shadeOf(red, 0.2, false)));
  assert.ok(lightness(shadeOf(red, 1, true)) > lightness(shadeOf(red, 0.2, true)));
  assert.ok(Math.abs(hue - 34) < 4);
});
