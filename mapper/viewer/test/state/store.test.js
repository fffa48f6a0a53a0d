import assert from "node:assert/strict";
import { test } from "node:test";
import { PayloadError } from "../../src/data/bytes.js";
import { projectSites } from "../../src/map/engine/sites.js";
import { dossier, store, visibleIds } from "../helpers/fixture.js";

/** What passes, by ids in payload order: a, f, b, c, d, e by date and the undated g last. */
const cases = [
  [{}, "afbcdeg"],
  [{ actors: ["army"] }, "acd"],
  [{ actors: ["__proto__"] }, "bcg"],
  [{ actors: ["army", "rebels"] }, "afcdg"],
  [{ actors: [""] }, "e"],
  [{ actors: [] }, ""],
  [{ actors: ["toString", "constructor"] }, ""],
  [{ months: ["2025-06"] }, "fcde"],
  [{ months: ["2024-07", "2025-05"] }, "afbc"],
  [{ months: [""] }, "g"],
  [{ months: ["1999-01"] }, ""],
  [{ from: "2025-06-02", to: "2025-06-02" }, "fc"],
  [{ from: "2025-06" }, "fcde"],
  [{ to: "2024" }, "a"],
  [{ from: "2024-07-27", to: "2025-05-30" }, "afbc"],
  [{ types: ["Explosions"] }, "cdg"],
  [{ actors: ["army"], months: ["2025-05"], types: ["Explosions"] }, "c"],
  [{ places: ["Gao"] }, "cdeg"],
  [{ places: ["Kidal", "Kidal region, area"] }, "abc"],
  [{ places: [""] }, "f"],
  [{ places: [] }, ""],
  [{ places: ["Nowhere", "__proto__"] }, ""],
  [{ places: ["Gao"], types: ["Explosions"], months: ["2025-06"] }, "cd"],
  [{ text: "PRES oued" }, "a"],
  [{ text: "armees" }, "acd"],
  [{ text: "explosions" }, "cdg"],
  [{ text: "army drone" }, "d"],
  [{ text: "drone kidal" }, ""],
  [{ text: "  " }, "afbcdeg"],
];

for (const [filter, ids] of cases) {
  test(`${JSON.stringify(filter)} shows ${ids || "nothing"}`, async () => {
    const view = await store();
    await view.setState(filter);
    assert.equal(await visibleIds(view), ids);
    assert.equal(view.count(), ids.length);
    assert.equal(view.total(), 7);
  });
}

test("setState leaves nothing of the filter before; patch changes only what is given", async () => {
  const view = await store();
  await view.setState({ actors: ["army"], text: "drone", colourBy: "month" });
  await view.patch({ text: "" });
  assert.equal(await visibleIds(view), "acd");
  await view.setState({ types: ["Battles"] });
  assert.equal(await visibleIds(view), "afbe");
  assert.equal(view.state().colourBy, "month");
});

test("all keys chosen is unrestricted", async () => {
  const view = await store();
  const { actors, months } = view.facets;
  await view.setState({
    actors: actors.keys.toReversed?.() ?? [...actors.keys].reverse(),
    months: months.keys,
  });
  assert.deepEqual([view.state().actors, view.state().months], [null, null]);
});

test("what is no date, no list or no colouring is refused, and the state stays", async () => {
  const view = await store();
  await assert.rejects(view.setState({ from: "2025-02-30" }), RangeError);
  await assert.rejects(view.setState({ actors: "army" }), TypeError);
  await assert.rejects(view.setState({ colourBy: "__proto__" }), RangeError);
  assert.equal(view.count(), 7);
});

test("each facet counts under all other conditions", async () => {
  const view = await store();
  const { actors, notStated, types, months, undated } = view.counts();
  assert.deepEqual([[...actors], notStated, [...types], undated], [[3, 3, 3], 1, [4, 3], 1]);
  assert.equal(months.length, 18);
  assert.deepEqual([months[0], months[5], months[10], months[11], months[17]], [1, 0, 3, 4, 1]);

  await view.setState({ actors: ["rebels"], types: ["Explosions"], months: ["2025-06"] });
  const counts = view.counts();
  assert.deepEqual([...counts.actors], [2, 0, 1], "explosions in June 2025");
  assert.deepEqual([...counts.types], [1, 0], "of the rebels in June 2025");
  assert.equal(counts.undated, 1, "explosions of the rebels without a date");
  assert.equal(
    counts.months.reduce((sum, n) => sum + n),
    0,
  );
  assert.deepEqual([counts.located, counts.unlocated], [0, 0]);
});

