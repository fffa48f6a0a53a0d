/**
 * A facet as a legend that filters: a check box for each actor, type or place, with colour, name and count.
 */
import { button, fill, h, section, swatch } from "../parts/dom.js";
import { safeColour } from "../parts/safe.js";
import { allAndNone, checkRow, onlyButton, wordCounts } from "./checkRow.js";
import { isOn, onlyKeys, switchKeys } from "./choice.js";

/** @import {Translator} from "../../i18n/index.js" */
/** @import {RowCount} from "./checkRow.js" */

/** Rows shown before "Show more". */
const FOLD = 8;

/** If only so many more rows are left, they are shown at once. */
const SPARE = 2;

/** The most rows shown after it: more would keep the browser busy for seconds. */
const MOST_ROWS = 1000;

/**
 * @typedef {object} FacetItem
 * @property {string} key
 * @property {string} label
 * @property {string} colour
 * @property {boolean} inert whether switching it changes nothing on the map
 * @property {boolean} offMap whether none of its events is on the map
 * @property {string} [note] beside the name
 * @property {boolean} listed whether it has events among those that the choice of context keeps
 *
 * @typedef {object} FacetState
 * @property {string[]|null} chosen
 * @property {boolean} coloured whether the map is coloured by this facet
 * @property {(key: string) => RowCount[]} countsOf one, or one for each period that is compared
 * @property {(key: string) => number} sizeOf its count without the filter, by which the rows are sorted
 * @property {string} measure of both counts: when it changes, the rows are sorted again
 * @property {(key: string) => string} [colourOf] where colours follow what is chosen
 * @property {(key: string) => boolean} [isInert] where what has no effect follows what the map is coloured by
 *
 * @typedef {{key: string, element: HTMLElement, box: HTMLInputElement, count: HTMLElement,
 *   patch: HTMLElement}} FacetRow
 */

/** Before the first update. @type {FacetState} */
const UNKNOWN = {
  chosen: null,
  coloured: false,
  countsOf: () => [],
  sizeOf: () => 0,
  measure: "events",
};

/**
 * @param {FacetItem} item
 * @param {{t: Translator, onSwitch: (on: boolean) => void, onOnly: () => void}} options
 * @returns {FacetRow}
 */
function facetRow({ key, label, colour, inert, offMap, note }, { t, onSwitch, onOnly }) {
  const count = h("span.count", {});
  const name = h("bdi.name", { title: label }, label);
  const patch = swatch(colour);
  const beside = offMap ? t("notOnMap") : note;
  const content = [patch, name, beside && h("span.off-map", {}, beside), count];
  const { element, box } = checkRow({ content, onSwitch, inert, hint: offMap ? t("notOnMap") : "" });
  element.append(onlyButton(label, onOnly, t));
  return { key, element, box, count, patch };
}

/** @param {string} key @param {FacetState} state @param {Translator} t */
const countOfRow = (key, { countsOf }, t) => wordCounts(countsOf(key), t);

/** @param {FacetRow} row @param {FacetState} state @param {Translator} t */
function updateRow({ key, element, box, count, patch }, state, t) {
  const { chosen, colourOf, isInert } = state;
  box.checked = isOn(chosen, key);
  element.classList.toggle("is-off", !box.checked);
  count.textContent = countOfRow(key, state, t);
  if (isInert) element.toggleAttribute("data-no-map-effect", isInert(key));
  if (colourOf) patch.style.setProperty("--swatch", safeColour(colourOf(key)));
}

/**
 * The chosen items before the others, if they are at most half of all; else readers look for the others, and the order
 * stays.
 *
 * @param {FacetItem[]} items
 * @param {string[]|null} chosen
 * @returns {FacetItem[]}
 */
function chosenFirst(items, chosen) {
  if (!chosen?.length || 2 * chosen.length > items.length) return items;
  const on = new Set(chosen);
  return [...items.filter(({ key }) => on.has(key)), ...items.filter(({ key }) => !on.has(key))];
}

/**
 * The largest under the filter first, if the filter empties some items before the button: else items with events would
 * be behind it.
 *
 * @param {FacetItem[]} items
 * @param {number} shown before the button
 * @param {FacetState["countsOf"]} countsOf
 * @returns {FacetItem[]}
 */
function leftFirst(items, shown, countsOf) {
  const leftOf = (/** @type {FacetItem} */ { key }) =>
    countsOf(key).reduce((sum, { count, bound = 0 }) => sum + count + bound, 0);
  if (shown === items.length || items.slice(0, shown).every(leftOf)) return items;
  const left = new Map(items.map((item) => [item, leftOf(item)]));
  return items.slice().sort((x, y) => (left.get(y) ?? 0) - (left.get(x) ?? 0));
}

/**
 * Those on the map first, the largest first.
 *
 * @param {FacetItem[]} items
 * @param {(key: string) => number} sizeOf
 */
const sorted = (items, sizeOf) =>
  items.slice().sort((a, b) => Number(a.offMap) - Number(b.offMap) || sizeOf(b.key) - sizeOf(a.key));

