import assert from "node:assert/strict";
import { test } from "node:test";
import { STYLES, allLabels } from "../../src/map/basemap/labels.js";
import { placeLabels } from "../../src/map/basemap/placeLabels.js";
import { nameablePlaces, sitePlaces } from "../../src/map/basemap/places.js";

const place = (name, longitude, latitude, events) => ({ name, longitude, latitude, events });
const names = (labels) => labels.map((label) => label.text);

test("the places with the most events are named first, and one point has one name", () => {
  const labels = nameablePlaces([
    place("Tessit", 0.45, 15.2, 2),
    place("Gao", 0, 16, 9),
    place("Gao camp", 0, 16, 1),
    place("", 3, 3, 50),
  ]);
  assert.deepEqual(names(labels), ["Gao", "Tessit"]);
  assert.ok(labels[0].zoom <= labels[1].zoom);
});

test("a place close to one with more events is named only when zoomed in", () => {
  const [, near, far] = nameablePlaces([
    place("Gao", 0, 16, 9),
    place("Wabaria", -0.02, 15.95, 5),
    place("Kidal", 1.4, 18.4, 1),
  ]);
  assert.ok(near.zoom > 9 && far.zoom < 7);
});

test("a name too long to be one is not written", () => {
  assert.deepEqual(nameablePlaces([place("x".repeat(5000), 0, 0, 1)]), []);
});

test("no place is more than any number: a map without places has names all the same", () => {
  assert.deepEqual(nameablePlaces([]), []);
});

test("sites give their name, point and number of events, those with most events first; areas give none", () => {
  const col = {
    site: [0, 1, 0, 2],
    siteLon: [-4470, 140780, 0],
    siteLat: [1627170, 1844110, 0],
    siteName: [1, 0, 0],
    siteKind: [0, 2, 1],
  };
  assert.deepEqual(
    sitePlaces({ n: 3, col, weight: [1, 1, 5], siteStart: [0, 1, 3, 4] }, ["Kidal", "Gao"]).map(
      ({ name, longitude, latitude, events }) => [name, longitude, latitude, events],
    ),
    [
      ["Kidal", 0, 0, 5],
      ["Gao", -0.0447, 16.2717, 2],
    ],
  );
});

const BASEMAP = {
  stepsPerDegree: 1000,
  countries: [],
  regions: [],
  lakes: [],
  rivers: [],
  towns: [
    ["Bamako", -8, 12.65, 0, 4],
    ["Gao", -0.045, 16.272, 1, 5],
  ],
};

test("an event's place takes the name of the same town, but a capital stays one", () => {
  const labels = allLabels(
    BASEMAP,
    "en",
    nameablePlaces([place("Gao", -0.05, 16.27, 3), place("Bamako", -8, 12.65, 1)]),
  );
  assert.deepEqual(
    labels.map((label) => [label.kind, label.text]),
    [
      ["capital", "Bamako"],
      ["town", "Gao"],
    ],
  );
});

test("a symbol that stands for several places has no single name beside it", () => {
  const labels = nameablePlaces([place("Gao", 0, 0, 3)]);
  const middle = 128 * 2 ** 6;
  const placed = (symbols) =>
    placeLabels(labels, { zoom: 6, measure: (text, kind) => STYLES[kind].size * text.length, symbols })
      .placed;
  assert.deepEqual(names(placed([[middle - 15, middle - 15, middle + 15, middle + 15]])), ["Gao"]);
  assert.deepEqual(names(placed([[middle - 30, middle - 30, middle + 10, middle + 10]])), []);
  const box = [middle - 15, middle - 15, middle + 15, middle + 15];
  const mixed = (isMixed) =>
    placeLabels(labels, {
      zoom: 6,
      measure: (text, kind) => STYLES[kind].size * text.length,
      symbols: [box],
      mixed: [isMixed],
    }).placed;
  assert.deepEqual([names(mixed(false)), names(mixed(true))], [["Gao"], []]);
});

test("a town that a symbol of another place covers does not lend it its name", () => {
  const towns = { ...BASEMAP, towns: [["Ubari", 0.1, 0, 1, 2]] };
  const placed = (places) => {
    const middle = 128 * 2 ** 5;
    const symbols = [[middle - 7, middle - 7, middle + 7, middle + 7]];
    return names(
      placeLabels(allLabels(towns, "en", nameablePlaces(places)), { zoom: 5, measure: () => 40, symbols })
        .placed,
    );
  };
  assert.deepEqual(placed([place("Sharara oil field", 0, 0, 2)]), ["Sharara oil field"]);
  assert.deepEqual(placed([]), ["Ubari"]);
});