test("the totals of the header stand for counting while every event passes, and only then", async () => {
  const { actors, types, months, monthsLonger, period, ...numbers } = (await store()).counts();
  const listed = { actors, types, months, monthsLonger };
  for (const key of Object.keys(listed)) listed[key] = [...listed[key]];
  const totals = { ...listed, period, ...numbers };
  const view = await store({ ...dossier, header: { totals: { ...totals, sources: 77 } } });
  assert.equal(view.counts().sources, 77);
  await view.setState({ types: ["Explosions"] });
  assert.equal(view.counts().sources, 0);
  await view.setState({});
  assert.deepEqual(view.counts(), { ...totals, sources: 77 });
  for (const damage of [{ actors: [1] }, { undated: -1 }, { months: null }, { period: { from: "a" } }]) {
    await assert.rejects(store({ ...dossier, header: { totals: { ...totals, ...damage } } }), PayloadError);
  }
});

test("visible events: located, sources and period", async () => {
  const view = await store();
  const { located, unlocated, sources } = view.counts();
  assert.deepEqual([located, unlocated, sources], [6, 1, 2]);
  await view.setState({ types: ["Explosions"] });
  const day = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
  const { from, to } = view.counts().period;
  assert.deepEqual([day(from), day(to)], ["2025-05-30", "2025-06-13"]);
  await view.setState({ months: [""] });
  assert.equal(view.counts().period, null);
});

test("a histogram's stacks add up to its totals, in every bin and colouring", async () => {
  const view = await store();
  for (const colourBy of ["actor", "month", "type"]) {
    await view.setState({ colourBy });
    for (const by of ["month", "week", "day"]) {
      const { edges, totals, stacks, categories } = view.histogram({ by });
      assert.equal(edges.length, totals.length + 1);
      assert.ok(totals.length > 0);
      totals.forEach((total, b) => {
        const stack = stacks
          .subarray(b * categories, (b + 1) * categories)
          .reduce((sum, share) => sum + share, 0);
        assert.ok(Math.abs(stack - total) < 1e-9, `${colourBy} ${by} bin ${b}: ${stack} of ${total}`);
      });
    }
  }
  assert.deepEqual([...view.histogram({ by: "month" }).totals], [...view.counts().months]);
});

test("what is known only to a period longer than a bin is counted apart", async () => {
  const view = await store();
  const { totals, longer, longerStacks, categories } = view.histogram({ by: "month" });
  const { months, monthsLonger } = view.counts();
  assert.deepEqual([...longer], [...monthsLonger]);
  // a in July 2024; b in May, c from May to June, d and e in June 2025; f in 2025.
  assert.deepEqual([months[0], monthsLonger[0]], [1, 0]);
  assert.deepEqual([months[10], monthsLonger[10]], [3, 2]);
  assert.deepEqual([months[11], monthsLonger[11]], [4, 2]);
  assert.deepEqual([months[17], monthsLonger[17]], [1, 1]);
  const sum = longerStacks.subarray(10 * categories, 11 * categories).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - 2) < 1e-9);
  const days = view.histogram({ by: "day" });
  assert.equal(days.totals[0], days.longer[0], "no day of July 2024 has an event known to the day");
  assert.equal(totals.length, longer.length);
});

test("an end of the period is known only to the year where its events are of whole years", async () => {
  const view = await store();
  const { fromKnown, toKnown } = view.counts().period;
  assert.deepEqual([fromKnown, toKnown], ["month", "year"], "July 2024, and the year 2025");
  await view.setState({ types: ["Explosions"] });
  assert.deepEqual(view.counts().period.fromKnown, "month", "from May to June");
});

const withContext = {
  ...dossier,
  events: dossier.events.map((e) => ("ef".includes(e.id) ? { ...e, flags: 8 } : e)),
};

test("a map with events of the conflict and others opens with the former", async () => {
  const view = await store(withContext);
  assert.equal(await visibleIds(view), "abcdg");
  assert.deepEqual([view.count(), view.total(), view.state().context], [5, 7, "leave-out"]);
  assert.deepEqual(view.unfiltered.kinds, { conflict: 5, context: 2 });
  assert.deepEqual([...view.counts().types], [2, 3]);
  assert.deepEqual([...view.unfiltered.counts("include").types], [4, 3]);
  await view.patch({ context: "only" });
  assert.equal(await visibleIds(view), "fe");
  await view.setState({ types: ["Battles"], context: "leave-out" });
  await view.reset();
  assert.deepEqual([view.state().types, view.state().context], [null, "leave-out"]);
  await view.setState({});
  assert.equal(view.count(), 7, "what is left out is unrestricted, as on the command line");
  await assert.rejects(view.setState({ context: "none" }), RangeError);
});

