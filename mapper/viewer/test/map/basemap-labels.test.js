import assert from "node:assert/strict";
import { test } from "node:test";
import { mercatorX, mercatorY } from "../../src/map/mercator.js";
import { STYLES, allLabels } from "../../src/map/basemap/labels.js";
import { breakInTwo, placeLabels } from "../../src/map/basemap/placeLabels.js";
import { choicesOn, measureLine, placeAlong, stretchesIn } from "../../src/map/basemap/rivers.js";

/** Every letter as wide as 0.6 of its height: tests must not depend on a font. */
const measure = (text, kind) => 0.6 * STYLES[kind].size * [...text].length;

const BASEMAP = {
  stepsPerDegree: 1000,
  countries: [
    ["Mali", "", -2000, 18000, 16000],
    ["Syria", "Syrie", 38000, 35000, 6000],
    ["Burkina Faso", "", -1700, 12300, 7900],
  ],
  regions: [
    ["Timbuktu", "Tombouctou", -3800, 21500, 6600],
    ["Kidal", "", 1400, 19100, 6300],
  ],
  lakes: [
    ["", "", 0, 0, 3000, []],
    ["Lake Chad", "Lac Tchad", 14500, 13100, 1500, []],
  ],
  rivers: [],
  towns: [
    ["Bamako", -8, 12.65, 0, 4],
    ["Gao", -0.045, 16.272, 1, 5],
    ["Wabaria", -0.06, 16.2, 2, 11],
  ],
};

const place = (zoom, options = {}) =>
  placeLabels(allLabels(BASEMAP, options.language ?? "en"), { zoom, measure, symbols: [], ...options })
    .placed;
const texts = (placed) => placed.map((label) => label.text);
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

test("names come in the language of the page", () => {
  assert.deepEqual(texts(allLabels(BASEMAP, "fr")), [
    "Mali",
    "Burkina Faso",
    "Syrie",
    "Bamako",
    "Gao",
    "Wabaria",
    "Lac Tchad",
    "Tombouctou",
    "Kidal",
  ]);
  const english = texts(allLabels(BASEMAP, "en"));
  assert.ok(english.includes("Timbuktu") && english.includes("Syria"));
});

test("a town has its French name on a French page, and stands once where events name it in English", () => {
  const towns = [["Timbuktu", -3.008, 16.774, 2, 4, "Tombouctou"]];
  const called = (text, language, y = 16.776) => {
    const event = {
      kind: "event",
      text,
      x: mercatorX(-3),
      y: mercatorY(y),
      zoom: 0,
      width: 0,
      ofEvents: true,
    };
    return texts(allLabels({ ...BASEMAP, towns, regions: [] }, language, text ? [event] : [])).slice(3, -1);
  };
  assert.deepEqual([called("", "en"), called("", "fr")], [["Timbuktu"], ["Tombouctou"]]);
  assert.deepEqual(called("Timbuktu", "fr"), ["Timbuktu"], "as the record has it");
  assert.deepEqual(called("Tombouctou", "fr"), ["Tombouctou"]);
  assert.deepEqual(called("Korioumé", "fr"), ["Korioumé", "Tombouctou"]);
});

test("a name appears when there is room: countries first, then towns and regions, and countries leave again", () => {
  assert.deepEqual(texts(place(3)), ["Mali"]);
  assert.ok(texts(place(6)).includes("Kidal"));
  assert.ok(!texts(place(4)).includes("Gao"));
  assert.ok(texts(place(5)).includes("Gao"));
  assert.ok(!texts(place(9)).includes("Mali"));
  assert.ok(!texts(place(10.9)).includes("Wabaria"));
  assert.ok(texts(place(11)).includes("Wabaria"));
});

test("names never overlap each other, nor a symbol", () => {
  for (let zoom = 3; zoom <= 12; zoom += 0.5) {
    const scale = 256 * 2 ** zoom;
    const [x, y] = [mercatorX(-0.045) * scale, mercatorY(16.272) * scale];
    const symbols = [[x - 20, y - 20, x + 20, y + 20]];
    const boxes = [...place(zoom, { symbols }).map((label) => label.box), ...symbols];
    boxes.forEach((a, i) =>
      boxes.slice(i + 1).forEach((b) => assert.ok(!overlap(a, b), `zoom ${zoom}: ${a} and ${b}`)),
    );
  }
});

test("a country's name gives way to a symbol, but never into its neighbour: it is left out instead", () => {
  for (let zoom = 3; zoom <= 7; zoom += 0.5) {
    const scale = 256 * 2 ** zoom;
    const [x, y] = [mercatorX(-2) * scale, mercatorY(18) * scale];
    const reach = (16 / 360) * scale * 0.5;
    for (const half of [10, 20, 40, 80]) {
      const symbols = [[x - half, y - half, x + half, y + half]];
      const mali = place(zoom, { symbols }).find((label) => label.text === "Mali");
      if (!mali) continue;
      const [left, top, right, bottom] = mali.box;
      assert.ok(left >= x - reach && right <= x + reach, `zoom ${zoom}: sideways out of the country`);
      assert.ok(Math.abs((top + bottom) / 2 - y) <= 0.6 * reach, `zoom ${zoom}: above or below the country`);
    }
  }
  assert.ok(texts(place(6, { symbols: [[0, 0, 1, 1]] })).includes("Mali"));
});

