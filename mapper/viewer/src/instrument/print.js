import { fill, h, said, swatch } from "./dom.js";
import { nameSource } from "./cardContent.js";
import { nameKey } from "./tooltip.js";

/** Rows of the printed legend and of its sources; more would push the map off the page. */
const MOST_ROWS = 14;
const MOST_SOURCES = 12;

/** The categories that the visible events have, in the order of the legend. */
function categoriesShown(store) {
  const found = new Set();
  const { visible, data } = store;
  for (let i = 0; i < data.n; i++) if (visible[i]) for (const category of store.involvements(i)) found.add(category);
  return [...found].sort((a, b) => a - b);
}

/**
 * What the paper needs beside the map: legend, filter in words, sources, credits, the period of the data.
 * It is filled when the page is printed, so that it costs nothing before.
 *
 * @param {object} context `{store, t, phrases, summary}`
 * @returns {{element: HTMLElement}}
 */
export function createPrintLegend({ store, t, phrases, summary }) {
  const element = h("footer.print-legend", {});
  function update() {
    const { header } = store.data;
    const { keys, colours, hollow } = store.categories();
    const rows = categoriesShown(store);
    const row = (category) => h("li", {}, swatch(hollow[category] ? null : colours[category]), said(nameKey(store, keys[category], t)));
    const sources = header.sources.slice(0, MOST_SOURCES).map((source) => [nameSource(source, t), source.url].filter(Boolean).join(", "));
    fill(
      element,
      h("h2", {}, header.title || t("untitled")),
      h("p", {}, summary()),
      h("p", {}, `${t("filter")}: ${phrases().join("; ") || t("noFilter")}`),
      h("ul.print-rows", {}, rows.slice(0, MOST_ROWS).map(row), rows.length > MOST_ROWS && h("li", {}, `+ ${t.number(rows.length - MOST_ROWS)}`)),
      h("h3", {}, t("sources")),
      h("ul.print-sources", {}, sources.map((line) => h("li", {}, said(line))), header.sources.length > MOST_SOURCES && h("li", {}, `+ ${t.number(header.sources.length - MOST_SOURCES)}`)),
      h("p.print-credits", {}, header.attributions.join(" · ")),
    );
  }
  window.addEventListener("beforeprint", update);
  return { element, remove: () => window.removeEventListener("beforeprint", update) };
}
