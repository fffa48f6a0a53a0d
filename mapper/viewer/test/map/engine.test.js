import assert from "node:assert/strict";
import { test } from "node:test";
import { formsOf } from "../../src/map/drawing/forms.js";
import { stripeColours } from "../../src/map/drawing/areas.js";
import { placeCounts } from "../../src/map/engine/countRooms.js";
import { createGroups } from "../../src/map/engine/groups.js";
import { DEFAULTS } from "../../src/map/engine/options.js";
import { markAt } from "../../src/map/engine/picking.js";
import { countIn, createScene } from "../../src/map/engine/scene.js";
import { eventsAtSites, projectAreas, projectSites } from "../../src/map/engine/sites.js";
import { roundCount, shortCount } from "../../src/map/drawing/symbols.js";
import { dossier, store } from "../helpers/fixture.js";

const options = { ...DEFAULTS, minRadius: 6 };
const ARMY = "#332288";
const REBELS = "#117733";

/** The whole world on a canvas, as the engine asks for it. */
const world = (zoom) => ({
  zoom,
  origin: { x: 0, y: 0 },
  bounds: { min: { x: 0, y: 0 }, max: { x: 256 * 2 ** zoom, y: 256 * 2 ** zoom } },
});

/** The scene of a dossier, and the dossier's store. */
async function sceneOf(changes, given = {}) {
  const view = await store(changes);
  const sites = projectSites(view.data);
  const areas = projectAreas(view.data.header);
  const groupsAt = createGroups(view, { sites, areas }, options).at;
  return {
    view,
    sites,
    groupsAt,
    scene: createScene({ store: view, sites, areas, groupsAt, options: { ...options, ...given } }),
  };
}

const at = (marks, site) => marks.find((mark) => mark.site === site);

test("each site has its symbol when zoomed in; at a glance of the world all share one, which tells areas from places", async () => {
  const { scene } = await sceneOf();
  assert.deepEqual(
    scene(world(9))
      .marks.map((mark) => mark.site)
      .sort(),
    [0, 1, 2],
  );
  const [far, ...others] = scene(world(1)).marks;
  assert.deepEqual(others, []);
  assert.equal(far.events, 6, "the event with two possible places counts once");
  assert.equal(far.vague, false);
  assert.ok(far.imprecise > 0);
});

test("the count on an outline keeps its room from names whatever the filter", async () => {
  const { view, scene } = await sceneOf(dossier);
  const { rooms, marks } = scene(world(9));
  const [[room], [x, y]] = [rooms, marks.find((mark) => mark.asArea).ends[0]];
  assert.ok(room[0] < x && x < room[2] && room[1] < y && y < room[3]);
  await view.setState({ types: [] });
  assert.deepEqual(scene(world(9)).rooms, rooms);
  assert.equal(countIn({ marks, rooms }, room), 1, "a key there would cover the count");
  assert.equal(countIn({ marks, rooms: [] }, room), 0, "and the area itself is no symbol");
});

test("an area of one event has its count on its outline: the thin dashes alone pass for a border", async () => {
  const { scene } = await sceneOf({ events: dossier.events.map((event) => ({ ...event, flags: 0 })) });
  const { ends, countAt, size } = scene(world(9)).marks.find((mark) => mark.asArea);
  assert.equal(size, 1);
  assert.ok(ends.some((end) => end.join() === countAt.join()));
});

test("a place of which only bounds are known has the size of the lower one, and says that it is one", async () => {
  const figures = { a: { low: 20, high: 30 }, d: { best: 5 }, e: { high: 4 } };
  const events = dossier.events.map((event) => ({
    ...event,
    ...{ low: undefined, best: undefined, high: undefined },
    ...figures[event.id],
  }));
  const { view, scene } = await sceneOf({ events });
  await view.setState({ measure: "killed" });
  const { marks } = scene(world(9));
  const shown = marks.map(({ site, size, bounded, notStated }) => [site, size, bounded, notStated]);
  assert.deepEqual(shown.sort(), [
    [0, 5, 1, 3],
    [1, 20, 1, 2],
    [2, 0, 0, 1],
  ]);
  const [of5, of20] = [5, 20].map((size) => marks.find((mark) => mark.size === size).r);
  assert.ok(of20 > of5);
});

