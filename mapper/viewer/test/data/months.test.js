import assert from "node:assert/strict";
import { test } from "node:test";
import { indexes } from "../../src/data/bytes.js";
import { monthsOfEvents } from "../../src/data/months.js";
import { firstDayOfMonth, monthFromKey } from "../../src/data/calendar.js";

test("an event at the far end of time has a month of its own", () => {
  const first = monthFromKey("0001-01");
  const count = monthFromKey("9999-12") - first + 1;
  const start = Int32Array.of(firstDayOfMonth(first), firstDayOfMonth(first + count - 1) + 30);
  const header = { months: { first: "0001-01", colours: Array(count).fill("#000000") } };
  const months = monthsOfEvents({ header, dated: 2, col: { start, span: Uint8Array.of(0, 0) } });
  assert.deepEqual([...months.first], [0, count - 1]);
  assert.deepEqual([...months.last], [0, count - 1]);
});

test("indexes into a short list take two bytes each", () => {
  assert.equal(indexes(3, 0xffff).BYTES_PER_ELEMENT, 2);
  assert.equal(indexes(3, 0x10000).BYTES_PER_ELEMENT, 4);
});
