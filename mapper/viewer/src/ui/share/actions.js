/**
 * The buttons that save, copy and print what the map shows.
 */
import { sizeMarks } from "../legend/sizes.js";
import { allWords, contextWords } from "../panel/filterWords.js";
import { button, h } from "../parts/dom.js";
import { mapTitle } from "../parts/mapTitle.js";
import { summaryWords } from "../summary.js";
import {
  legendRows,
  shownCredits,
  wordAbsent,
  wordFilter,
  wordInPicture,
  wordNames,
  wordSides,
} from "./captions.js";
import { copyButton, fileStem, saveFile } from "./clipboard.js";
import { toCsv, toGeojson, visibleEvents } from "./downloads.js";
import { toPng } from "./picture.js";

/** @import {Context, UpdatedPart} from "../types.js" */
/** @import {CaptionWords} from "./picture.js" */

/** Entries of the legend of a picture. */
const MOST_ENTRIES = 60;

/** The caption of a picture of the map. @param {Context} context @returns {CaptionWords} */
function captionWords({ store, map, engine, t }) {
  const rows = legendRows(store, t);
  const rest = rows.length - MOST_ENTRIES;
  const legend = rows
    .slice(0, MOST_ENTRIES)
    .map((row) => ({ colour: row.colour, hollow: row.hollow, text: wordNames(row, t) }));
  const lines = [
    summaryWords(store, t),
    wordInPicture(store, engine.frame.inView(true), t),
    wordFilter(allWords(store, t), t),
    wordAbsent(store, t),
    wordSides(store, t),
    engine.sizes().areCells && t("cellNote"),
  ];
  const { forms, theme } = engine.forms();
  return {
    title: mapTitle(store.data.header, t),
    lines: lines.flatMap((line) => line || []),
    forms: forms.map((form) => ({ form, text: t(`form_${form}`) })),
    theme,
    sizes: sizeMarks(engine, store, t),
    legend: rest > 0 ? [...legend, { text: `+ ${t.number(rest)}` }] : legend,
    credits: shownCredits(map),
  };
}

/** @param {Context} context @returns {UpdatedPart} */
export function createDownloads(context) {
  const { store, map, t } = context;
  const { data } = store;
  const stem = fileStem(data.header.title ?? "");
  const saveButton = (
    /** @type {string} */ label,
    /** @type {string} */ suffix,
    /** @type {() => Promise<Blob>} */ make,
  ) => {
    const save = async () => {
      element.disabled = true;
      try {
        saveFile(await make(), `${stem}.${suffix}`);
      } finally {
        element.disabled = false;
      }
    };
    const element = button(label, save, { className: "action" });
    return element;
  };
  const note = h("p.note", {});
  const element = h(
    "div.actions",
    {},
    saveButton(t("downloadCsv"), "csv", () => toCsv(data, visibleEvents(store.visible))),
    saveButton(t("downloadGeojson"), "geojson", () => toGeojson(data, visibleEvents(store.visible))),
    saveButton(t("savePicture"), "png", () => toPng(map.getContainer(), captionWords(context))),
    copyButton(() => location.href, t, { label: t("copyView") }),
    button(t("printMap"), () => window.print(), { className: "action" }),
    note,
  );
  return {
    element,
    update: () =>
      (note.textContent = [t("downloadNote", { n: store.count() }), ...contextWords(store, t)].join(
        t("semicolon"),
      )),
  };
}
