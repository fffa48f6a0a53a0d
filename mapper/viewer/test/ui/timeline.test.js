import assert from "node:assert/strict";
import { test } from "node:test";
import { gripByWay } from "../../src/ui/timeline/brush.js";
import { openingUnit } from "../../src/ui/timeline/timeline.js";
import { decoded } from "../helpers/fixture.js";

test("of two handles on one bar, a drag moves the one that can go that way", () => {
  assert.equal(gripByWay("to", { from: 9, to: 9 }, -5), "from");
  assert.equal(gripByWay("from", { from: 0, to: 0 }, 5), "to");
  assert.equal(gripByWay("to", { from: 3, to: 9 }, -5), "to", "apart, each is itself");
  assert.equal(gripByWay("range", { from: 3, to: 3 }, -5), "range");
});

test("a map of few months opens with days, if most of its events are known to a day", async () => {
  const on = (id, start, end = start) => ({ id, start, end, type: 0, text: {} });
  const unitOf = async (...events) => openingUnit(await decoded({ events }));
  const [day, later, whole] = [
    on("a", "2025-05-02"),
    on("b", "2025-06-30"),
    on("c", "2025-05-01", "2025-05-31"),
  ];
  assert.equal(await unitOf(day, later), "day");
  assert.equal(await unitOf(whole, day), "month", "no more of days than of whole months");
  assert.equal(await unitOf(day, on("d", "2025-08-02")), "month", "four months");
});
