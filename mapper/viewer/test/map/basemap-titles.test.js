import assert from "node:assert/strict";
import { test } from "node:test";
import { STYLES } from "../../src/map/basemap/labels.js";
import { placeLabels } from "../../src/map/basemap/placeLabels.js";
import { createTitles } from "../../src/map/basemap/titles.js";

/** Sites 0 and 1 share a symbol, site 2 has its own; one event at each of `sites`. */
function titled(sites, { places = ["Sanankoro", "Bamako", "Gao"], siteLon = [0, 1, 2] } = {}) {
  const store = {
    visible: new Uint8Array(sites.length).fill(1),
    onState() {},
    weights: () => sites.map(() => 1),
    data: {
      n: sites.length,
      weight: sites.map(() => 1),
      siteStart: [...sites.keys(), sites.length],
      col: { site: sites, siteLon, siteLat: [0, 0, 0], siteName: [0, 1, 2] },
    },
  };
  const marks = [
    { group: 0, asArea: false, size: sites.filter((s) => s < 2).length },
    { group: 1, asArea: false, size: sites.filter((s) => s === 2).length },
  ].filter(({ size }) => size);
  const scene = { marks, groups: { groupOf: [0, 0, 1] }, boxGroups: [1, 0] };
  return createTitles(store)(scene, places);
}

test("a symbol is named by its place with the most events, not by the one it stands at", () => {
  assert.deepEqual(titled([0, 1, 1, 2]), [
    { symbol: 1, text: "Bamako +1" },
    { symbol: 0, text: "Gao" },
  ]);
});

test("a name says how many other places its symbol stands for, but counts no spelling as one", () => {
  assert.equal(titled([0, 0, 0, 1])[0].text, "Sanankoro +1", "however few their events are");
  const places = ["Al-Fashir", "El Fasher", "Gao"];
  assert.equal(titled([0, 0, 1], { places, siteLon: [5, 5, 2] })[0].text, "Al-Fashir");
});

test("a symbol without a named place has no title", () => {
  assert.deepEqual(titled([0, 1], { places: ["", ""] }), []);
});

test("the name of a large symbol is written even where symbols crowd, and only once", () => {
  const middle = 128 * 2 ** 6;
  const box = (dx, half) => [middle + dx - half, middle - half, middle + dx + half, middle + half];
  const around = [-60, -40, 40, 60].flatMap((dx) => [box(dx, 18)]);
  const above = [-70, -35, 0, 35, 70].flatMap((dx) =>
    [-45, 45].map((dy) => [middle + dx - 20, middle + dy - 20, middle + dx + 20, middle + dy + 20]),
  );
  const town = { kind: "town", text: "Gao", x: 0.5, y: 0.5, width: 0, zoom: 0, ofEvents: true };
  const { placed } = placeLabels([town], {
    zoom: 6,
    measure: (text, kind) => 0.6 * STYLES[kind].size * text.length,
    symbols: [box(0, 20), ...around, ...above],
    titles: [{ symbol: 0, text: "Gao" }],
  });
  assert.deepEqual(
    placed.map(({ text }) => text),
    ["Gao"],
  );
});

/** Where the title of a symbol in the middle of the map stands among `others`, boxes relative to its middle. */
function titleAmong(others, isSeen = () => true) {
  const middle = 128 * 2 ** 6;
  const moved = ([left, top, right, bottom]) => [
    middle + left,
    middle + top,
    middle + right,
    middle + bottom,
  ];
  const { placed } = placeLabels([], {
    zoom: 6,
    measure: (text, kind) => 0.6 * STYLES[kind].size * text.length,
    symbols: [[-20, -20, 20, 20], ...others].map(moved),
    titles: [{ symbol: 0, text: "Panjgur district +7" }],
    isSeen: ([left, top, right, bottom]) =>
      isSeen([left - middle, top - middle, right - middle, bottom - middle]),
  });
  const { box, lines } = placed[0];
  const covers = ([left, top, right, bottom]) =>
    moved([left, top, right, bottom]).every((side, i) => (i < 2 ? side < box[i + 2] : side > box[i - 2]));
  return { lines, covered: others.filter(covers).length };
}

test("the name of a large symbol covers no other where one of its corners is free", () => {
  const sides = [
    [30, -8, 46, 8],
    [-46, -8, -30, 8],
    [-8, -44, 8, -28],
    [-8, 28, 8, 44],
  ];
  assert.deepEqual(titleAmong(sides), { lines: ["Panjgur district +7"], covered: 0 });
});

test("a name that would be cut by the edge of the view on one line stands on two", () => {
  const right = [[22, -60, 200, 60]];
  const { lines, covered } = titleAmong(right, ([left]) => left >= -130);
  assert.equal(covered, 0);
  assert.deepEqual(lines, ["Panjgur", "district +7"]);
});

test("a place whose events are all filtered out is not named; a town of the base map gets its dot back", () => {
  const middle = 128 * 2 ** 6;
  const town = { kind: "town", text: "Gao", x: 0.5, y: 0.5, width: 0, zoom: 0, ofEvents: true };
  const placed = (label, hidden) =>
    placeLabels([label], {
      zoom: 6,
      measure: (text, kind) => 0.6 * STYLES[kind].size * text.length,
      symbols: [[middle - 6, middle - 6, middle + 6, middle + 6]],
      hidden: [hidden],
    }).placed.map(({ text, dot }) => [text, dot]);
  assert.deepEqual(placed(town, false), [["Gao", false]]);
  assert.deepEqual(placed(town, true), []);
  assert.deepEqual(placed({ ...town, ofEvents: false }, true), [["Gao", true]]);
});
