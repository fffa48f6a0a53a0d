/**
 * The months as a filter: by year, with a check box for each month, for each year, and for undated events.
 */
import { monthKey } from "../../data/calendar.js";
import { formatMonth, formatShortMonth } from "../../i18n/dates.js";
import { button, fill, h, section, swatch } from "../parts/dom.js";
import { allAndNone, checkRow, countWords, onlyButton } from "./checkRow.js";
import { groupState, isOn, onlyKeys, switchKeys } from "./choice.js";

/** @import {Counts, Header} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {MapEffects, MonthEffects, RowCounts, RowDead} from "../../state/types.js" */

/** With at most so many months all years start unfolded; with more, only the latest. */
const UNFOLDED = 24;

/** A longer count ("1,302", "≥ 132") needs a wider column, as does one of longer periods beside it ("4 +1"). */
const FEW_LETTERS = 4;

/** The same if months have a swatch before their names. */
const FEW_BESIDE_SWATCH = 1;

/**
 * A month that some event touches, with its index in the header.
 *
 * @typedef {{key: string, index: number, inert: boolean}} Month
 */

/** @typedef {{year: number, inert: boolean, held: boolean, months: Month[]}} Year `held`: an event lies wholly in it */

/** @typedef {{chosen: string[]|null, coloured: boolean, counts: RowCounts, dead: RowDead|null}} MonthsState */

/**
 * How a check box changes the filter.
 *
 * @typedef {{switch: (keys: string[], on: boolean) => void, only: (keys: string[]) => void}} Change
 */

/**
 * @param {MonthEffects} effects
 * @param {ArrayLike<number>} totals how many events touch each month
 * @returns {Year[]} oldest first
 */
export function monthsByYear({ first, inside, insideYear, heldByYear }, totals) {
  /** @type {Map<number, Year>} */
  const years = new Map();
  Array.from(totals).forEach((events, index) => {
    if (!events) return;
    const key = monthKey(first + index);
    const number = Number(key.slice(0, 4));
    const year = years.get(number) ?? {
      year: number,
      inert: !insideYear.has(number),
      held: heldByYear.has(number),
      months: [],
    };
    year.months.push({ key, index, inert: !inside[index] });
    years.set(number, year);
  });
  return [...years.values()];
}

/**
 * The counts of a month itself, without longer periods that touch it.
 *
 * @param {Pick<MonthsState, "counts"|"dead">} state
 * @param {number} index of the month
 */
function withinMonth({ counts, dead }, index) {
  const of = (/** @type {RowCounts} */ { months, monthsLonger }) => months[index] - monthsLonger[index];
  return {
    count: of(counts),
    bound: dead?.bounds ? of(dead.bounds) : 0,
    stated: dead ? of(dead.stated) : undefined,
  };
}

/** @param {Month} month @param {{t: Translator, colour: string, onSwitch: (on: boolean) => void}} options */
function monthCell({ key, index, inert }, { t, colour, onSwitch }) {
  const count = h("span.count", {});
  const content = [
    swatch(colour, { square: true }),
    h("span.name", { "aria-hidden": "true" }, formatShortMonth(key, t.language)),
    h("span.visually-hidden", {}, formatMonth(key, t.language)),
    count,
  ];
  const hint = inert ? t("noEffectPeriod") : "";
  const { element, box } = checkRow({ content, onSwitch, inert, hint, className: "cell" });
  const update = (/** @type {MonthsState} */ { chosen, counts, dead }) => {
    box.checked = isOn(chosen, key);
    element.classList.toggle("is-off", !box.checked);
    const longer = counts.monthsLonger[index];
    const within = withinMonth({ counts, dead }, index);
    const all = counts.months[index];
    fill(
      count,
      within.count > 0 || within.bound > 0 || !longer ? countWords(within, t) : null,
      longer > 0 && h("span.longer", {}, `+${t.number(longer)}`),
    );
    count.title = longer
      ? t("monthLonger", { n: longer, within: t("events", { n: within.count }), all: t.number(all) })
      : "";
  };
  return { element, update };
}

/**
 * One year: its own check box, and its months, which unfold below and are made when they are first seen.
 *
 * @param {Year} year
 * @param {{t: Translator, colours: string[], change: Change, open: boolean}} options
 */
