/**
 * The scale of symbol sizes and cell shades, in the key and in a picture of the map.
 */
import { h, svg } from "../parts/dom.js";

/** @import {Translator} from "../../i18n/index.js" */
/** @import {Engine} from "../../map/engine/index.js" */
/** @import {Store} from "../../state/store.js" */

/** Steps of the ramp of cells, and the radius of one. */
const STEPS = 5;
const CELL = 7;

/** The shades of cells from few to many are shown in the colour of no category. */
const NO_HUE = "#757575";

/** @typedef {{r: number, text: string, shade?: string}} SizeMark */

/** @typedef {(colour: string, strength: number) => string} ShadeOf */

/** Numbers that are easy to remember. @param {number} n @returns {number} of one digit and zeros, at most n */
function roundNumber(n) {
  const unit = 10 ** Math.floor(Math.log10(n));
  const digit = [5, 2, 1].find((one) => one * unit <= n) ?? 1;
  return digit * unit;
}

/**
 * @param {number} most what the largest symbol stands for
 * @returns {number[]} three numbers whose symbols show the scale, or fewer if the largest is small
 */
function sizesToShow(most) {
  const largest = roundNumber(Math.max(1, most));
  const middle = roundNumber(Math.max(1, largest / 6));
  return [...new Set([1, middle, largest])];
}

/**
 * The scale in a picture of the map: marks side by side, each a circle, the shade of a cell, or only a number.
 *
 * @param {Engine} engine
 * @param {Store} store
 * @param {Translator} t
 * @returns {{label: string, marks: SizeMark[]}|null} null if all symbols have the same size
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
  if (areCells) return most > 1 && cellKey(most, shadeOf, store, t);
  const hasAreas = engine.forms().forms.includes("area");
  return [
    most > 1 && circleKey(most, radiusOf, store, t),
    hasAreas && h("p.note", {}, t(store.countsDead() ? "areaNoteDead" : "areaNote")),
  ];
}

/** @param {number} most @param {(n: number) => number} radiusOf @param {Store} store @param {Translator} t */
function circleKey(most, radiusOf, store, t) {
  const shown = sizesToShow(most).map((n) => ({ n, r: radiusOf(n) }));
  const tallest = 2 * Math.max(...shown.map(({ r }) => r)) + 2;
  const circles = shown.map(({ n, r }) => {
    const size = 2 * r + 2;
    const circle = svg("circle", { cx: r + 1, cy: tallest - r - 1, r, fill: "none", stroke: "currentColor" });
    const box = { viewBox: `0 0 ${size} ${tallest}`, width: size, height: tallest, "aria-hidden": "true" };
    return h("span.size", {}, svg("svg", box, circle), h("span", {}, t.number(n)));
  });
  return h("div.sizes", {}, h("span.label", {}, measureWords(store, t)), circles);
}

/** From few to many. @param {string} colour @param {number} steps @param {ShadeOf} shadeOf */
const shadesOf = (colour, steps, shadeOf) =>
  Array.from({ length: steps }, (_, k) => shadeOf(colour, k / (steps - 1)));

/** Cells of a colour, from few to many. @param {string} colour @param {number} steps @param {ShadeOf} shadeOf */
export const cellsOf = (colour, steps, shadeOf) =>
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
