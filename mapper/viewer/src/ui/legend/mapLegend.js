/**
 * The key on the map: the meaning of the commonest colours, and the scale of symbols.
 */
import { formatMonth } from "../../i18n/dates.js";
import { colourGroups } from "../../state/categories.js";
import { countsByCategory } from "../../state/count.js";
import { FIRST_CORNER, placeInCorner } from "./corner.js";
import { cellsOf, sizeKey } from "./sizes.js";
import { categoryName, sharedName } from "../parts/categoryName.js";
import { dataText, fill, h, swatch, whenQuiet } from "../parts/dom.js";
import { PHONE } from "../sheet.js";
import { wordSides } from "../share/captions.js";

/** @import {Translator} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Context, Part} from "../types.js" */
/** @import {ShadeOf} from "./sizes.js" */

/** Milliseconds after a change: the map is drawn first. */
const REST = 120;

/** Rows of the key, at most and where it would cover something else, and of colours that several actors share. */
const MOST_ROWS = 6;
const FEWEST_ROWS = 4;
const MOST_SHARED = 2;

/** Shades of the cells of a category. */
const SHADES = 3;

/** Forms of symbols that the key explains in words, and the words. */
const NOTED = /** @type {const} */ ([
  ["atLeast", "form_atLeast"],
  ["doubted", "form_doubted"],
  ["rest", "restNote"],
]);

/** A name for several places: the place with most events, and the number of the others. */
const OF_SEVERAL = / \+\d+$/;

/** @typedef {{colour: string, hollow: boolean, name: string, members: number}} KeyRow */

/**
 * The largest categories under the filter, grouped by colour.
 *
 * @param {Store} store
 * @param {Translator} t
 * @param {number} most how many of those that stand out
 * @returns {{rows: KeyRow[], left: number}} the largest first, and last colours that several actors share of whom none
 *   stands out; and how many categories are left out
 */
function keyRows(store, t, most) {
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
  const shown = [...upTo(most, named), ...upTo(MOST_SHARED, others)];
  const left = rows.filter((row) => !shown.includes(row)).reduce((sum, { members }) => sum + members, 0);
  return { rows: shown, left };
}

/** At most so many rows, or one more if that is all. @template T @param {number} most @param {T[]} rows */
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
 * A category with its colour, or with the shades of its cells if shades show numbers.
 *
 * @param {KeyRow} row
 * @param {ShadeOf|null} shadeOf of cells
 */
const rowOf = ({ colour, hollow, name }, shadeOf) =>
  h(
    "li",
    {},
    shadeOf && !hollow ? h("span.hues", {}, cellsOf(colour, SHADES, shadeOf)) : swatch(colour, { hollow }),
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
 * What colours, sizes and forms mean.
 *
 * @param {Pick<Context, "store"|"engine"|"t">} context
 * @param {number} mostRows of colours that stand for somebody
 */
function contents({ store, engine, t }, mostRows) {
  const isByMonth = store.state().colourBy === "month";
  const { rows, left } = isByMonth ? { rows: [], left: 0 } : keyRows(store, t, mostRows);
  const { areCells, shadeOf } = engine.sizes();
  const { forms } = engine.forms();
  const isOfSeveral = engine.occupied().titles.some(({ text }) => OF_SEVERAL.test(text));
  const rest = left > 0 && h("li.rest", {}, t("andMore", { n: left }));
  return [
    isByMonth && monthRamp(store, t),
    rows.length > 0 &&
      h(
        "ul",
        {},
        rows.map((row) => rowOf(row, areCells ? shadeOf : null)),
        rest,
      ),
    sizeKey(engine, store, t),
    isOfSeveral && h("p.note", {}, t("severalNote")),
    ...NOTED.map(([form, note]) => forms.includes(form) && h("p.note", {}, t(note))),
  ];
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
  let mostRows = MOST_ROWS;
  const update = () => {
    // While the time line plays, periods without events are expected.
    element.hidden = !store.count() && !display.state().playing;
    const { colourBy } = store.state();
    const sides = wordSides(store, t);
    // Else "Civilians 241" would be read as 241 civilians killed.
    const heading = sides ? t("deadOfSides") : t("colourBy") + t("colon") + t(`colourings.${colourBy}`);
    fill(title, heading, sides && h("span.folded", {}, t("sidesOfDead")));
    if (!element.hasAttribute("open")) return;
    element.classList.toggle("of-cells", engine.sizes().areCells);
    fill(body, ...contents({ store, engine, t }, mostRows), sides && h("p.note", {}, sides));
  };
  /** Where it covers something in every corner it has fewer rows, or else is folded if the panel is a key. */
  const place = () => {
    if (isNarrow || !element.open || !element.isConnected) return;
    const covers = () => placeInCorner(element, map, engine);
    while (covers() && mostRows >= FEWEST_ROWS) {
      mostRows -= 1;
      update();
    }
    if (mostRows >= FEWEST_ROWS) return;
    mostRows = MOST_ROWS;
    update();
    if (covers() && element.closest("[data-panel='open']")) element.open = false;
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
