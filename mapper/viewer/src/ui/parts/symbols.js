/**
 * The legend of the map's symbols. They are drawn in two greys, because the panel explains the colours.
 */
import { afterPaint, append, h, section, svg } from "./dom.js";

/** @import {Translator} from "../../i18n/index.js" */
/** @import {Form} from "../../map/types.js" */

const BOX = { viewBox: "0 0 36 36", width: 36, height: 36, "aria-hidden": "true" };
const OUTLINE = { stroke: "currentColor", "stroke-width": 1.2 };

/** @param {string} d @param {string} className */
const half = (d, className) => svg("path", { d, class: className, ...OUTLINE });

/** The drawing of each symbol, by the key of its wording. */
const DRAWINGS = {
  symbolExact: () => [half("M18 12a6 6 0 0 0 0 12z", "tone-1"), half("M18 12a6 6 0 0 1 0 12z", "tone-2")],
  symbolMany: () => [
    svg("circle", { cx: 18, cy: 18, r: 11, fill: "none", class: "ring-1", "stroke-width": 7 }),
    svg("path", { d: "M18 7a11 11 0 0 1 9.5 16.5", fill: "none", class: "ring-2", "stroke-width": 7 }),
    svg("circle", { cx: 18, cy: 18, r: 14.5, fill: "none", ...OUTLINE }),
    svg("text", { x: 18, y: 21.5, "text-anchor": "middle", class: "symbol-number" }, "8"),
  ],
  symbolNear: () => [
    svg("circle", { cx: 18, cy: 18, r: 15, fill: "none", stroke: "currentColor", "stroke-width": 0.8 }),
    svg("circle", { cx: 18, cy: 18, r: 5.5, class: "tone-1", ...OUTLINE }),
  ],
  symbolRegion: () => [
    svg("path", { d: "M6 9h24v18H6z", fill: "none", ...OUTLINE, "stroke-dasharray": "4 3" }),
    svg("text", { x: 18, y: 21.5, "text-anchor": "middle", class: "symbol-number" }, "8"),
  ],
  symbolArea: () => [
    svg("circle", { cx: 18, cy: 18, r: 14, fill: "none", ...OUTLINE, "stroke-dasharray": "4 3" }),
  ],
  symbolAlternatives: () => [
    svg("line", { x1: 11, y1: 24, x2: 25, y2: 12, ...OUTLINE, "stroke-dasharray": "3 3" }),
    svg("circle", { cx: 9, cy: 25, r: 5, class: "hollow", ...OUTLINE }),
    svg("circle", { cx: 27, cy: 11, r: 5, class: "hollow", ...OUTLINE }),
  ],
  symbolDisputed: () => [
    svg("circle", { cx: 17, cy: 19, r: 8, class: "tone-1", ...OUTLINE }),
    svg("path", { d: "M21 7h8v8z", class: "notch" }),
  ],
  form_atLeast: () => [
    svg("circle", { cx: 16, cy: 17, r: 8, class: "tone-1", ...OUTLINE }),
    svg("text", { x: 28, y: 30, "text-anchor": "middle", class: "symbol-number" }, "≥"),
  ],
  symbolDoubted: () => [
    svg("circle", { cx: 16, cy: 17, r: 6.5, fill: "none", class: "ring-1", "stroke-width": 3 }),
    svg("circle", { cx: 16, cy: 17, r: 8, fill: "none", ...OUTLINE }),
    svg("text", { x: 28, y: 30, "text-anchor": "middle", class: "symbol-number" }, "?"),
  ],
  symbolLonger: () => [svg("circle", { cx: 18, cy: 18, r: 7, class: "tone-1", opacity: 0.4, ...OUTLINE })],
  symbolSelected: () => [
    svg("circle", { cx: 18, cy: 18, r: 7, class: "tone-1", ...OUTLINE }),
    svg("circle", { cx: 18, cy: 18, r: 11.5, fill: "none", stroke: "currentColor", "stroke-width": 2.5 }),
  ],
};

/** @typedef {keyof typeof DRAWINGS} Drawing */

/** The form that a symbol explains, for forms that many maps do not have. @type {Partial<Record<Drawing, Form>>} */
const RARE = {
  symbolArea: "vague",
  symbolAlternatives: "hollow",
  symbolDisputed: "disputed",
  form_atLeast: "atLeast",
  symbolDoubted: "doubted",
  symbolLonger: "longer",
};

/**
 * Each symbol and what it means.
 *
 * @param {Translator} t
 * @param {{forms: Form[], selected: boolean}} [seen] on paper, which explains what it shows: the forms in view, and whether
 *   an event is selected
 */
export function symbolList(t, seen) {
  const isShown = (/** @type {Drawing} */ key) => {
    const rare = RARE[key];
    return !seen || (key === "symbolSelected" ? seen.selected : !rare || seen.forms.includes(rare));
  };
  const keys = /** @type {Drawing[]} */ (Object.keys(DRAWINGS)).filter(isShown);
  const rows = keys.map((key) => h("li", {}, svg("svg", BOX, DRAWINGS[key]()), h("span", {}, t(key))));
  return h("ul.symbol-list", {}, rows);
}

/** The legend of the symbols as a folded section of the panel. @param {Translator} t */
export function createSymbols(t) {
  const { element } = section("symbols", t("symbols"), { open: false });
  afterPaint(() => append(element, symbolList(t)));
  return element;
}
