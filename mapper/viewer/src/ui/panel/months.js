import { monthKey } from "../../data/calendar.js";
import { groupState, isOn, onlyKeys, switchKeys } from "./choice.js";
import { formatMonth, formatShortMonth } from "../../i18n/dates.js";
import { button, h, section, swatch } from "../parts/dom.js";
import { allNone, checkRow } from "./facet.js";

/** Up to so many months all years start unfolded; beyond, only the latest. */
const UNFOLDED = 24;

/** From this many events a month's count needs the room of a third column. */
const MANY = 1000;

/**
 * The months that some event overlaps, by year, with what switching them does to the map.
 *
 * @param {{first: number, inside: Uint8Array, insideYear: Set<number>}} effects of `mapEffects`
 * @param {Uint32Array} totals how many events overlap each month
 * @returns {Array<{year: number, inert: boolean, months: Array<{key: string, index: number, inert: boolean}>}>} oldest first
 */
export function monthsByYear({ first, inside, insideYear }, totals) {
  const years = new Map();
  totals.forEach((events, index) => {
    if (!events) return;
    const key = monthKey(first + index);
    const year = Number(key.slice(0, 4));
    if (!years.has(year)) years.set(year, { year, inert: !insideYear.has(year), months: [] });
    years.get(year).months.push({ key, index, inert: !inside[index] });
  });
  return [...years.values()];
}

function monthCell(month, { t, colour, onSwitch }) {
  const name = formatMonth(month.key, t.language);
  const count = h("span.count", {});
  const content = [
    swatch(colour, { square: true }),
    h("span.name", { "aria-hidden": "true" }, formatShortMonth(month.key, t.language)),
    h("span.visually-hidden", {}, name),
    count,
  ];
  const hint = month.inert ? t("noEffectPeriod") : "";
  const { element, box } = checkRow({ content, onSwitch, inert: month.inert, hint, className: "cell" });
  return { element, box, count, ...month };
}

/** One year: its own checkbox, and its months unfolding below; they are made when they are first seen. */
function yearGroup({ year, inert, months }, { t, colours, change, open }) {
  const keys = months.map(({ key }) => key);
  const grid = h("div.cells", {
    role: "group",
    "aria-label": t("monthsOfYear", { year: String(year) }),
    hidden: true,
  });
  let cells = [];
  let latest = null;
  const make = () => {
    const cellOf = (month) =>
      monthCell(month, { t, colour: colours[month.index], onSwitch: (on) => change.switch([month.key], on) });
    cells = months.map(cellOf);
    grid.append(...cells.map(({ element }) => element));
    if (latest) updateCells(cells, latest, t);
  };
  const { element: row, box } = checkRow({
    content: [h("span.name", {}, String(year)), inert && h("span.off-map", {}, t("notOnMap"))],
    onSwitch: (on) => change.switch(keys, on),
    inert,
    hint: inert ? t("noEffectPeriod") : "",
  });
  const unfold = button("", () => show(grid.hidden), {
    className: "unfold",
    "aria-label": t("monthsOfYear", { year: String(year) }),
  });
  const show = (opened) => {
    if (opened && !cells.length) make();
    grid.hidden = !opened;
    unfold.setAttribute("aria-expanded", String(opened));
  };
  show(open);
  const only = button(t("only"), () => change.only(keys), {
    className: "only",
    "aria-label": t("onlyThis", { name: String(year) }),
  });
  const ramp = h("span.ramp", { "aria-hidden": "true" });
  row.append(ramp, only, unfold);
  const update = (state) => {
    latest = state;
    if (state.coloured && !ramp.hasChildNodes()) ramp.append(...patchesOf(months, colours));
    updateYear({ keys, box, row }, state);
    updateCells(cells, state, t);
  };
  return { element: h("div.year", {}, row, grid), update };
}

/** A year's months in their colours, each at its own place in the year; made when the map is first coloured by month. */
function patchesOf(months, colours) {
  return months.map(({ key, index }) => {
    const patch = swatch(colours[index], { square: true });
    patch.style.setProperty("grid-column", String(Number(key.slice(5, 7))));
    return patch;
  });
}

function updateYear({ keys, box, row }, { chosen }) {
  const state = groupState(chosen, keys);
  box.checked = state === "all";
  box.indeterminate = state === "some";
  row.classList.toggle("is-off", state === "none");
}

function updateCells(cells, { chosen, counts }, t) {
  for (const cell of cells) {
    cell.box.checked = isOn(chosen, cell.key);
    cell.element.classList.toggle("is-off", !cell.box.checked);
    cell.count.textContent = t.number(counts.months[cell.index]);
  }
}

/**
 * The months as a filter: by year, each month and each year with a checkbox, and the undated.
 *
 * @param {object} options
 * @param {object} options.effects of `mapEffects`
 * @param {Uint32Array} options.totals how many events overlap each month, whatever the filter
 * @param {string[]} options.colours one for each month from the first
 * @param {{undated: string, longPeriod: string}} options.special colours of events that have no month
 * @param {boolean} options.hasUndated whether the data has undated events
 * @param {Function} options.t translator
 * @param {(chosen: string[]|null) => void} options.onChange
 * @returns {{element: HTMLElement, update: (state: object) => void}}
 */
export function createMonths({ effects, totals, colours, special, hasUndated, t, onChange }) {
  const years = monthsByYear(effects.months, totals);
  const keys = [...years.flatMap(({ months }) => months.map(({ key }) => key)), ...(hasUndated ? [""] : [])];
  let chosen = null;
  const change = {
    switch: (some, on) => onChange(switchKeys(chosen, keys, some, on)),
    only: (some) => onChange(onlyKeys(keys, some)),
  };
  const few = keys.length <= UNFOLDED;
  const groups = years.map((year, k) =>
    yearGroup(year, { t, colours, change, open: few || k === years.length - 1 }),
  );
  const undated = hasUndated && undatedRow(effects, { t, change, colour: special.undated });
  const long = h("p.row.long-period", {}, swatch(special.longPeriod, { hollow: true }), t("longPeriod"));
  const list = h(
    "div.rows",
    {},
    groups.map(({ element }) => element),
    undated && undated.element,
    long,
  );
  const aside = allNone(t("months"), { t, onAll: () => onChange(null), onNone: () => onChange([]) });
  const element = section("months", t("months"), { aside }, list);
  element.hidden = !keys.length;
  element.classList.toggle(
    "many",
    totals.some((events) => events >= MANY),
  );
  const update = (state) => {
    chosen = state.chosen;
    element.classList.toggle("coloured", state.coloured);
    for (const group of groups) group.update(state);
    if (!undated) return;
    undated.box.checked = isOn(chosen, "");
    undated.count.textContent = t.number(state.counts.undated);
  };
  return { element, update };
}

function undatedRow(effects, { t, change, colour }) {
  const count = h("span.count", {});
  const inert = !effects.undated;
  const { element, box } = checkRow({
    content: [
      swatch(colour, { hollow: true }),
      h("span.name", {}, t("undated")),
      inert && h("span.off-map", {}, t("notOnMap")),
      count,
    ],
    onSwitch: (on) => change.switch([""], on),
    inert,
    hint: inert ? t("notOnMap") : "",
  });
  element.append(
    button(t("only"), () => change.only([""]), {
      className: "only",
      "aria-label": t("onlyThis", { name: t("undated") }),
    }),
  );
  return { element, box, count };
}
