/**
 * The key on the map: what the commonest colours mean, and how large symbols are.
 */
import { formatMonth } from "../../i18n/dates.js";
import { AREA } from "../../map/engine/sites.js";
import { colourGroups } from "../../state/categories.js";
import { countsByCategory } from "../../state/count.js";
import { FIRST_CORNER, placeInCorner } from "./corner.js";
import { categoryName, kindName } from "../parts/categoryName.js";
import { dataText, fill, h, svg, swatch, whenQuiet } from "../parts/dom.js";
import { PHONE } from "../sheet.js";
import { wordSides } from "../share/captions.js";

/** @import {Translator} from "../../i18n/index.js" */
/** @import {Engine} from "../../map/engine/index.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Context, Part} from "../types.js" */

/** Milliseconds after a change: the map is drawn first. */
const REST = 120;

/** Rows of the key, and of colours that several actors share. */
const MOST_ROWS = 6;
const MOST_SHARED = 2;

/** Steps of the ramp of cells, and of that of one category, and the radius of one. */
const STEPS = 5;
const STEPS_OF_ONE = 3;
const CELL = 7;

/** The shades of cells from few to many are shown in the colour of no category. */
const NO_HUE = "#757575";

/** Forms of symbols that the key explains in words, and the words. */
const NOTED = /** @type {const} */ ([
  ["atLeast", "form_atLeast"],
  ["doubted", "form_doubted"],
  ["rest", "restNote"],
]);

/** A name of several places: of the one with most events, and the number of the others. */
const OF_SEVERAL = / \+\d+$/;

/** @typedef {{colour: string, hollow: boolean, name: string, members: number}} KeyRow */

/** @typedef {{r: number, text: string, shade?: string}} SizeMark */

/** @typedef {(colour: string, strength: number) => string} ShadeOf */

/**
 * The largest categories under the filter, those of one colour together.
 *
 * @param {Store} store
 * @param {Translator} t
 * @returns {{rows: KeyRow[], left: number}} the largest first, and last colours that several actors share of whom none
 *   stands out; and how many categories are left out
 */
function keyRows(store, t) {
  const { keys } = store.categories();
  const groups = colourGroups(store.categories());
  const counts = countsByCategory(store);
  /** @type {Map<number, number[]>} */
  const byGroup = new Map();
  keys.forEach((_, category) => {
    if (!counts[category]) return;
    const members = byGroup.get(groups.of[category]);
    if (members) members.push(category);
    else byGroup.set(groups.of[category], [category]);
  });
  const rows = [...byGroup].map(([group, members]) => {
    const count = members.reduce((sum, category) => sum + counts[category], 0);
    const [first] = members.sort((a, b) => counts[b] - counts[a]);
    const standsOut = 2 * counts[first] >= count;
    const name = standsOut ? nameWithOthers(store, keys[first], members, t) : sharedName(store, first, t);
    const row = { colour: groups.colours[group], hollow: groups.hollow[group], name };
    return { ...row, members: members.length, count, standsOut };
  });
  rows.sort((a, b) => b.count - a.count);
  const [named, others] = [true, false].map((is) => rows.filter(({ standsOut }) => standsOut === is));
  const shown = [...upTo(MOST_ROWS, named), ...upTo(MOST_SHARED, others)];
  const left = rows.filter((row) => !shown.includes(row)).reduce((sum, { members }) => sum + members, 0);
  return { rows: shown, left };
}

/** So many rows, or one more where that is all. @template T @param {number} most @param {T[]} rows */
const upTo = (most, rows) => (rows.length === most + 1 ? rows : rows.slice(0, most));

/**
 * @param {Store} store
 * @param {string} key of the largest category of a colour
 * @param {number[]} members all categories of the colour
 * @param {Translator} t
 */
function nameWithOthers(store, key, members, t) {
  const name = categoryName(store, key, t);
  return members.length > 1 ? t("andOthers", { name }) : name;
}

/**
 * The name of actors of one colour: their kind, or those of a kind that have no colour of their own.
 *
 * @param {Store} store
 * @param {number} category
 * @param {Translator} t
 */
