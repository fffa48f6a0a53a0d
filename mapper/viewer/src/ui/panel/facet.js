import { isOn, onlyKeys, switchKeys } from "./choice.js";
import { button, h, section, swatch } from "../parts/dom.js";

/** Rows shown before "Show more". */
const FOLD = 8;

/**
 * A checkbox with its label in one row of at least the minimum target size.
 *
 * @param {object} row
 * @param {Node[]} row.content what stands beside the box
 * @param {(on: boolean) => void} row.onSwitch
 * @param {boolean} [row.inert] whether switching it changes nothing on the map
 * @param {string} [row.hint] why
 * @returns {{element: HTMLElement, box: HTMLInputElement}}
 */
export function checkRow({ content, onSwitch, inert = false, hint = "", className = "row" }) {
  const box = h("input", { type: "checkbox", onchange: () => onSwitch(box.checked) });
  const label = h("label", { title: hint || null }, box, content);
  const element = h(`div.${className}`, { "data-no-map-effect": inert }, label);
  if (hint) element.classList.add("inert");
  return { element, box };
}

/** The "All" and "None" of a facet. */
export function allNone(title, { t, onAll, onNone }) {
  return [
    button(t("all"), onAll, { "aria-label": t("allOf", { name: title }) }),
    button(t("none"), onNone, { "aria-label": t("noneOf", { name: title }) }),
  ];
}

function facetRow(item, { t, onSwitch, onOnly }) {
  const count = h("span.count", {});
  const mark = swatch(item.colour);
  const name = h("bdi.name", { title: item.label }, item.label);
  const content = [mark, name, item.offMap && h("span.off-map", {}, t("notOnMap")), count];
  const { element, box } = checkRow({
    content,
    onSwitch,
    inert: item.inert,
    hint: item.offMap ? t("notOnMap") : "",
  });
  element.append(
    button(t("only"), onOnly, { className: "only", "aria-label": t("onlyThis", { name: item.label }) }),
  );
  return { element, box, count, key: item.key };
}

/**
 * A button behind which the rest of the rows waits; they are made when they are first seen.
 *
 * @param {HTMLElement} list
 * @param {number} count how many
 * @param {{t: Function, make: () => HTMLElement[]}} options
 */
function foldRows(list, count, { t, make }) {
  let rest = null;
  const more = button("", () => show(rest?.[0].hidden ?? true), { className: "more" });
  const show = (open) => {
    if (open && !rest) list.append(...(rest = make()));
    for (const element of rest ?? []) element.hidden = !open;
    more.textContent = open ? t("showFewer") : t("showMore", { n: count });
    more.setAttribute("aria-expanded", String(open));
  };
  show(false);
  return more;
}

function updateRow(row, { chosen, counts }, t) {
  row.box.checked = isOn(chosen, row.key);
  row.element.classList.toggle("is-off", !row.box.checked);
  row.count.textContent = t.number(counts(row.key));
}

/**
 * A facet as a legend that filters: one checkbox for each actor or type, with colour, name and count.
 *
 * @param {object} options
 * @param {string} options.id class of the section
 * @param {string} options.title
 * @param {Array<{key: string, label: string, colour: string, inert: boolean, offMap: boolean}>} options.items in the order shown
 * @param {Function} options.t translator
 * @param {(chosen: string[]|null) => void} options.onChange
 * @returns {{element: HTMLElement, update: (state: {chosen: string[]|null, counts: (key: string) => number, coloured: boolean}) => void}}
 */
export function createFacet({ id, title, items, t, onChange }) {
  const keys = items.map(({ key }) => key);
  let latest = { chosen: null };
  const makeRow = (item) =>
    facetRow(item, {
      t,
      onSwitch: (on) => onChange(switchKeys(latest.chosen, keys, [item.key], on)),
      onOnly: () => onChange(onlyKeys(keys, [item.key])),
    });
  const first = items.length <= FOLD + 2 ? items.length : FOLD;
  const rows = items.slice(0, first).map(makeRow);
  const list = h(
    "div.rows",
    { role: "group", "aria-label": title },
    rows.map(({ element }) => element),
  );
  const make = () => {
    const rest = items.slice(first).map(makeRow);
    for (const row of rest) updateRow(row, latest, t);
    rows.push(...rest);
    return rest.map(({ element }) => element);
  };
  const more = first < items.length && foldRows(list, items.length - first, { t, make });
  const aside = allNone(title, { t, onAll: () => onChange(null), onNone: () => onChange([]) });
  const element = section(id, title, { aside }, list, more);
  element.hidden = !items.length;
  const update = (state) => {
    latest = state;
    element.classList.toggle("coloured", state.coloured);
    for (const row of rows) updateRow(row, state, t);
  };
  return { element, update };
}