function yearGroup({ year, inert, held, months }, { t, colours, change, open }) {
  const keys = months.map(({ key }) => key);
  const label = t("monthsOfYear", { year: String(year) });
  const grid = h("div.cells", { role: "group", "aria-label": label, hidden: true });
  /** @type {ReturnType<typeof monthCell>[]} */
  let cells = [];
  /** @type {MonthsState|null} */
  let latest = null;
  const makeCells = () => {
    cells = months.map((month) =>
      monthCell(month, { t, colour: colours[month.index], onSwitch: (on) => change.switch([month.key], on) }),
    );
    grid.append(...cells.map(({ element }) => element));
    for (const cell of cells) if (latest) cell.update(latest);
  };
  const { element: row, box } = checkRow({
    content: [
      h("span.name", {}, String(year)),
      inert && h("span.off-map", {}, t(held ? "notOnMap" : "longerOnly")),
    ],
    onSwitch: (on) => change.switch(keys, on),
    inert,
    hint: inert ? t("noEffectPeriod") : "",
  });
  const unfold = button("", () => show(Boolean(grid.hidden)), { className: "unfold", "aria-label": label });
  const show = (/** @type {boolean} */ isOpen) => {
    if (isOpen && !cells.length) makeCells();
    grid.hidden = !isOpen;
    unfold.setAttribute("aria-expanded", String(isOpen));
  };
  show(open);
  const ramp = h("span.ramp", { "aria-hidden": "true" });
  row.append(
    ramp,
    onlyButton(String(year), () => change.only(keys), t),
    unfold,
  );
  const update = (/** @type {MonthsState} */ state) => {
    latest = state;
    const group = groupState(state.chosen, keys);
    box.checked = group === "all";
    box.indeterminate = group === "some";
    row.classList.toggle("is-off", group === "none");
    if (state.coloured && months.length > 1 && !ramp.hasChildNodes()) ramp.append(...rampOf(months, colours));
    for (const cell of cells) cell.update(state);
  };
  return { element: h("div.year", {}, row, grid), update };
}

/**
 * The colours of a year's months, each at its own place in the year.
 *
 * @param {Month[]} months
 * @param {string[]} colours
 */
const rampOf = (months, colours) =>
  months.map(({ key, index }) => {
    const patch = swatch(colours[index], { square: true });
    patch.style.setProperty("grid-column", String(Number(key.slice(5, 7))));
    return patch;
  });

/** @param {{t: Translator, change: Change, colour: string, inert: boolean}} options */
function undatedRow({ t, change, colour, inert }) {
  const count = h("span.count", {});
  const offMap = inert && h("span.off-map", {}, t("notOnMap"));
  const { element, box } = checkRow({
    content: [swatch(colour, { hollow: true }), h("span.name", {}, t("undated")), offMap, count],
    onSwitch: (on) => change.switch([""], on),
    inert,
    hint: inert ? t("notOnMap") : "",
  });
  element.append(onlyButton(t("undated"), () => change.only([""]), t));
  const update = (/** @type {MonthsState} */ { chosen, counts, dead }) => {
    box.checked = isOn(chosen, "");
    const of = { count: counts.undated, bound: dead?.bounds?.undated, stated: dead?.stated.undated };
    count.textContent = countWords(of, t);
  };
  return { element, update };
}

/**
 * @param {object} options
 * @param {Header} options.header
 * @param {MapEffects} options.effects
 * @param {Counts} options.totals what the choice of context keeps, whatever the filter
 * @param {ArrayLike<number>} options.all how many events of the file touch each month
 * @param {boolean} options.hasUndated whether there are undated events
 * @param {Translator} options.t
 * @param {(chosen: string[]|null) => void} options.onChange
 * @returns {{element: HTMLElement, update: (state: MonthsState) => void}}
 */
export function createMonths({ header, effects, totals, all, hasUndated, t, onChange }) {
  const { colours } = header.months;
  const years = monthsByYear(effects.months, totals.months);
  const keys = monthsByYear(effects.months, all).flatMap(({ months }) => months.map(({ key }) => key));
  if (hasUndated) keys.push("");
  /** @type {string[]|null} */
  let chosen = null;
  /** @type {Change} */
  const change = {
    switch: (some, on) => onChange(switchKeys(chosen, keys, some, on)),
    only: (some) => onChange(onlyKeys(keys, some)),
  };
  const parts = years.map((year, k) =>
    yearGroup(year, {
      t,
      colours,
      change,
      open: years.flatMap(({ months }) => months).length <= UNFOLDED || k === years.length - 1,
    }),
  );
  const { undated, longPeriod } = header.colours;
  const rows = [
    ...parts,
    ...(totals.undated ? [undatedRow({ t, change, colour: undated, inert: !effects.undated })] : []),
  ];
  const hasLong = Array.from(totals.monthsLonger).some((events) => events > 0);
  const long = hasLong && h("p.row.long-period", {}, swatch(longPeriod, { hollow: true }), t("longPeriod"));
  const list = h(
    "div.rows",
    {},
    rows.map(({ element }) => element),
    long,
  );
  const { element } = section(
    "months",
    t("months"),
    { tools: allAndNone(t("months"), { t, onChange }) },
    list,
  );
  element.hidden = !keys.length;
  // Once wide it stays wide, so that a filter moves nothing under the pointer.
  let isWide = hasLong;
  return {
    element,
    update(state) {
      chosen = state.chosen;
      element.classList.toggle("coloured", state.coloured);
      const few = state.coloured ? FEW_BESIDE_SWATCH : FEW_LETTERS;
      isWide ||= Array.from(state.counts.months).some(
        (_, index) => countWords(withinMonth(state, index), t).length > few,
      );
      element.classList.toggle("many", isWide);
      for (const row of rows) row.update(state);
    },
  };
}
