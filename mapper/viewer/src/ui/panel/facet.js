/**
 * A facet as a legend that filters: a check box for each actor or type, with colour, name and count.
 */
import { button, h, section, swatch } from "../parts/dom.js";
import { allAndNone, checkRow, onlyButton } from "./checkRow.js";
import { isOn, onlyKeys, switchKeys } from "./choice.js";

/** @import {Translator} from "../../i18n/index.js" */

/** Rows shown before "Show more". */
const FOLD = 8;

/** So few rows more are shown at once. */
const SPARE = 2;

/**
 * @typedef {object} FacetItem
 * @property {string} key
 * @property {string} label
 * @property {string} colour
 * @property {boolean} inert whether switching it changes nothing on the map
 * @property {boolean} offMap whether none of its events is on the map
 *
 * @typedef {object} FacetState
 * @property {string[]|null} chosen
 * @property {boolean} coloured whether the map is coloured by this facet
 * @property {(key: string) => number} countOf
 *
 * @typedef {{key: string, element: HTMLElement, box: HTMLInputElement, count: HTMLElement}} FacetRow
 */

/**
 * @param {FacetItem} item
 * @param {{t: Translator, onSwitch: (on: boolean) => void, onOnly: () => void}} options
 * @returns {FacetRow}
 */
function facetRow({ key, label, colour, inert, offMap }, { t, onSwitch, onOnly }) {
  const count = h("span.count", {});
  const name = h("bdi.name", { title: label }, label);
  const content = [swatch(colour), name, offMap && h("span.off-map", {}, t("notOnMap")), count];
  const { element, box } = checkRow({ content, onSwitch, inert, hint: offMap ? t("notOnMap") : "" });
  element.append(onlyButton(label, onOnly, t));
  return { key, element, box, count };
}

/** @param {FacetRow} row @param {FacetState} state @param {Translator} t */
function updateRow({ key, element, box, count }, { chosen, countOf }, t) {
  box.checked = isOn(chosen, key);
  element.classList.toggle("is-off", !box.checked);
  count.textContent = t.number(countOf(key));
}

/**
 * A button that shows and hides the rest of the rows. They are made when they are first shown.
 *
 * @param {HTMLElement} list
 * @param {number} count how many there are
 * @param {{t: Translator, make: () => HTMLElement[]}} options
 */
function moreButton(list, count, { t, make }) {
  /** @type {HTMLElement[]} */
  let rest = [];
  let isOpen = false;
  const more = button("", () => show(!isOpen), { className: "more" });
  const show = (/** @type {boolean} */ open) => {
    isOpen = open;
    if (open && !rest.length) {
      rest = make();
      list.append(...rest);
    }
    for (const element of rest) element.hidden = !open;
    more.textContent = open ? t("showFewer") : t("showMore", { n: count });
    more.setAttribute("aria-expanded", String(open));
  };
  show(false);
  return more;
}

/**
 * @param {object} options
 * @param {string} options.name class of the section
 * @param {string} options.title
 * @param {FacetItem[]} options.items in the order shown
 * @param {Translator} options.t
 * @param {(chosen: string[]|null) => void} options.onChange
 * @returns {{element: HTMLElement, update: (state: FacetState) => void}}
 */
export function createFacet({ name, title, items, t, onChange }) {
  const keys = items.map(({ key }) => key);
  /** @type {FacetState} */
  let latest = { chosen: null, coloured: false, countOf: () => 0 };
  const makeRow = (/** @type {FacetItem} */ item) =>
    facetRow(item, {
      t,
      onSwitch: (on) => onChange(switchKeys(latest.chosen, keys, [item.key], on)),
      onOnly: () => onChange(onlyKeys(keys, [item.key])),
    });
  const shown = items.length <= FOLD + SPARE ? items.length : FOLD;
  const rows = items.slice(0, shown).map(makeRow);
  const elements = rows.map(({ element }) => element);
  const list = h("div.rows", { role: "group", "aria-label": title }, elements);
  const makeRest = () => {
    const rest = items.slice(shown).map(makeRow);
    for (const row of rest) updateRow(row, latest, t);
    rows.push(...rest);
    return rest.map(({ element }) => element);
  };
  const more = shown < items.length && moreButton(list, items.length - shown, { t, make: makeRest });
  const { element } = section(name, title, { tools: allAndNone(title, { t, onChange }) }, list, more);
  element.hidden = !items.length;
  return {
    element,
    update(state) {
      latest = state;
      element.classList.toggle("coloured", state.coloured);
      for (const row of rows) updateRow(row, state, t);
      const longest = Math.max(...items.map(({ key }) => t.number(state.countOf(key)).length));
      element.style.setProperty("--count", `${longest}ch`); // "only" stands beside the counts
    },
  };
}
