/**
 * Rows with a check box, the parts of facets.
 */
import { formatShortMonth, formatShortMonthAndYear, formatYear } from "../../i18n/dates.js";
import { button, h } from "../parts/dom.js";

/** @import {Translator} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Child} from "../types.js" */

/** Between the counts of two periods, and their names. */
const BETWEEN_COUNTS = " · ";

/**
 * @param {object} row
 * @param {Child} row.content what stands beside the box
 * @param {(on: boolean) => void} row.onSwitch
 * @param {boolean} [row.inert] whether switching it changes nothing on the map
 * @param {string} [row.hint] why it is inert, for a tooltip
 * @param {string} [row.className]
 */
export function checkRow({ content, onSwitch, inert = false, hint = "", className = "row" }) {
  const box = h("input", { type: "checkbox" });
  box.addEventListener("change", () => onSwitch(box.checked));
  const label = h("label", { title: hint || null }, box, content);
  const element = h(`div.${className}`, { "data-no-map-effect": inert }, label);
  if (hint) element.classList.add("inert");
  return { element, box };
}

/**
 * The button that leaves only one row on.
 *
 * @param {string} name of the row
 * @param {() => void} onOnly
 * @param {Translator} t
 */
export const onlyButton = (name, onOnly, t) =>
  button(t("only"), onOnly, { className: "only", "aria-label": t("onlyThis", { name }) });

/**
 * "All" and "None" of a facet.
 *
 * @param {string} title
 * @param {{t: Translator, onChange: (chosen: string[]|null) => void}} options
 */
export const allAndNone = (title, { t, onChange }) => [
  button(t("all"), () => onChange(null), { "aria-label": t("allOf", { name: title }) }),
  button(t("none"), () => onChange([]), { "aria-label": t("noneOf", { name: title }) }),
];

/** The counts of a row: one, or those of each of two periods. @param {RowCount[]} counts @param {Translator} t */
export const wordCounts = (counts, t) => counts.map((count) => countWords(count, t)).join(BETWEEN_COUNTS);

/** @typedef {{count: number, bound?: number, stated?: number}} RowCount */

/**
 * A count of the dead, or a lower bound if events state only bounds. If no event states a number, the count is not 0.
 *
 * @param {RowCount} of `bound`: how many more there are at least; `stated`:
 *   how many events state a number, where the dead are counted
 * @param {Translator} t
 */
export function countWords({ count, bound = 0, stated }, t) {
  if (bound > 0) return t("leastCount", { n: count + bound });
  return stated === 0 && !count ? "–" : t.number(count);
}

/**
 * Says beside the title of a section what its counts are when two periods are compared.
 *
 * @param {HTMLElement} element
 * @param {Store} store
 * @param {Translator} t
 */
export function sayCompared(element, store, t) {
  const [first, last] = store.comparedPeriods().map(({ key }) => key);
  element.classList.toggle("compared", Boolean(last));
  element.title = last ? t("comparedHint") : "";
  if (!last) {
    element.textContent = "";
    return;
  }
  const format = formatYear(first) === formatYear(last) ? formatShortMonth : formatShortMonthAndYear;
  const words = [format(first, t.language), formatShortMonthAndYear(last, t.language)];
  element.textContent = words.join(BETWEEN_COUNTS);
}
