import assert from "node:assert/strict";
import { test } from "node:test";
import { byDead } from "../../src/ui/panel/lists.js";
import { dossier, store } from "../helpers/fixture.js";

/** The fixture with other figures: rows are a, f, b, c, d, e, g. */
const FIGURES = { a: [3, 10, 84], f: [4, 4, 4], c: [0, 0, 0], d: [5, 7], g: [1, 2, 2] };
const [A, F, , , D] = [0, 1, 2, 3, 4];

const withFigures = (figures) =>
  dossier.events.map((event) => {
    const [low, best, high] = figures[event.id] ?? [];
    return { ...event, low, best, high };
  });
const events = withFigures(FIGURES);

const deadly = (dead = {}) =>
  store({
    events,
    header: { measure: "killed", dead: { overlaps: [], ofParties: [], zeroMayBeUnknown: false, ...dead } },
  });

test("the dead are added up where they are stated, and what is not stated is no zero", async () => {
  const view = await deadly();
  const { isRanged, bounded, boundedLow, boundedDeadly, ...sums } = view.killed();
  assert.deepEqual(sums, { low: 13, best: 23, high: 90, offMap: 4, deadly: 4, notStated: 2, notAdded: 0 });
  assert.deepEqual(
    [isRanged, bounded, boundedLow, boundedDeadly],
    [false, 0, 0, 0],
    "d states no high figure",
  );
  await view.setState({ actors: [""] });
  const { low, best, high, notStated } = view.killed();
  assert.deepEqual([low, best, high, notStated], [null, 0, null, 1]);
});

test("bounds without a best figure are told apart from what is not stated", async () => {
  const figures = { a: [7], f: [10, undefined, 15], c: [2, 2, 2] };
  const view = await store({ events: withFigures(figures), header: { measure: "killed" } });
  const { best, deadly, isRanged, notStated, bounded, boundedLow, boundedDeadly } = view.killed();
  assert.deepEqual(
    { best, deadly, isRanged, bounded, boundedLow, boundedDeadly },
    {
      best: 2,
      deadly: 1,
      isRanged: false,
      bounded: 2,
      boundedLow: 17,
      boundedDeadly: 2,
    },
  );
  assert.equal(notStated, events.length - 1);
});

test("what is known only as bounds counts with its lower one in sizes and bars, and is marked as such", async () => {
  const figures = { a: [7], f: [10, undefined, 15], c: [2, 2, 2], d: [undefined, undefined, 5] };
  const overlaps = [[D, A]];
  const view = await store({
    events: withFigures(figures),
    header: { measure: "killed", dead: { overlaps, ofParties: [[F, 1]], zeroMayBeUnknown: false } },
  });
  assert.deepEqual([...view.weights()], [7, 0, 0, 2, 0, 0, 0], "f is what a party says");
  assert.deepEqual([...view.dead().bounded], [1, 1, 0, 0, 1, 0, 0]);
  const { totals, longer, bounded } = view.histogram();
  const [july, june] = [0, totals.length - 7];
  assert.deepEqual([totals[july] - longer[july], bounded[july]], [7, 1]);
  assert.deepEqual([totals[june] - longer[june], bounded[june]], [0, 1], "d says only how many at most");
  assert.equal((await store()).dead().bounded, null);
});

test("a part is added only where its whole is not shown", async () => {
  const view = await deadly({
    overlaps: [
      [F, A],
      [D, F],
    ],
  });
  assert.equal(view.killed().best, 10 + 7 + 2, "f is left out for a, so d counts itself");
  assert.equal(view.killed().notAdded, 1);
  await view.setState({ actors: ["army"] });
  assert.equal(view.killed().best, 10 + 0 + 7);
  await view.setState({ types: ["Battles"], from: "2025" });
  assert.equal(view.killed().best, 4);
});

test("a figure that only a party states is not added", async () => {
  const view = await deadly({ ofParties: [[A, 2]] });
  assert.deepEqual([view.killed().best, view.killed().low, view.killed().notAdded], [13, 13, 1]);
});

test("rows say what choosing them would: the dead of parts are in them once", async () => {
  const overlaps = [
    [D, A],
    [F, A],
  ];
  for (const state of [{}, { types: ["Battles"] }, { from: "2025" }]) {
    const view = await deadly({ overlaps });
    await view.setState(state);
    const { actors, types, months } = view.rowCounts();
    for (const [k, id] of view.facets.actors.keys.entries()) {
      await view.setState({ ...state, actors: [id] });
      if (id) assert.equal(actors[k], view.killed().best, `${id} ${JSON.stringify(state)}`);
    }
    for (const [k, name] of view.facets.types.keys.entries()) {
      await view.setState({ ...state, types: [name] });
      if (!state.types) assert.equal(types[k], view.killed().best, name);
    }
    for (const [k, month] of view.facets.months.keys.entries()) {
      await view.setState({ types: state.types ?? null, months: [month] });
      if (month) assert.equal(months[k], view.killed().best, month);
    }
  }
});

test("the measure is no condition: it hides nothing, and stays when the filter is set anew", async () => {
  const view = await deadly();
  await view.setState({ actors: ["army"] });
  assert.deepEqual([view.state().measure, view.count()], ["killed", 3]);
  await view.patch({ measure: "events" });
  assert.equal(view.rowCounts().actors[0], 3);
  await assert.rejects(view.patch({ measure: "wounded" }), RangeError);
});

test("bins add up the dead", async () => {
  const view = await deadly();
  const { totals, stacks, categories } = view.histogram();
  assert.equal(totals[0], 10);
  assert.equal(
    stacks.subarray(0, categories).reduce((a, b) => a + b, 0),
    10,
  );
});

test("the list has most dead first, then what states no number, then what states none", async () => {
  const view = await deadly();
  const all = Uint32Array.from(events, (_, i) => i);
  assert.deepEqual([...byDead(all, view)], [0, 4, 1, 6, 2, 5, 3]);
});

test("rows tell events that state no number from those that state 0, and say how many died at least", async () => {
  const view = await store({ events: withFigures({ c: [0, 0, 0], g: [7] }), header: { measure: "killed" } });
  const { stated, bounds } = view.rowDead() ?? {};
  const row = (id) => view.facets.actors.keys.indexOf(id);
  assert.deepEqual(
    ["army", "rebels"].map((id) => stated?.actors[row(id)]),
    [1, 0],
  );
  assert.equal(bounds?.actors[row("__proto__")], 7);
  await view.patch({ measure: "events" });
  assert.equal(view.rowDead(), null);
});