test("the count of an area gives way to a symbol at its upper end", () => {
  const ends = [
    [100, 50],
    [100, 150],
    [50, 100],
    [150, 100],
  ];
  const bounds = { min: { x: 0, y: 0 }, max: { x: 300, y: 300 } };
  const placed = (symbols, areas = [ends]) =>
    placeCounts(
      areas.map((each) => ({ ends: each, name: "" })),
      symbols,
      bounds,
    ).map(({ middle: [x, y] }) => [Math.sign(x - 100), Math.sign(y - 100)]);
  assert.deepEqual(placed([]), [[0, -1]]);
  assert.deepEqual(placed([[95, 30, 110, 45]]), [[0, 1]]);
  assert.deepEqual(placed([], [ends, ends]), [
    [0, -1],
    [0, 1],
  ]);
  const everywhere = [[0, 0, 300, 300]];
  assert.deepEqual(placed(everywhere), [[0, -1]], "where nothing is free it stands above");
});

test("the count of an area says which area it is where there is room, and never over a symbol", () => {
  const ends = [
    [150, 50],
    [150, 150],
    [100, 100],
    [200, 100],
  ];
  const bounds = { min: { x: 0, y: 0 }, max: { x: 300, y: 300 } };
  const placed = (symbols, name = "Sumy oblast") => {
    const [{ middle, room, name: shown }] = placeCounts([{ ends, name }], symbols, bounds);
    return [middle, shown, room[2] - room[0] > 44];
  };
  assert.deepEqual(placed([]), [[150, 50], "Sumy oblast", true]);
  assert.deepEqual(placed([[100, 40, 120, 60]]), [[150, 150], "Sumy oblast", true], "another end");
  const besideAllEnds = [
    [100, 40, 120, 60],
    [100, 140, 120, 160],
    [50, 90, 70, 110],
    [240, 90, 260, 110],
  ];
  assert.deepEqual(placed(besideAllEnds), [[150, 50], "", false], "the bare count");
  assert.deepEqual(placed([], "Dnipropetrovsk oblast"), [[150, 50], "", false], "wider than the area");
});

test("a symbol counts the same whether the counts of all are kept or those in view are counted at each move", async () => {
  const [kept, fresh] = [await sceneOf(), await sceneOf({}, { mostKept: 0 })];
  const { bounds } = world(9);
  const half = {
    ...world(9),
    bounds: { min: bounds.min, max: { x: kept.sites.x[0] * bounds.max.x + 1, y: bounds.max.y } },
  };
  for (const state of [{}, { types: ["Explosions"] }, { colourBy: "month" }, { actors: [] }]) {
    for (const { view } of [kept, fresh]) await view.setState(state);
    for (const view of [world(9), half, world(1)])
      assert.deepEqual(kept.scene(view).marks, fresh.scene(view).marks);
  }
});

test("symbols stay where they are when the filter changes", async () => {
  const { view, scene } = await sceneOf();
  const places = () =>
    scene(world(5))
      .marks.map(({ group, x, y }) => [group, x, y].join())
      .sort();
  const all = places();
  await view.setState({ types: ["Explosions"] });
  assert.ok(places().length < all.length);
  for (const place of places()) assert.ok(all.includes(place));
  await view.setState({});
  assert.deepEqual(places(), all);
});

test("a place that is not where its records say is not drawn as an exact one, and one event of several counts as inexact", async () => {
  const inDoubt = (ids) => ({
    events: dossier.events.map((event) => (ids.includes(event.id) ? { ...event, flags: 16 } : event)),
  });
  const gaoOf = async (ids) => at((await sceneOf(inDoubt(ids))).scene(world(9)).marks, 0);
  const [one, all] = [await gaoOf(["d"]), await gaoOf(["c", "d", "e", "g"])];
  assert.deepEqual([one.doubted, one.imprecise], [0.25, 0.5]);
  assert.deepEqual([all.doubted, all.imprecise], [1, 1]);
  assert.deepEqual(
    [one, all].map((mark) => formsOf([mark], "").includes("doubted")),
    [false, true],
  );
});

