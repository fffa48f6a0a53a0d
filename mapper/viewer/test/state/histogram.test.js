import assert from "node:assert/strict";
import { test } from "node:test";
import { mainMonths } from "../../src/state/histogram.js";
import { dossier, store } from "../helpers/fixture.js";

/** Months with so many events at each index. */
const months = (events) =>
  Array.from({ length: 1 + Math.max(...Object.keys(events)) }, (_, k) => events[k] ?? 0);

test("one absurd year is far off; a long history with gaps, or a tenth of the events, is not", () => {
  const { first, last } = mainMonths(months({ 0: 7, 1: 13, 2: 36, 434: 1 }));
  assert.deepEqual([first, last], [0, 2]);
  assert.equal(mainMonths(months({ 0: 1, 900: 20, 903: 20 }))?.first, 900, "before the others, too");
  assert.equal(mainMonths(months({ 0: 7, 1: 13, 2: 36 })), null);
  assert.equal(mainMonths(months({ 0: 7, 434: 7 })), null, "neither half is far from the other");
  assert.equal(
    mainMonths(months({ 0: 20, 55: 20, 110: 20, 190: 1 })),
    null,
    "not farther than the others reach",
  );
});

test("the time line leaves out what is far off, which counts and filters keep", async () => {
  const usual = Array.from({ length: 20 }, (_, k) => ({ ...dossier.events[0], id: `u${k}` }));
  const events = [...usual, { ...usual[0], id: "z", start: "2062-03-15", end: "2062-03-15" }];
  const view = await store({ events });
  const { edges, totals } = view.histogram();
  assert.equal(totals.length, 1);
  assert.equal(new Date(edges[0] * 86_400_000).getUTCFullYear(), 2024);
  assert.deepEqual(view.farInTime(), [20]);
  assert.equal(view.count(), 21);
  await view.setState({ from: "2062-01-01" });
  assert.equal(view.count(), 1);
});