test("only events on which sources disagree, and how many more conditions leave of them", async () => {
  const events = dossier.events.map((e) => ({ ...e, flags: "abd".includes(e.id) ? 1 : 0 }));
  const view = await store({ ...dossier, events });
  assert.equal(view.countDisputed(), 3);
  await view.patch({ disputed: true });
  assert.equal(await visibleIds(view), "abd");
  await view.patch({ actors: ["army"] });
  assert.equal(await visibleIds(view), "ad");
  assert.deepEqual(
    [view.countDisputed(), view.countWithout("disputed"), view.countWithout("actors")],
    [2, 3, 3],
  );
  await view.reset();
  assert.equal(view.count(), 7);
});

test("two months chosen are counted each by itself, what may lie in both in both", async () => {
  const view = await store();
  const armyIn = () => view.rowViews().map(({ counts }) => counts.actors[0]);
  assert.deepEqual([view.comparedPeriods(), armyIn()], [[], [3]]);
  await view.setState({ months: ["2025-05", "2025-06"] });
  assert.deepEqual(armyIn(), [1, 2], "c from May to June, d in June");
  assert.deepEqual(
    view.groupViews("kinds").map(({ counts }) => counts.length),
    [0, 0],
  );
  await view.patch({ types: ["Battles"] });
  assert.deepEqual(armyIn(), [0, 0]);
  await view.setState({ months: ["2024-07", "2025-05"], measure: "killed" });
  assert.deepEqual(armyIn(), [10, 0]);
  assert.deepEqual(
    view.rowViews().map(({ dead }) => dead.stated.actors[0]),
    [1, 1],
  );
  await view.setState({ months: ["2025-05", ""] });
  assert.deepEqual(view.comparedPeriods(), [], "undated is no month");
});

test("events of which only a longer period is known than the one chosen are counted", async () => {
  const view = await store();
  assert.equal(view.countLonger(), 0);
  await view.setState({ months: ["2025-06"] });
  assert.equal(view.countLonger(), 2, "c, from May to June, and f, in 2025");
  await view.setState({ months: ["2025-05", "2025-06"] });
  assert.equal(view.countLonger(), 1);
  await view.setState({ from: "2025-05-15", to: "2025-06" });
  assert.equal(view.countLonger(), 2, "b, in May, and f");
});

test("a map of one kind of events opens with all of them", async () => {
  const view = await store();
  assert.deepEqual([view.unfiltered.opening(), view.count()], ["include", 7]);
});

test("weeks begin on Monday", async () => {
  const view = await store();
  const { edges } = view.histogram({ by: "week" });
  assert.equal(new Date(edges[0] * 86_400_000).getUTCDay(), 1);
});

test("a hidden actor takes no share of a bar", async () => {
  const view = await store();
  await view.setState({ actors: ["army"] });
  const { stacks, categories } = view.histogram();
  const shares = Array.from({ length: categories }, (_, c) =>
    stacks.filter((_, k) => k % categories === c).reduce((sum, s) => sum + s, 0),
  );
  assert.ok(shares[0] > 3.9, "three events, one of them in two months");
  assert.deepEqual(
    shares.slice(1).map((share) => Math.round(share * 1e9)),
    [0, 0, 0],
  );
});

test("month colouring: the starting month, undated, and more than a month", async () => {
  const view = await store();
  await view.patch({ colourBy: "month" });
  const { keys, hollow } = view.categories();
  const { eventIds } = await view.data.names();
  const keyOf = (id) => keys[view.involvements(eventIds.indexOf(id))[0]];
  assert.deepEqual(["a", "b", "c", "f", "g"].map(keyOf), ["2024-07", "2025-05", "2025-05", "long", ""]);
  assert.deepEqual([...hollow].slice(-3), [0, 1, 1]);
});

test("listeners hear what changed, and nothing when nothing did", async () => {
  const view = await store();
  const heard = [];
  const stop = view.subscribe(({ changed }) => heard.push([...changed].sort().join()));
  await view.patch({ actors: ["army"], colourBy: "type" });
  await view.patch({ actors: ["army"] });
  view.select({ event: 2 });
  view.select({ event: 2, hover: { event: 1 } });
  view.select({ hover: { event: 1 } });
  stop();
  await view.setState({});
  assert.deepEqual(heard, ["actors,colourBy", "selection", "hover"]);
});

