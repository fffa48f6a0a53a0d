/**
 * The content of the card of one event.
 */
import { formatWritten } from "../../i18n/dates.js";
import { subTypeName, typeName } from "../parts/categoryName.js";
import { dataText, h, link } from "../parts/dom.js";
import { isCount, titleOf } from "../parts/eventRow.js";
import { sourceLinks, sourceName } from "../parts/sources.js";
import { joinParts, wordField } from "./claims.js";
import { claimsSection } from "./claimsSection.js";
import { fact, killedFact, sidesFact, sureFact, whenFact, whereFact } from "./facts.js";

/** @import {EventRecord, EventText, Source} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {CardEvent, Child} from "../types.js" */

/** The notes of a row of counts, as Python writes them (`counted_events`). */
const COUNTED = "a count of events, without the events themselves";

/** A letter of the Admiralty scale in words; other grades as written. @param {string} grade @param {Translator} t */
function wordReliability(grade, t) {
  const key = `reliabilities.${grade}`;
  return t("reliability", { grade, words: t.has(key) ? t(key) : grade });
}

/** @param {Source} source @param {Translator} t */
function sourceItem(source, t) {
  const name = sourceName(source, t);
  const details = [
    source.published && formatWritten(source.published, t.language),
    source.accessed && t("accessed", { date: formatWritten(source.accessed, t.language) }),
    source.reliability && wordReliability(source.reliability, t),
    source.licence,
  ].filter(Boolean);
  return h(
    "li",
    {},
    h("p", {}, dataText(name)),
    h("p.note", {}, dataText(details.join(" · ")), sourceLinks(source, t)),
  );
}

/** @param {CardEvent} record @param {Translator} t */
function sourcesSection({ event, text, sources }, t) {
  const address = text.sourceUrl && h("p.note", {}, t("sourceAddress"), t("colon"), link(text.sourceUrl));
  const items = event.sources.map((number) => sourceItem(sources.at(number), t));
  const list = items.length > 0 && h("ul.source-list", {}, items);
  const none = !list && !address && h("p.not-stated", {}, t("notStated"));
  if (none && isCount(text)) return null;
  return h("section.card-sources", {}, h("h3", {}, t("sources")), list, address, none);
}

/** A text as it is written, under a heading. @param {string} title @param {string|undefined} text */
const verbatim = (title, text) =>
  text && h("section", {}, h("h3", {}, title), h("p.verbatim", { dir: "auto" }, text));

/** A cell of a user's own column: an address as a link, else text. @param {string} text */
const ownCell = (text) => (/^https?:\/\/\S+$/i.test(text) ? link(text) : dataText(text));

/** The user's own columns, folded. @param {CardEvent} record @param {Translator} t */
function ownSection({ text, data }, t) {
  const names = data.header.own ?? [];
  const cells = names.flatMap((name, k) => (text.own?.[k] ? [{ name, cell: text.own[k] }] : []));
  if (!cells.length) return null;
  const facts = cells.map(({ name, cell }) => [h("dt", {}, dataText(name)), h("dd", {}, ownCell(cell))]);
  return h(
    "details.own",
    {},
    h("summary", {}, t("moreFromRecord", { n: cells.length })),
    h("dl.facts", {}, facts),
  );
}

/**
 * A banner that sources disagree, with the disputed fields.
 *
 * @param {EventRecord} event
 * @param {EventText} text
 * @param {Translator} t
 */
function disputeBanner(event, { disputed = [] }, t) {
  if (!event.disputed) return null;
  const fields = [...new Set(disputed.map((field) => withinSentence(wordField(field, t))))];
  const words = fields.length ? t("sourcesDisagreeOn", { fields: t.list(fields) }) : t("sourcesDisagree");
  return h("p.disputed.banner", {}, h("span.disputed-mark", { "aria-hidden": "true" }), words);
}

/** A label for the middle of a sentence. @param {string} label */
const withinSentence = (label) => label.slice(0, 1).toLowerCase() + label.slice(1);

/**
 * A word of a data set in the reader's language, with the original word as its tooltip.
 * @param {string} name @param {string} shown
 */
const translated = (name, shown) => h("bdi", { title: shown === name ? null : name }, shown);

/**
 * The whole card of one event. Nothing is shortened.
 *
 * @param {CardEvent} record
 * @param {Translator} t
 * @returns {Child[]}
 */
export function cardContent(record, t) {
  const { event, text } = record;
  const claims = claimsSection(record, t);
  const details = detailsSection(record, claims, t);
  const toClaims = () => {
    const target = claims?.querySelector('[data-field="fatalities"]');
    if (!(target instanceof HTMLElement)) return;
    if (details instanceof HTMLDetailsElement) details.open = true;
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  };
  const type = event.type
    ? [
        translated(event.type, typeName(event.type, t)),
        text.subType && [" · ", translated(text.subType, subTypeName(text.subType, t))],
      ]
    : [];
  return [
    disputeBanner(event, text, t),
    h(
      "dl.facts",
      {},
      (type.length > 0 || !isCount(text)) && fact(t("kind"), type, t),
      whereFact(record, t),
      whenFact(record, t),
      sidesFact(record, t),
      killedFact(record, t, toClaims),
      sureFact(record, t),
    ),
    claims ? [sourcesSection(record, t), details] : [details, sourcesSection(record, t)],
    ownSection(record, t),
  ];
}

/**
 * Notes, all claims, tags and media, folded since only some readers want them. Without claims the notes are the main
 * text, and open.
 *
 * @param {CardEvent} record
 * @param {HTMLElement|null} claims
 * @param {Translator} t
 */
function detailsSection({ event, text }, claims, t) {
  const { notes, tags, mediaUrl } = text;
  const media = mediaUrl && addressesIn(mediaUrl).map((address) => h("p", {}, link(address)));
  const content = [
    notes === COUNTED
      ? h("p.note", {}, t("countedNote"))
      : notes !== titleOf(event, text, t) && verbatim(t("notes"), notes),
    claims,
    verbatim(t("tags"), joinParts(tags, ", ")),
    media && h("section", {}, h("h3", {}, t("media")), media),
  ];
  return claims ? h("details.more", {}, h("summary", {}, t("details")), content) : content;
}

/**
 * The addresses in a field that may have several, separated by spaces or by `;`, `,` or `|` before the next one.
 *
 * @param {string} text
 * @returns {string[]}
 * @example addressesIn("https://a.org/1; https://b.org/2")  // ["https://a.org/1", "https://b.org/2"]
 */
export const addressesIn = (text) =>
  text
    .split(/\s*[;,|]\s*(?=https?:\/\/)|\s+(?=https?:\/\/)/i)
    .map((address) => address.trim())
    .filter(Boolean);