/**
 * Replaces the rows of a list if they differ, and keeps the focus.
 * @param {HTMLElement} list @param {HTMLElement[]} wanted
 */
function replaceRows(list, wanted) {
  if (wanted.length === list.children.length && wanted.every((one, k) => list.children[k] === one)) return;
  const focused = document.activeElement;
  list.replaceChildren(...wanted);
  if (focused instanceof HTMLElement && list.contains(focused)) focused.focus({ preventScroll: true });
}

/**
 * A button that shows and hides the rest of the rows.
 *
 * @param {number} count how many there are
 * @param {Translator} t
 * @param {(open: boolean) => void} onShow
 */
function moreButton(count, t, onShow) {
  let isOpen = false;
  const more = button("", () => show(!isOpen), { className: "more" });
  const show = (/** @type {boolean} */ open) => {
    if (open !== isOpen) onShow(open);
    isOpen = open;
    more.textContent = open ? t("showFewer") : t("showMore", { n: count });
    more.setAttribute("aria-expanded", String(open));
  };
  show(false);
  return more;
}

/**
 * The button and the note below the rows that are shown at first.
 *
 * @param {number} length of all rows
 * @param {number} shown
 * @param {Translator} t
 * @param {(open: boolean) => void} onShow
 */
function moreRows(length, shown, t, onShow) {
  const left = length - MOST_ROWS;
  const rest = h("p.note", { hidden: true }, t("moreBySearch", { n: left }));
  const more = moreButton(Math.min(length, MOST_ROWS) - shown, t, (isOpen) => {
    rest.hidden = !isOpen || left <= 0;
    onShow(isOpen);
  });
  return [more, rest];
}

/**
 * Rows stay where they are under a pointer, and while keys move the focus among them.
 *
 * @param {HTMLElement} group
 * @param {() => void} arrange called when the rows may move again
 * @returns {() => boolean} whether they are held
 */
function heldRows(group, arrange) {
  const isInUse = () => group.matches(":hover, :has(:focus-visible)");
  const arrangeLater = () => setTimeout(() => !isInUse() && arrange());
  for (const event of ["pointerleave", "focusout"]) group.addEventListener(event, arrangeLater);
  return isInUse;
}

/**
 * @param {object} options
 * @param {string} options.name class of the section
 * @param {string} options.title
 * @param {boolean} [options.open]
 * @param {Translator} options.t
 * @param {(chosen: string[]|null) => void} options.onChange
 * @returns {{element: HTMLElement, count: HTMLElement, list: (items: FacetItem[]) => void,
 *   update: (state: FacetState) => void}} `count` stands beside the title; `list` says what all of the facet is: those
 *   listed are shown in this order
 */
export function createFacet({ name, title, open = true, t, onChange }) {
  /** @type {string[]} */
  let keys = [];
  /** @type {FacetItem[]} */
  let items = [];
  let shown = 0;
  let latest = UNKNOWN;
  /** Rows by key, made when they are first shown. @type {Map<string, FacetRow>} */
  const rows = new Map();
  const rowOf = (/** @type {FacetItem} */ item) => {
    const known = rows.get(item.key);
    if (known) return known.element;
    const row = facetRow(item, {
      t,
      onSwitch: (on) => onChange(switchKeys(latest.chosen, keys, [item.key], on)),
      onOnly: () => onChange(onlyKeys(keys, [item.key])),
    });
    updateRow(row, latest, t);
    rows.set(item.key, row);
    return row.element;
  };
  const [group, below] = [h("div.rows", { role: "group", "aria-label": title }), h("div", {})];
  let isUnfolded = false;
  /** Puts the chosen rows on top and shows as many as are unfolded. */
  const arrange = () => {
    const largest = leftFirst(items, shown, latest.countsOf);
    const inOrder = chosenFirst(largest, latest.chosen);
    const chosen = inOrder === largest ? 0 : (latest.chosen?.length ?? 0);
    const most = isUnfolded ? MOST_ROWS : Math.min(MOST_ROWS, Math.max(shown, chosen));
    replaceRows(group, inOrder.slice(0, most).map(rowOf));
  };
  const isHeld = heldRows(group, arrange);
  const tools = allAndNone(title, { t, onChange });
  const { element, count } = section(name, title, { open, tools }, group, below);
  return {
    element,
    count,
    list(all) {
      keys = all.map(({ key }) => key);
      items = all.filter(({ listed }) => listed);
      shown = items.length <= FOLD + SPARE ? items.length : FOLD;
      element.hidden = !items.length;
      const show = (/** @type {boolean} */ isOpen) => {
        isUnfolded = isOpen;
        arrange();
      };
      fill(below, shown < items.length && moreRows(items.length, shown, t, show));
    },
    update(state) {
      if (state.measure !== latest.measure) items = sorted(items, state.sizeOf);
      latest = state;
      element.classList.toggle("coloured", state.coloured);
      for (const row of rows.values()) updateRow(row, state, t);
      if (!isHeld()) arrange();
      const longest = Math.max(...[...rows.keys()].map((key) => countOfRow(key, state, t).length));
      element.style.setProperty("--count", `${longest}ch`); // "only" stands beside the counts
    },
  };
}