function sharedName(store, category, t) {
  const { actors, kinds = [], colours } = store.data.header;
  const isActor = store.state().colourBy === "actor";
  const kind = isActor && kinds[actors[category]?.group ?? 0];
  if (!kind || !t.has(`actor_kinds.${kind.name}`)) return t("otherCategories");
  const name = kindName(kind.name, t);
  return colours.shared?.includes(actors[category]?.colour) ? t("othersOfKind", { kind: name }) : name;
}

/** Numbers that are easy to remember. @param {number} n @returns {number} of one digit and zeros, at most n */
function roundNumber(n) {
  const unit = 10 ** Math.floor(Math.log10(n));
  const digit = [5, 2, 1].find((one) => one * unit <= n) ?? 1;
  return digit * unit;
}

/**
 * @param {number} most what the largest symbol stands for
 * @returns {number[]} three numbers whose symbols tell the scale, or fewer where the largest is small
 */
function sizesToShow(most) {
  const largest = roundNumber(Math.max(1, most));
  const middle = roundNumber(Math.max(1, largest / 6));
  return [...new Set([1, middle, largest])];
}

/**
 * What a picture of the map says of sizes: marks side by side, each a circle, the shade of a cell, or only a number.
 *
 * @param {Engine} engine
 * @param {Store} store
 * @param {Translator} t
 * @returns {{label: string, marks: SizeMark[]}|null} null where all symbols are alike
 */
export function sizeMarks(engine, store, t) {
  const { most, radiusOf, areCells, shadeOf } = engine.sizes();
  if (most < 2) return null;
  const shades = shadesOf(NO_HUE, STEPS, shadeOf).map((shade) => ({ r: CELL, text: "", shade }));
  const symbols = sizesToShow(most).map((n) => ({ r: radiusOf(n), text: t.number(n) }));
  const cells = [{ r: 0, text: "1" }, ...shades, { r: 0, text: t.number(most) }];
  return { label: measureWords(store, t), marks: areCells ? cells : symbols };
}

/** What sizes and shades stand for. @param {Store} store @param {Translator} t */
const measureWords = (store, t) => (store.countsDead() ? t("measures.killed") : t("measures.events"));

/**
 * Three circles with what they stand for, and what is drawn for areas.
 *
 * @param {Engine} engine
 * @param {Store} store
 * @param {Translator} t
 */
export function sizeKey(engine, store, t) {
  const { most, radiusOf, areCells, shadeOf } = engine.sizes();
  if (most < 2) return null;
  if (areCells) return cellKey(most, shadeOf, store, t);
  const shown = sizesToShow(most).map((n) => ({ n, r: radiusOf(n) }));
  const tallest = 2 * Math.max(...shown.map(({ r }) => r)) + 2;
  const circles = shown.map(({ n, r }) => {
    const size = 2 * r + 2;
    const circle = svg("circle", { cx: r + 1, cy: tallest - r - 1, r, fill: "none", stroke: "currentColor" });
    const box = { viewBox: `0 0 ${size} ${tallest}`, width: size, height: tallest, "aria-hidden": "true" };
    return h("span.size", {}, svg("svg", box, circle), h("span", {}, t.number(n)));
  });
  return [
    h("div.sizes", {}, h("span.label", {}, measureWords(store, t)), circles),
    store.data.col.siteKind.includes(AREA) &&
      h("p.note", {}, t(store.countsDead() ? "areaNoteDead" : "areaNote")),
  ];
}

/** From few to many. @param {string} colour @param {number} steps @param {ShadeOf} shadeOf */
const shadesOf = (colour, steps, shadeOf) =>
  Array.from({ length: steps }, (_, k) => shadeOf(colour, k / (steps - 1)));

/** Cells of a colour, from few to many. @param {string} colour @param {number} steps @param {ShadeOf} shadeOf */
const cellsOf = (colour, steps, shadeOf) =>
  shadesOf(colour, steps, shadeOf).map((fill) => {
    const hexagon = svg("path", { d: "M8 1l6 3.5v7L8 15l-6-3.5v-7z", fill });
    return svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, hexagon);
  });

