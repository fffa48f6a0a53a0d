import { allWords } from "../panel/filterWords.js";
import { afterPaint, dataText, fill, h, swatch } from "../parts/dom.js";
import { mapTitle } from "../parts/mapTitle.js";
import { sourceName } from "../parts/sources.js";
import { symbolList } from "../parts/symbols.js";
import { summaryWords } from "../summary.js";
import { sizeKey } from "../legend/sizes.js";
import { legendRows, shownCredits, wordAbsent, wordFilter, wordNames, wordSides } from "./captions.js";

/** @import {Source, Sources} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Context, LegendRow, Part} from "../types.js" */

/** The most rows of the printed legend, and the most names in a row: more would be cut off. */
const MOST_ROWS = 10;
const MOST_IN_ROW = 2;

/** The most sources in full, and the most further ones by name; more would leave no room for the map. */
const MOST_SOURCES = 12;
const MOST_NAMES = 40;

/**
 * The first entries as list items, and how many others there are.
 *
 * @template T
 * @param {{length: number, at(index: number): T|undefined}} entries
 * @param {number} most
 * @param {(entry: T) => HTMLElement} item
 * @param {Translator} t
 */
function firstItems(entries, most, item, t) {
  const rest = entries.length - most;
  const first = Array.from({ length: Math.min(most, entries.length) }, (_, k) => entries.at(k));
  return [
    first.map((entry) => item(/** @type {T} */ (entry))),
    rest > 0 && h("li", {}, t("andMore", { n: rest })),
  ];
}

/**
 * The sources as list items: the first with addresses, further ones by name on one line, and the number of the others.
 *
 * @param {Source[]} cited
 * @param {Translator} t
 */
function sourceItems(cited, t) {
  const item = (/** @type {Source} */ source) =>
    h("li", {}, dataText([sourceName(source, t), source.url].filter(Boolean).join(", ")));
  const names = [
    ...new Set(cited.slice(MOST_SOURCES).map((source) => source.publisher || sourceName(source, t))),
  ];
  const rest = names.length - MOST_NAMES;
  const more = rest > 0 ? [t("andMore", { n: rest })] : [];
  return [
    cited.slice(0, MOST_SOURCES).map(item),
    names.length > 0 && h("li", {}, dataText([...names.slice(0, MOST_NAMES), ...more].join("; "))),
  ];
}

/** @param {Store} store @returns {number[]} the sources of the visible events, those of the most events first */
function citedSources({ visible, data: { n, weight, sourceStart, col, header } }) {
  const events = new Uint32Array(header.counts.sources);
  for (let i = 0; i < n; i++) {
    if (!visible[i]) continue;
    for (let k = sourceStart[i]; k < sourceStart[i + 1]; k++) events[col.sourceRef[k]] += weight[i];
  }
  const cited = Array.from(events.keys()).filter((source) => events[source]);
  return cited.sort((a, b) => events[b] - events[a]);
}

/**
 * The part of the page for paper, beside the map: legend, filter, sources and credits. It is filled when the page is
 * printed.
 *
 * @param {Context} context
 * @returns {Part}
 */
export function createPrintLegend({ store, display, map, engine, t, signal }) {
  const element = h("footer.print-legend", {});
  const row = (/** @type {LegendRow} */ one) =>
    h("li", {}, swatch(one.colour, { hollow: one.hollow }), dataText(wordNames(one, t, MOST_IN_ROW)));
  /** @type {Sources|null} */
  let sources = null;
  const keep = (/** @type {Sources} */ read) => (sources = read);
  afterPaint(() => store.data.sources().then(keep, () => {})); // a damaged block is reported by the page, once
  const update = () => {
    const [absent, sides] = [wordAbsent(store, t), wordSides(store, t)];
    const { forms } = engine.forms();
    const { areCells } = engine.sizes();
    const cited = sources ? citedSources(store).map(sources.at) : [];
    fill(
      element,
      h(
        "div.print-words",
        {},
        h("h2", {}, mapTitle(store.data.header, t)),
        h("p", {}, summaryWords(store, t)),
        h("p", {}, wordFilter(allWords(store, t), t)),
        absent && h("p.print-absent", {}, absent),
        sides && h("p.print-sides", {}, sides),
        h("ul.print-rows", {}, firstItems(legendRows(store, t), MOST_ROWS, row, t)),
        sizeKey(engine, store, t),
      ),
      h(
        "div.print-symbols",
        {},
        !areCells && symbolList(t, { forms, selected: store.selection.event !== null }),
      ),
      cited.length > 0 &&
        h("div.print-sources", {}, h("h3", {}, t("sources")), h("ul", {}, sourceItems(cited, t))),
      h("p.print-credits", {}, shownCredits(map)),
    );
  };
  display.subscribe(({ changed }) => changed.has("printing") && display.state().printing && update(), {
    signal,
  });
  return { element };
}