test("what a symbol tells: events, shares, imprecision, disagreement", async () => {
  const { scene } = await sceneOf();
  const { marks } = scene(world(9));
  const [gao, kidal, region] = [0, 1, 2].map((site) => at(marks, site));
  assert.deepEqual([gao.events, kidal.events, region.events], [4, 2, 1]);
  assert.equal(gao.imprecise, 0.25, "one of four has another possible place");
  assert.equal(kidal.imprecise, 1, "near, not at");
  assert.deepEqual([gao.disputed, kidal.disputed], [false, true]);
  assert.deepEqual([gao.hollow, gao.asArea, region.asArea], [false, false, true]);
  const army = gao.slices.find((slice) => slice.colour === ARMY);
  assert.equal(army.count, 2);
  assert.ok(
    Math.abs(kidal.rings[0] - (20_000 / 40_075_016.686 / Math.cos((18.4 * Math.PI) / 180)) * 256 * 2 ** 9) <
      1e-6,
  );
});

test("a symbol is hollow where all its events could also be elsewhere", async () => {
  const { view, scene } = await sceneOf();
  await view.setState({ actors: ["__proto__"], months: ["2025-06"] });
  const { marks } = scene(world(9));
  assert.deepEqual(
    marks.map((mark) => [mark.site, mark.hollow]),
    [
      [0, true],
      [1, true],
    ],
  );
});

test("a hidden actor's slice disappears, its partner's stays", async () => {
  const { view, scene } = await sceneOf();
  await view.setState({ actors: ["rebels"] });
  const kidal = at(scene(world(9)).marks, 1);
  assert.deepEqual(
    kidal.slices.map(({ colour, count }) => [colour, count]),
    [[REBELS, 1]],
  );
});

test("coloured by month, undated events and long periods are hollow", async () => {
  const { view, scene } = await sceneOf();
  await view.setState({ colourBy: "month", months: [""] });
  const gao = at(scene(world(9)).marks, 0);
  assert.deepEqual(
    gao.slices.map((slice) => slice.hollow),
    [true],
  );
});

test("a place known to a radius keeps its ring where an exact one shares the point, as long as it passes the filter", async () => {
  const sites = [
    { lon: 0, lat: 16, name: "Gao" },
    { lon: 0, lat: 16, kind: 1, radius: 10_000, precision: 2, name: "Gao" },
    { lon: 0, lat: 16, kind: 1, radius: 25_000, precision: 2, name: "near Gao" },
    { lon: 20, lat: 16, kind: 1, radius: 5_000, precision: 2, name: "Ati" },
  ];
  const events = sites.map((_, k) => ({ id: String(k), type: k % 2, sites: [k] }));
  const { view, scene } = await sceneOf({ sites, events });
  const rings = (zoom) => scene(world(zoom)).marks.map((mark) => mark.rings.length);
  assert.deepEqual(rings(9), [2, 1]);
  await view.setState({ types: ["Battles"] });
  assert.deepEqual(rings(9), [1], "the ring of 10 km is not among the battles");
  await view.setState({});
  assert.deepEqual(rings(0), [0], "a symbol of several places has none");
});

test("where a period is chosen, a symbol tells how many of its events may lie outside it", async () => {
  const { view, scene } = await sceneOf();
  const longer = () => scene(world(9)).marks.map((mark) => [mark.site, mark.longer]);
  assert.ok(longer().every(([, share]) => share === 0));
  await view.setState({ from: "2025-05-10", to: "2025-05-31" });
  assert.deepEqual(
    longer(),
    [
      [2, 1],
      [0, 1],
      [1, 1],
    ],
    "b lasts all of May, c until June",
  );
  await view.setState({ from: "2025-05-01", to: "2025-06-30" });
  assert.ok(longer().every(([, share]) => share === 0));
  await view.setState({ months: ["2025-06"] });
  assert.deepEqual(
    longer(),
    [
      [0, 1 / 3],
      [1, 1],
    ],
    "c begins in May",
  );
});

test("a symbol most of whose events are known only to an area is drawn as areas are", async () => {
  const sites = [
    { lon: 1, lat: 20, kind: 2, precision: 4, radius: 1000 },
    { lon: 1.01, lat: 20 },
  ];
  const events = ["a", "b", "c"]
    .map((id) => ({ id, sites: [0], type: 0 }))
    .concat({ id: "d", sites: [1], type: 1 });
  const { scene, view } = await sceneOf({ sites, events });
  const [mark, ...others] = scene(world(6)).marks;
  assert.deepEqual([mark.events, mark.vague, others.length], [4, true, 0]);
  await view.setState({ types: ["Explosions"] });
  assert.equal(scene(world(6)).marks[0].vague, false);
});