test("the newest of several searches wins, and other conditions set meanwhile hold", async () => {
  const view = await store();
  const slow = view.patch({ text: "oued" });
  const quick = view.patch({ text: "explosions" });
  await view.patch({ actors: ["army"] });
  await Promise.all([slow, quick]);
  assert.equal(view.state().text, "explosions");
  assert.equal(await visibleIds(view), "cd");
});

test("a search that is running does not bring a filter back", async () => {
  const view = await store();
  const typed = view.patch({ text: "oued" });
  await view.setState({});
  await typed;
  assert.equal(view.state().text, "");
  assert.equal(view.count(), 7);
});

test("a store without events", async () => {
  const view = await store({ events: [] });
  await view.setState({ text: "x", from: "2025" });
  assert.equal(view.count(), 0);
  assert.deepEqual([...view.histogram({ by: "day" }).totals], []);
});

test("a row of a table of counts counts as the events that it stands for, everywhere", async () => {
  const view = await store({
    events: dossier.events.map((event) => (event.id === "a" ? { ...event, events: 57 } : event)),
  });
  assert.deepEqual([view.total(), view.count()], [63, 63]);
  const { located, unlocated, types, actors, months } = view.counts();
  assert.deepEqual([located + unlocated, types[0] + types[1], actors[0], months[0]], [63, 63, 59, 57]);
  assert.equal(view.histogram().totals[0], 57);
  assert.ok(
    Math.abs(
      view
        .histogram()
        .stacks.slice(0, 4)
        .reduce((sum, share) => sum + share, 0) - 57,
    ) < 1e-9,
  );
  await view.setState({ actors: ["army"] });
  assert.equal(view.count(), 59);
  assert.equal(view.countWithout("actors"), 63);
  assert.equal(projectSites(view.data).weight[1], 58);
});

test("no filter changes a colour, also of actors that share one", async () => {
  const other = "#999999"; // of the header, too
  const view = await store({ actors: dossier.actors.map((actor) => ({ ...actor, colour: other })) });
  const before = [...view.categories("actor").colours];
  await view.setState({ actors: ["rebels"] });
  assert.deepEqual(view.categories("actor").colours, before);
});

test("an area is not the town of its name, and places of one name in two countries are two", async () => {
  const sites = [
    { lon: 0, lat: 16, name: "Gao" },
    { lon: 0, lat: 16, kind: 2, radius: 100_000, precision: 4, name: "Gao" },
    { lon: 30, lat: 5, name: "Gao" },
    { lon: 31, lat: 5, name: "" },
  ];
  const countries = [
    { code: "ML", name: "Mali" },
    { code: "SD", name: "Sudan" },
  ];
  const events = [
    { id: "a", type: 0, country: 1, sites: [0], best: 3, text: {} },
    { id: "b", type: 0, country: 1, sites: [0, 1], best: 4, text: {} },
    { id: "c", type: 0, country: 2, sites: [2], text: {} },
    { id: "d", type: 0, sites: [3], text: {} },
    { id: "e", type: 0, text: {} },
  ];
  const view = await store({ sites, countries, events });
  await view.places();
  assert.deepEqual(view.facets.places.keys, ["Gao (ML)", "Gao (ML), area", "Gao (SD)", " ", ""]);
  assert.deepEqual([...view.groupViews("places")[0].counts], [2, 1, 1, 1, 1]);
  await view.setState({ places: ["Gao (ML), area", ""], measure: "killed" });
  assert.equal(await visibleIds(view), "be");
  const [{ counts, stated }] = view.groupViews("places");
  assert.deepEqual(
    [[...counts], [...stated]],
    [
      [7, 4, 0, 0, 0],
      [2, 1, 0, 0, 0],
    ],
  );
});

test("an event at two points of one place counts there once", async () => {
  const sites = [
    { lon: 0, lat: 16, name: "Tessit" },
    { lon: 0.4, lat: 16, name: "Tessit" },
  ];
  const view = await store({ sites, events: [{ id: "a", type: 0, sites: [0, 1], best: 5, text: {} }] });
  await view.places();
  assert.deepEqual([...view.groupTotals("places")], [1, 0]);
  await view.patch({ measure: "killed" });
  assert.deepEqual([...view.groupTotals("places")], [5, 0]);
});