test("a town under a symbol is named beside the symbol, without a dot of its own", () => {
  const scale = 256 * 2 ** 7;
  const [x, y] = [mercatorX(-0.045) * scale, mercatorY(16.272) * scale];
  const [free] = place(7).filter((label) => label.text === "Gao");
  const [beside] = place(7, { symbols: [[x - 30, y - 30, x + 30, y + 30]] }).filter(
    (label) => label.text === "Gao",
  );
  assert.equal(free.dot, true);
  assert.equal(beside.dot, false);
  assert.ok(beside.box[0] > x + 30);
});

test("what is placed does not depend on the view, so names stand still while panning", () => {
  const everywhere = place(6);
  const scale = 256 * 2 ** 6;
  const middle = mercatorX(-4) * scale;
  const west = place(6, { wanted: ([left]) => left < middle });
  const boxOf = (text) => everywhere.find((label) => label.text === text).box;
  assert.ok(west.length > 0 && west.length < everywhere.length);
  for (const label of west) assert.deepEqual(label.box, boxOf(label.text));
});

test("a long name is broken where both lines are about as long", () => {
  const width = (text) => text.length;
  assert.deepEqual(breakInTwo("Central African Republic", 20, width), ["Central African", "Republic"]);
  assert.deepEqual(breakInTwo("Mali", 2, width), ["Mali"]);
  assert.deepEqual(breakInTwo("Burkina Faso", 20, width), ["Burkina Faso"]);
});

/** A line through pixel points. */
function lineThrough(points) {
  const arcs = {
    size: 1,
    x: points.map((p) => p[0]),
    y: points.map((p) => p[1]),
    starts: [0, points.length],
  };
  return measureLine(arcs, [0], 1);
}

/** Where a river can be named on each of its stretches. */
const choicesAlong = (line, text, measure) =>
  stretchesIn(line, [-Infinity, -Infinity, Infinity, Infinity]).map((stretch) =>
    choicesOn(line, stretch, text, measure),
  );

const free = () => ({
  taken: [],
  isFree(box) {
    return !this.taken.some((other) => overlap(box, other));
  },
  add(box) {
    this.taken.push(box);
  },
});

test("a river is named along its course, from left to right whichever way it flows", () => {
  for (const points of [
    [
      [0, 100],
      [600, 100],
    ],
    [
      [600, 100],
      [0, 100],
    ],
  ]) {
    const [name] = placeAlong(choicesAlong(lineThrough(points), "Niger", measure), free());
    assert.equal(name.map((glyph) => glyph.text).join(""), "Niger");
    name.forEach((glyph, i) => {
      assert.ok(Math.abs(Math.cos(glyph.angle) - 1) < 1e-9);
      assert.ok(glyph.y < 100, "beside the line, above it");
      if (i) assert.ok(glyph.x > name[i - 1].x);
    });
  }
});

test("a river is not named where it bends, is short, or where the place is taken", () => {
  const zigzag = Array.from({ length: 30 }, (_, i) => [40 * i, i % 2 ? 60 : 0]);
  assert.deepEqual(placeAlong(choicesAlong(lineThrough(zigzag), "Mississippi", measure), free()), []);
  const short = lineThrough([
    [0, 0],
    [20, 0],
  ]);
  assert.deepEqual(placeAlong(choicesAlong(short, "Niger", measure), free()), []);
  const taken = free();
  taken.add([-10, 0, 700, 200]);
  assert.deepEqual(
    placeAlong(
      choicesAlong(
        lineThrough([
          [0, 100],
          [600, 100],
        ]),
        "Niger",
        measure,
      ),
      taken,
    ),
    [],
  );
});

test("letters do not crowd where a river winds", () => {
  const winding = Array.from({ length: 200 }, (_, i) => [3 * i, 3 * (i % 2)]);
  const [name] = placeAlong(choicesAlong(lineThrough(winding), "Niger", measure), free());
  name.slice(1).forEach((glyph, i) => assert.ok(glyph.x - name[i].x > 0.95 * measure("i", "river")));
});

test("a long river is named again on every stretch", () => {
  const long = lineThrough([
    [0, 0],
    [3000, 0],
  ]);
  assert.equal(placeAlong(choicesAlong(long, "Niger", measure), free()).length, 5);
});

test("of a river that leaves the view only the stretches in view are looked at, and they stay where they were", () => {
  const river = lineThrough([
    [-1e7, 100],
    [1e7, 100],
  ]);
  const here = stretchesIn(river, [0, 0, 1280, 800]);
  assert.ok(here.length <= 3);
  const [beside] = stretchesIn(river, [300, 0, 1580, 800]);
  assert.ok(here.includes(beside), "the same stretch after a pan");
  assert.deepEqual(stretchesIn(river, [0, 200, 1280, 800]), []);
});