test("two words for one area are one symbol", async () => {
  const rings = [[0, 19, 2, 19, 2, 21, 0, 21]];
  const region = { lon: 1, lat: 20, kind: 2, precision: 4, area: 1 };
  const sites = [region, { ...region, lon: 1.5 }];
  const events = [
    { id: "a", sites: [0] },
    { id: "b", sites: [1] },
  ];
  const { scene } = await sceneOf({ sites, events, areas: [{ id: "kidal", name: "Kidal", rings }] });
  const { marks } = scene(world(9));
  assert.deepEqual(
    marks.map((mark) => [mark.events, mark.area]),
    [[2, 0]],
  );
});

test("area of a symbol goes by its count, and no symbol outgrows the largest", async () => {
  const sites = [
    { lon: 0, lat: 0 },
    { lon: 90, lat: 0 },
    { lon: -90, lat: 0 },
  ];
  const events = [100, 400, 1].flatMap((count, s) =>
    Array.from({ length: count }, (_, k) => ({ id: `${s}/${k}`, sites: [s] })),
  );
  const { scene } = await sceneOf({ sites, events });
  const [hundred, fourHundred, one] = [0, 1, 2].map((site) => at(scene(world(4)).marks, site));
  assert.equal(fourHundred.r, options.maxRadius);
  assert.ok(Math.abs(fourHundred.r ** 2 / hundred.r ** 2 - 4) < 1e-9);
  assert.equal(one.r, options.minRadius);
});

test("a symbol near the date line is drawn in the copy of the world that is looked at", async () => {
  const { scene } = await sceneOf({ sites: [{ lon: 179, lat: 0 }], events: [{ id: "a", sites: [0] }] });
  const left = {
    zoom: 3,
    origin: { x: -1000, y: 900 },
    bounds: { min: { x: 0, y: 0 }, max: { x: 1200, y: 300 } },
  };
  const { marks } = scene(left);
  assert.equal(marks.length, 1);
  assert.ok(marks[0].x > 900 && marks[0].x < 1000);
});

test("sites at the poles and none at all", async () => {
  const poles = await sceneOf({
    sites: [
      { lon: 0, lat: 90 },
      { lon: 0, lat: -90 },
    ],
    events: [
      { id: "a", sites: [0] },
      { id: "b", sites: [1] },
    ],
  });
  for (const { x, y } of poles.scene(world(3)).marks) assert.ok(Number.isFinite(x) && Number.isFinite(y));
  const none = await sceneOf({ sites: [], events: [{ id: "a" }] });
  assert.deepEqual(none.scene(world(3)).marks, []);
});

test("events at sites: visible ones, in order, each once", async () => {
  const view = await store();
  await view.setState({ types: ["Explosions"] });
  const { eventIds } = await view.data.names();
  assert.equal(
    eventsAtSites(view.data, view.visible, [0, 1])
      .map((i) => eventIds[i])
      .join(""),
    "cdg",
  );
  assert.deepEqual(eventsAtSites(view.data, view.visible, []), []);
});

test("the pointer finds the symbol on top, then one nearby, then the smallest area", () => {
  const symbol = (group, x, r) => ({ group, x, y: 0, r, asArea: false });
  const area = (group, reach) => ({
    group,
    x: 0,
    y: 0,
    r: 6,
    reach,
    asArea: true,
    box: [-reach, -reach, reach, reach],
  });
  const marks = [area(1, 200), area(2, 100), area(3, 5000), symbol(4, 0, 20), symbol(5, 8, 6)];
  const how = { tolerance: 4, size: { x: 1000, y: 800 }, isInside: () => false, isOnRim: () => false };
  const found = (x, y) => markAt(marks, { x, y }, how)?.group ?? null;
  assert.equal(found(9, 0), 5, "the small one lies on the large one");
  assert.equal(found(-10, 0), 4);
  assert.equal(found(0, 23), 4, "within the tolerance");
  assert.equal(found(0, 60), 2);
  assert.equal(found(0, 150), 1);
  assert.equal(found(0, 400), null, "an area larger than the view is taken at its rim only");
  assert.equal(found(0, 4996), 3);
});

