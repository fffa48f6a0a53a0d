import assert from "node:assert/strict";
import { test } from "node:test";
import { fewSlices, outlineColours } from "../../src/map/drawing/slices.js";

const OTHER = "#888888";
const slices = (...counts) =>
  counts.map((count, k) => ({ colour: k ? `#00000${k}` : OTHER, hollow: false, count }));
const said = (some, r) =>
  fewSlices(some, r, OTHER).map(({ colour, count, isRest }) =>
    isRest ? `rest ${count}` : `${colour} ${count}`,
  );

test("a small symbol has the largest slice of a colour of its own, and the rest", () => {
  assert.deepEqual(said(slices(19, 4, 5, 1), 8), ["#000002 5", "rest 24"]);
  assert.deepEqual(said(slices(9, 4), 8), [`${OTHER} 9`, "#000001 4"]);
});

test("an event of three or four actors shows each of them, however small: none stands for the others", () => {
  assert.deepEqual(said(slices(0, 1, 1, 1).slice(1), 5), ["#000001 1", "#000002 1", "#000003 1"]);
  assert.deepEqual(said(slices(1, 1, 1, 1), 5), ["#000001 1", "#000002 1", "#000003 1", "rest 1"]);
});

test("a larger one has the four largest, in the order of the legend, and the rest", () => {
  assert.deepEqual(said(slices(9, 4, 5, 1, 8, 7), 9), [
    "#000001 4",
    "#000002 5",
    "#000004 8",
    "#000005 7",
    "rest 10",
  ]);
  assert.equal(
    fewSlices(slices(1, 2, 3, 4), 9, OTHER).some(({ isRest }) => isRest),
    false,
  );
});

test("an outline has the colours of all slices that are about as large as the largest", () => {
  const colours = (...counts) => outlineColours(slices(...counts), { outline: "#404040" });
  assert.deepEqual(colours(1, 1, 1), [OTHER, "#000001", "#000002"]);
  assert.deepEqual(colours(5, 2, 1), [OTHER]);
  assert.deepEqual(colours(5, 5, 1), [OTHER, "#000001"]);
  assert.equal(colours(1, 1, 1, 1, 1, 1).length, 4);
  assert.deepEqual(colours(), ["#404040"]);
});
