import { copyButton, saveFile } from "../share/clipboard.js";
import { nameSource } from "../card/cardContent.js";
import { afterPaint, append, button, h, link, said, section } from "../parts/dom.js";
import { toCsv, toGeojson, visibleEvents } from "../share/downloads.js";
import { toPng } from "../share/picture.js";
import { THEMES } from "../preferences.js";
import { legendRows, shownCredits, wordAbsent, wordFilter, wordNames } from "../share/print.js";
import { segmented } from "../parts/segmented.js";

/** A file name out of the map's title, in letters that every system takes. */
export function fileStem(title) {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  return words.slice(0, 60) || "events";
}

function sourceLine(source, t) {
  const links = [
    source.url && link(source.url, t("sourceLink")),
    source.archiveUrl && link(source.archiveUrl, t("archiveLink")),
  ];
  const aside = [source.published, source.licence].filter(Boolean).join(" · ");
  return h(
    "li",
    {},
    said(nameSource(source, t)),
    aside && [" · ", said(aside)],
    links.filter(Boolean).map((one) => [" · ", one]),
  );
}

/** The first sources; the others on demand, because an imported data set can have thousands. */
const SOURCES_SHOWN = 50;

function sourceList(sources, t) {
  const list = h(
    "ul.source-list",
    {},
    sources.slice(0, SOURCES_SHOWN).map((source) => sourceLine(source, t)),
  );
  const rest = sources.slice(SOURCES_SHOWN);
  if (!rest.length) return [list];
  const more = button(
    t("showMore", { n: rest.length }),
    () => {
      list.append(...rest.map((source) => sourceLine(source, t)));
      more.remove();
    },
    { className: "more" },
  );
  return [list, more];
}

/** Entries of a picture's legend; a map of very many months would be all legend. */
const MOST_ENTRIES = 60;

/** What stands under a picture of the map: it has to say alone what the page says around the map. */
function pictureWords({ store, map, t, summary, phrases }) {
  const rows = legendRows(store, t);
  const rest = rows.length - MOST_ENTRIES;
  const legend = rows
    .slice(0, MOST_ENTRIES)
    .map(({ colour, hollow, names }) => ({ colour, hollow, text: wordNames(names, t) }));
  if (rest > 0) legend.push({ text: `+ ${t.number(rest)}` });
  const lines = [summary(), wordFilter(phrases(), t), wordAbsent(store, t)].filter(Boolean);
  return { title: store.data.header.title || t("untitled"), lines, legend, credits: shownCredits(map) };
}

function downloads({ store, map, t, summary, phrases, print }) {
  const { header } = store.data;
  const stem = fileStem(header.title ?? "");
  const save =
    (make, suffix) =>
    async ({ currentTarget: pressed }) => {
      pressed.disabled = true;
      saveFile(await make(store.data, visibleEvents(store.visible)), `${stem}.${suffix}`);
      pressed.disabled = false;
    };
  const picture = () => toPng(map.getContainer(), pictureWords({ store, map, t, summary, phrases }));
  const note = h("p.note", {});
  const element = h(
    "div.actions",
    {},
    button(t("downloadCsv"), save(toCsv, "csv"), { className: "action" }),
    button(t("downloadGeojson"), save(toGeojson, "geojson"), { className: "action" }),
    button(t("savePicture"), save(picture, "png"), { className: "action" }),
    copyButton(() => location.href, t, { label: t("copyView") }),
    button(t("printMap"), print, { className: "action" }),
    note,
  );
  return { element, update: () => (note.textContent = t("downloadNote", { n: store.count() })) };
}

/** Where the embedded ground comes from. */
function baseCredits({ basemap }, t) {
  if (!basemap?.sources?.length) return [];
  const line = ({ layers, title, licence, url, version }) =>
    h(
      "li",
      {},
      said([[layers].flat().join(", "), title, version].filter(Boolean).join(" · ")),
      licence && [" · ", said(licence)],
      url && [" · ", link(url, t("sourceLink"))],
    );
  return [h("h3", {}, t("baseMap")), h("ul.source-list", {}, basemap.sources.map(line))];
}

/** The licences of the software in the page, as their texts ask for. */
function licences(t) {
  const text = document.getElementById("mapper-licences")?.textContent;
  return text && h("details.licences", {}, h("summary", {}, t("licences")), h("pre", { tabindex: 0 }, text));
}

/** Sources, credits and licences. */
function lists(header, t) {
  const { sources, attributions } = header;
  const listed = sources.length > 0 && [h("h3", {}, t("sources")), sourceList(sources, t)];
  const credits = attributions.length > 0 && [
    h("h3", {}, t("credits")),
    h(
      "ul.source-list",
      {},
      attributions.map((line) => h("li", {}, said(line))),
    ),
  ];
  return [listed, credits, baseCredits(header, t), licences(t)];
}

/**
 * Downloads, the sources and credits, and the reader's own choices of theme and language.
 *
 * @param {object} context `{store, map, t, summary, phrases, print, theme, setTheme, setLanguage}`
 * @returns {{element: HTMLElement, update: () => void}}
 */
export function createAbout(context) {
  const { store, t } = context;
  const saved = downloads(context);
  const themes = segmented(
    t("theme"),
    THEMES.map((key) => ({ key, label: t(`theme${key[0].toUpperCase()}${key.slice(1)}`) })),
    (key) => {
      context.setTheme(key);
      themes.update(key);
    },
  );
  themes.update(context.theme());
  const languages = segmented(
    t("language"),
    [
      { key: "en", label: "English" },
      { key: "fr", label: "Français" },
    ],
    context.setLanguage,
  );
  languages.update(t.language);
  const display = h(
    "div.display",
    { "data-no-map-effect": true },
    h("h3", {}, t("display")),
    themes.element,
    languages.element,
  );
  const element = section("about", t("about"), { open: false }, saved.element, display);
  afterPaint(() => append(element, lists(store.data.header, t))); // it begins folded
  return { element, update: saved.update };
}
