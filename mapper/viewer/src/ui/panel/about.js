/**
 * Downloads, sources, credits and licences, and the reader's choice of theme and language.
 */
import { formatWritten } from "../../i18n/dates.js";
import { LANGUAGES, THEMES } from "../../state/display.js";
import { afterPaint, append, button, dataText, h, link, section } from "../parts/dom.js";
import { segmented } from "../parts/segmented.js";
import { sourceLinks, sourceName } from "../parts/sources.js";
import { createDownloads } from "../share/actions.js";
import { fileWords } from "./filterWords.js";

/** @import {BasemapSource, Source, Sources} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Context, UpdatedPart} from "../types.js" */

/** Sources that are listed at once: an imported data set can have a hundred thousand. */
const SOURCES_AT_ONCE = 50;

const THEME_WORDS = /** @type {const} */ ({ auto: "themeAuto", light: "themeLight", dark: "themeDark" });
const LANGUAGE_NAMES = { en: "English", fr: "Français" };

/** @param {Source} source @param {Translator} t */
function sourceItem(source, t) {
  const published = source.published && formatWritten(source.published, t.language);
  const details = [published, source.licence].filter(Boolean).join(" · ");
  return h(
    "li",
    {},
    dataText(sourceName(source, t)),
    details && [" · ", dataText(details)],
    sourceLinks(source, t),
  );
}

/** The first sources, and a button for as many more. @param {Sources} sources @param {Translator} t */
function sourceList(sources, t) {
  const list = h("ul.source-list", {});
  const more = button("", () => showMore(), { className: "more" });
  const showMore = () => {
    const from = list.children.length;
    for (let k = from; k < Math.min(from + SOURCES_AT_ONCE, sources.length); k++)
      list.append(sourceItem(sources.at(k), t));
    const rest = sources.length - list.children.length;
    more.hidden = rest === 0;
    more.textContent = t("showMore", { n: rest });
  };
  showMore();
  return [list, more];
}

/** @param {BasemapSource} source @param {Translator} t */
function basemapItem({ layers, title, licence = "", url, version }, t) {
  const word = (/** @type {string} */ key, /** @type {string} */ text) => (t.has(key) ? t(key) : text);
  const named = [layers].flat().map((layer) => word(`ground_${layer}`, layer));
  const words = [named.join(", "), title, version].filter(Boolean).join(" · ");
  return h(
    "li",
    {},
    dataText(words),
    licence && [" · ", dataText(word(`licence_${licence}`, licence))],
    url && [" · ", link(url, t("sourceLink"))],
  );
}

/** The licences of the software in the page. @param {Translator} t */
function licences(t) {
  const text = document.getElementById("mapper-licences")?.textContent;
  return text && h("details.licences", {}, h("summary", {}, t("licences")), h("pre", { tabindex: 0 }, text));
}

/** Sources, credits and licences. @param {Store} store @param {Sources} sources @param {Translator} t */
function creditLists(store, sources, t) {
  const { attributions, basemap } = store.data.header;
  const chosen = fileWords(store, t).join(t("semicolon"));
  const lines = [...attributions.map((line) => t.message(line)), chosen && t("fileHolds", { text: chosen })];
  const credits = lines.filter(Boolean).map((line) => h("li", {}, dataText(line)));
  const ground = (basemap?.sources ?? []).map((source) => basemapItem(source, t));
  return [
    sources.length > 0 && [h("h3", {}, t("sources")), sourceList(sources, t)],
    credits.length > 0 && [h("h3", {}, t("credits")), h("ul.source-list", {}, credits)],
    ground.length > 0 && [h("h3", {}, t("baseMap")), h("ul.source-list", {}, ground)],
    licences(t),
  ];
}

/** The choice of theme and language. @param {Context} context */
function displayChoices({ display, t, signal }) {
  const themes = segmented(
    t("theme"),
    THEMES.map((key) => ({ key, label: t(THEME_WORDS[key]) })),
    (theme) => display.set({ theme }),
  );
  const languages = segmented(
    t("language"),
    LANGUAGES.map((key) => ({ key, label: LANGUAGE_NAMES[key] })),
    (language) => display.set({ language }),
  );
  const update = () => {
    themes.update(display.state().theme);
    languages.update(display.state().language);
  };
  display.subscribe(update, { signal });
  update();
  const title = h("h3", {}, t("display"));
  return h("div.display", { "data-no-map-effect": true }, title, themes.element, languages.element);
}

/** @param {Context} context @returns {UpdatedPart} */
export function createAbout(context) {
  const { store, t } = context;
  const downloads = createDownloads(context);
  const { element } = section(
    "about",
    t("about"),
    { open: false },
    downloads.element,
    displayChoices(context),
  );
  // The section is folded at first.
  // A damaged block is reported by the page, once.
  const credits = (/** @type {Sources} */ sources) => append(element, creditLists(store, sources, t));
  afterPaint(() => store.data.sources().then(credits, () => {}));
  return { element, update: downloads.update };
}
