import { nameSource } from "../card/cardContent.js";
import { fill, h, said, swatch } from "../parts/dom.js";
import { symbolList } from "../parts/symbols.js";
import { nameKey } from "../describeMark.js";

/** Rows of the printed legend, names in a row, and sources; more would leave no room for the map. */
const MOST_ROWS = 14;
const MOST_NAMES = 16;
const MOST_SOURCES = 12;

/**
 * The categories that the visible events have; those of one colour, which the map cannot tell apart, in one row.
 *
 * @param {object} store
 * @param {Function} t translator
 * @returns {Array<{colour: string, hollow: boolean, names: string[]}>} in the order of the legend
 */
export function legendRows(store, t) {
  const { keys, colours, hollow } = store.categories();
  const found = new Set();
  const { visible, data } = store;
  for (let i = 0; i < data.n; i++)
    if (visible[i]) for (const category of store.involvements(i)) found.add(category);
  const rows = new Map();
  for (const category of [...found].sort((a, b) => a - b)) {
    const key = `${colours[category]} ${hollow[category]}`;
    if (!rows.has(key))
      rows.set(key, { colour: colours[category], hollow: Boolean(hollow[category]), names: [] });
    rows.get(key).names.push(nameKey(store, keys[category], t));
  }
  return [...rows.values()];
}

/** The names of a row of the legend, the first of very many. @param {string[]} names @param {Function} t translator */
export function wordNames(names, t) {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(", ")} + ${t.number(rest)}` : names.join(", ");
}

/** The credits as the map shows them: of the data, of the base map and of tiles. @param {object} map the Leaflet map */
export const shownCredits = (map) => map.attributionControl?.getContainer().textContent ?? "";

/** The filter in words, in one line. @param {string[]} phrases @param {Function} t translator */
export const wordFilter = (phrases, t) =>
  t("labelled", { label: t("filter"), text: phrases.join("; ") || t("noFilter") });

/** How many events of the filter the map leaves out, because no list stands beside it. @param {object} store @param {Function} t translator */
export function wordAbsent(store, t) {
  const { unlocated } = store.counts();
  const { dated, weight } = store.data;
  const undated = store.visible.subarray(dated).reduce((sum, shown, i) => sum + shown * weight[dated + i], 0);
  const word = (key, n) => n > 0 && t("labelled", { label: t(key), text: t.number(n) });
  return [word("unmapped", unlocated), word("undated", undated)].filter(Boolean).join(" · ");
}

/** The first entries as list items, and how many others there are. */
function some(entries, most, item, t) {
  const rest = entries.length - most;
  return [entries.slice(0, most).map(item), rest > 0 && h("li", {}, `+ ${t.number(rest)}`)];
}

/**
 * What the paper needs beside the map: legend, filter in words, sources, credits, the period of the data.
 * It is filled when the page is printed, so that it costs nothing before.
 *
 * @param {object} context `{store, map, t, phrases, summary}`
 * @returns {{element: HTMLElement, remove: () => void}}
 */
export function createPrintLegend({ store, map, t, phrases, summary }) {
  const element = h("footer.print-legend", {});
  const row = ({ colour, hollow, names }) =>
    h("li", {}, swatch(colour, { hollow }), said(wordNames(names, t)));
  const source = (one) => h("li", {}, said([nameSource(one, t), one.url].filter(Boolean).join(", ")));
  function update() {
    const { title, sources } = store.data.header;
    const absent = wordAbsent(store, t);
    fill(
      element,
      h(
        "div.print-words",
        {},
        h("h2", {}, title || t("untitled")),
        h("p", {}, summary()),
        h("p", {}, wordFilter(phrases(), t)),
        absent && h("p.print-absent", {}, absent),
        h("ul.print-rows", {}, some(legendRows(store, t), MOST_ROWS, row, t)),
      ),
      h("div.print-symbols", {}, symbolList(t)),
      sources.length > 0 &&
        h(
          "div.print-sources",
          {},
          h("h3", {}, t("sources")),
          h("ul", {}, some(sources, MOST_SOURCES, source, t)),
        ),
      h("p.print-credits", {}, shownCredits(map)),
    );
  }
  window.addEventListener("beforeprint", update);
  return { element, remove: () => window.removeEventListener("beforeprint", update) };
}
