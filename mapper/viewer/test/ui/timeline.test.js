import assert from "node:assert/strict";
import { test } from "node:test";
import { gripByWay } from "../../src/ui/timeline/brush.js";

test("of two handles on one bar, a drag moves the one that can go that way", () => {
  assert.equal(gripByWay("to", { from: 9, to: 9 }, -5), "from");
  assert.equal(gripByWay("from", { from: 0, to: 0 }, 5), "to");
  assert.equal(gripByWay("to", { from: 3, to: 9 }, -5), "to", "apart, each is itself");
  assert.equal(gripByWay("range", { from: 3, to: 3 }, -5), "range");
});