test("stripes: each slice has one, and shares are kept", () => {
  const stripes = (...counts) =>
    stripeColours(
      counts.map((count, k) => ({ colour: "abcdefghij"[k], count })),
      8,
    ).join("");
  assert.equal(stripes(5), "aaaaaaaa");
  assert.equal(stripes(1, 1), "abababab");
  assert.deepEqual([...stripes(6, 2)].filter((c) => c === "b").length, 2);
  assert.match(stripes(1000, 1), /b/);
  assert.equal(new Set(stripes(1, 1, 1, 1, 1, 1, 1, 1)).size, 8);
});

test("counts take four characters at most", () => {
  const words = {
    0: "0",
    999: "999",
    1000: "1k",
    1249: "1.2k",
    9949: "9.9k",
    9950: "10k",
    999_499: "999k",
    999_500: "1M",
    12_345_678: "12M",
  };
  for (const [count, word] of Object.entries(words)) assert.equal(shortCount(Number(count)), word);
});

test("a figure is rounded to whole thousands only where that is nearly right", () => {
  const words = {
    999: "999",
    1200: "1.2k",
    1950: "2k",
    2900: "3k",
    5600: "6k",
    4300: "4k",
    1_400_000: "1.4M",
    34_000: "34k",
  };
  for (const [count, word] of Object.entries(words)) assert.equal(roundCount(Number(count)), word);
});

test("no two symbols of points come nearer than the merge distance, and every site is in one", async () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const sites = Array.from({ length: 600 }, () => ({ lon: 20 * random(), lat: 20 * random() }));
  const events = Array.from({ length: 3000 }, (_, k) => ({
    id: String(k),
    sites: [Math.floor(600 * random() ** 3)],
  }));
  const { scene, groupsAt } = await sceneOf({ sites, events });
  for (const zoom of [2, 4, 6]) {
    const { marks } = scene(world(zoom));
    assert.equal(
      marks.reduce((sum, mark) => sum + mark.events, 0),
      3000,
    );
    assert.equal(
      groupsAt(zoom).sites.reduce((sum, count) => sum + count),
      600,
    );
    for (const a of marks)
      for (const b of marks)
        assert.ok(a === b || Math.hypot(a.x - b.x, a.y - b.y) > options.mergeDistance[0]);
  }
});

/** The area that two circles have in common. */
function lens(apart, r, s) {
  if (apart >= r + s) return 0;
  if (apart <= Math.abs(r - s)) return Math.PI * Math.min(r, s) ** 2;
  const a = (apart ** 2 + r ** 2 - s ** 2) / (2 * apart);
  const height = Math.sqrt(Math.max(0, r ** 2 - a ** 2));
  return r ** 2 * Math.acos(a / r) + s ** 2 * Math.acos((apart - a) / s) - apart * height;
}

test("hardly any symbol has more than a quarter of it under another, small areas and between two zoom levels included", async () => {
  const sites = Array.from({ length: 300 }, (_, k) => ({
    lon: 8 * Math.sin(k * k),
    lat: 8 * Math.cos(k * k * 1.7),
    ...(k % 3 ? {} : { kind: 2, precision: 3, radius: 20_000 }),
  }));
  const events = sites.flatMap((_, k) =>
    Array.from({ length: 1 + (k % 7) ** 2 }, (__, j) => ({ id: `${k} ${j}`, sites: [k] })),
  );
  const { scene } = await sceneOf({ sites, events });
  let [symbols, covered] = [0, 0];
  for (const zoom of [3, 4.5, 5, 6.75, 8]) {
    const marks = scene(world(zoom)).marks.filter(({ asArea }) => !asArea);
    const isCovered = (a) =>
      marks.some(
        (b) => a !== b && lens(Math.hypot(a.x - b.x, a.y - b.y), a.r, b.r) > (Math.PI * a.r ** 2) / 4,
      );
    symbols += marks.length;
    covered += marks.filter(isCovered).length;
  }
  assert.ok(covered <= 0.05 * symbols, `${covered} of ${symbols}`);
});
