import assert from "node:assert/strict";
import { test } from "node:test";
import { inYears, justTwoMonths, twoPeriods } from "../../src/data/periods.js";
import { dossier, store } from "../helpers/fixture.js";

const offered = ["2023-07", "2024-01", "2024-03", "2025-01", "2025-02", "2025-03"];
const of2024 = ["2024-01", "2024-03"];
const of2025 = ["2025-01", "2025-02", "2025-03"];
const keys = (periods) => periods.map(({ key }) => key);

test("all months of a year that have events are that year; a year with events in one month is that month", () => {
  assert.deepEqual(keys(inYears(of2025, offered)), ["2025"]);
  assert.deepEqual(keys(inYears(["2023-07", ...of2024, "2025-02"], offered)), ["2023-07", "2024", "2025-02"]);
  assert.deepEqual(keys(inYears(["2024-01", ""], offered)), ["2024-01", ""]);
  assert.deepEqual(inYears(["2024-01", "2024-02", "2024-03"], offered), [
    { key: "2024", months: ["2024-01", "2024-02", "2024-03"] },
  ]);
});

test("two months are compared, and two years; no more, and nothing undated", () => {
  assert.deepEqual(keys(twoPeriods(["2024-03", "2025-03"], offered)), ["2024-03", "2025-03"]);
  assert.deepEqual(keys(twoPeriods(of2024, offered)), of2024, "two months, although they are a whole year");
  assert.deepEqual(keys(twoPeriods([...of2024, ...of2025], offered)), ["2024", "2025"]);
  assert.deepEqual(keys(twoPeriods(["2023-07", ...of2025], offered)), ["2023-07", "2025"]);
  assert.deepEqual(twoPeriods(["2024-01", "2025-01", "2025-02"], offered), []);
  assert.deepEqual(twoPeriods(["2023-07", ""], offered), []);
  assert.deepEqual(twoPeriods(offered, offered), []);
  assert.deepEqual(twoPeriods(null, offered), []);
});

test("two years chosen are counted each by itself, what may lie in both in both", async () => {
  const of2025 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(
    (month) => `2025-${String(month).padStart(2, "0")}`,
  );
  const view = await store();
  await view.setState({ months: ["2024-07", ...of2025] });
  assert.deepEqual(keys(view.comparedPeriods()), ["2024-07", "2025"]);
  const armyIn = view.rowViews().map(({ counts }) => counts.actors[0]);
  assert.deepEqual(armyIn, [1, 2], "a in 2024; c and d in 2025");
});

test("a file with events of just two months compares them from the start; not what only reaches into a month", async () => {
  const spring = dossier.events.filter(({ id }) => "bd".includes(id));
  const view = await store({ ...dossier, events: spring });
  assert.deepEqual(keys(view.comparedPeriods()), ["2025-05", "2025-06"]);
  assert.deepEqual(
    view.rowViews().map(({ counts }) => counts.actors[0]),
    [0, 1],
  );
  await view.setState({ months: ["2025-05"] });
  assert.deepEqual(view.comparedPeriods(), []);
  const of = (months, monthsLonger, undated) =>
    justTwoMonths({ months, monthsLonger, undated }, ["2025-05", "2025-06", ""]);
  assert.equal(of([3, 2], [0, 2], 0), null, "June is only the end of longer periods");
  assert.equal(of([3, 2], [0, 0], 1), null, "an undated event is in neither");
});
