import assert from "node:assert/strict";
import { test } from "node:test";
import { categoriesOf, colourChosen } from "../../src/state/categories.js";

const GREY = "#888888";
const header = {
  actors: ["#332288", "#cc6677", GREY, GREY, GREY].map((colour, k) => ({ id: `a${k}`, colour })),
  colours: { other: GREY, notStated: "#c8c8c2" },
};
const coloursOf = (chosen) =>
  colourChosen(categoriesOf(header, "actor"), header, Uint8Array.from(chosen)).colours;

test("a chosen actor among the grey ones takes a colour that is free, and keeps no other from its own", () => {
  assert.deepEqual(coloursOf([1, 0, 1, 0, 0, 0]).slice(0, 3), ["#332288", "#cc6677", "#cc6677"]);
  assert.deepEqual(coloursOf([0, 0, 0, 1, 1, 0]).slice(3, 5), ["#332288", "#cc6677"]);
});

test("where there are too few colours for all that are chosen, all keep theirs", () => {
  assert.deepEqual(coloursOf([1, 0, 1, 1, 1, 1]), categoriesOf(header, "actor").colours);
  assert.deepEqual(coloursOf([1, 1, 1, 1, 1, 1]), categoriesOf(header, "actor").colours);
});