/** @param {number} most @param {ShadeOf} shadeOf @param {Store} store @param {Translator} t */
function cellKey(most, shadeOf, store, t) {
  const shades = cellsOf(NO_HUE, STEPS, shadeOf);
  return h(
    "div.cell-key",
    {},
    h(
      "div.sizes",
      {},
      h("span.label", {}, measureWords(store, t)),
      h("span.shades", {}, "1", h("span", {}, shades), t.number(most)),
    ),
    h("p.note", {}, t("cellNote")),
  );
}

/**
 * A category with its colour, or, where cells tell how many by their shade, with those that its cells have.
 *
 * @param {KeyRow} row
 * @param {ShadeOf|null} shadeOf of cells
 */
const rowOf = ({ colour, hollow, name }, shadeOf) =>
  h(
    "li",
    {},
    shadeOf && !hollow
      ? h("span.hues", {}, cellsOf(colour, STEPS_OF_ONE, shadeOf))
      : swatch(colour, { hollow }),
    dataText(name),
  );

/** The months from first to last as a ramp. @param {Store} store @param {Translator} t */
function monthRamp(store, t) {
  const { keys, colours } = store.categories("month");
  const months = keys.map((key, k) => ({ key, colour: colours[k] })).filter(({ key }) => key.length === 7);
  const named = [months[0], months.at(-1)].flatMap((month) => month ?? []);
  const step = Math.max(1, Math.ceil(months.length / 12));
  const patches = months
    .filter((_, k) => k % step === 0)
    .map(({ colour }) => swatch(colour, { square: true }));
  return h(
    "div.key-ramp",
    {},
    h("span", {}, patches),
    h("span", {}, [...new Set(named.map(({ key }) => formatMonth(key, t.language)))].join(" – ")),
  );
}

/**
 * The key stands in a corner of the map, so that it is there without the panel too, and can be folded.
 *
 * @param {Context} context
 * @returns {Part}
 */
export function createKey({ store, display, map, engine, t, signal }) {
  const title = h("summary", {});
  const body = h("div.key-body", {});
  const isNarrow = matchMedia(PHONE).matches;
  const element = h(
    "details.key",
    { open: !isNarrow, "data-no-map-effect": true, "data-corner": FIRST_CORNER },
    title,
    body,
  );
  const update = () => {
    const { colourBy } = store.state();
    const sides = wordSides(store, t);
    // "Civilians 241" would else be read as so many civilians killed.
    const heading = sides ? t("deadOfSides") : t("colourBy") + t("colon") + t(`colourings.${colourBy}`);
    fill(title, heading, sides && h("span.folded", {}, t("sidesOfDead")));
    if (!element.hasAttribute("open")) return;
    const { rows, left } = colourBy === "month" ? { rows: [], left: 0 } : keyRows(store, t);
    const { areCells, shadeOf } = engine.sizes();
    element.classList.toggle("of-cells", areCells);
    const { forms } = engine.forms();
    const isOfSeveral = engine.occupied().titles.some(({ text }) => OF_SEVERAL.test(text));
    fill(
      body,
      colourBy === "month" && monthRamp(store, t),
      rows.length > 0 &&
        h("ul", {}, rows.map((row) => rowOf(row, areCells ? shadeOf : null)), left > 0 && h("li.rest", {}, t("andMore", { n: left }))),
      sizeKey(engine, store, t),
      isOfSeveral && h("p.note", {}, t("severalNote")),
      ...NOTED.map(([form, note]) => forms.includes(form) && h("p.note", {}, t(note))),
      sides && h("p.note", {}, sides),
    );
  };
  /** Folds it where it covers something in every corner and the panel is a key. */
  const place = () => {
    if (isNarrow || !element.open || !element.isConnected) return;
    const covers = placeInCorner(element, map, engine);
    if (covers && element.closest("[data-panel='open']")) element.open = false;
  };
  let isPlaced = false;
  const { soon: updateSoon, cancel } = whenQuiet(() => {
    update();
    if (!isPlaced) place();
    isPlaced = true;
  }, REST);
  element.addEventListener("toggle", update);
  store.onState(updateSoon, { signal });
  display.subscribe(updateSoon, { signal });
  map.on("zoomend", updateSoon);
  signal.addEventListener("abort", () => {
    cancel();
    element.remove();
    map.off("zoomend", updateSoon);
  });
  updateSoon();
  return { element };
}
