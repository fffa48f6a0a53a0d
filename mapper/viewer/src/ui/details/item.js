/**
 * One single event, in a few lines. All of it is text from outside.
 */
import { DATE_PRECISIONS } from "../../data/vocabulary.js";
import { wordWhen } from "../../i18n/dates.js";
import { joinParts } from "../card/claims.js";
import { addressesIn } from "../card/content.js";
import { subTypeName, typeName } from "../parts/categoryName.js";
import { dataText, h, link } from "../parts/dom.js";
import { nameCountry } from "../parts/categoryName.js";

/** @import {SingleEvent} from "../../data/details/files.js" */
/** @import {Data} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Child} from "../types.js" */

const DAY = 86_400_000;
const SIDES = [
  ["actor1", "assoc_actor_1"],
  ["actor2", "assoc_actor_2"],
];

/** @param {SingleEvent} event @param {string} name @returns {string} "" where there is none */
const text = (event, name) => (typeof event[name] === "string" ? event[name] : "");

/** @param {unknown} value @returns {number|null} */
const number = (value) => (typeof value === "number" || typeof value === "bigint" ? Number(value) : null);

/** @param {unknown} day */
const dayNumber = (day) => (day instanceof Date ? Math.round(day.getTime() / DAY) : null);

/** When it was, as exactly as it is known. @param {SingleEvent} event @param {Translator} t */
function when(event, t) {
  const first = dayNumber(event.event_date);
  const last = dayNumber(event.end_date) ?? first;
  const stated = DATE_PRECISIONS.indexOf(text(event, "date_precision"));
  const { text: words, precision } = wordWhen(
    { first, last, precision: stated },
    t,
    text(event, "date_text"),
  );
  return [words, precision].filter(Boolean).join(", ");
}

/** Where it was, and how exactly that is known. @param {SingleEvent} event @param {Data} data @param {Translator} t */
function where(event, { header }, t) {
  const code = text(event, "country");
  const country = header.countries.find((one) => one.code === code);
  const key = `geo_precisions.${number(event.geo_precision)}`;
  const names = [
    joinParts(text(event, "place"), " / "),
    text(event, "admin1"),
    country ? nameCountry(country, t) : code,
  ];
  return [names.filter(Boolean).join(", "), t.has(key) ? t(key) : ""].filter(Boolean).join(" · ");
}

/** Who took part. @param {SingleEvent} event @param {Translator} t */
const who = (event, t) =>
  SIDES.map((fields) => fields.map((name) => joinParts(text(event, name), ", ")).filter(Boolean))
    .filter((names) => names.length)
    .map((names) => names.join(` ${t("withActors")} `))
    .join(" – ");

/** How many were killed, as the record has it. @param {SingleEvent} event @param {Translator} t */
function killed(event, t) {
  const [low, best, high] = ["low", "best", "high"].map((name) => number(event[`fatalities_${name}`]));
  const bounds = [
    low !== null && `${t("low")} ${t.number(low)}`,
    high !== null && `${t("high")} ${t.number(high)}`,
  ];
  const words = [best !== null && t.number(best), ...bounds].filter(Boolean);
  return words.length ? words.join(", ") : t("notStated");
}

/** Who reports it. @param {SingleEvent} event @param {Translator} t @returns {Child[]} */
function sources(event, t) {
  const name = joinParts(text(event, "source"), ", ");
  const addresses = addressesIn(text(event, "source_url")).map((address) => [" ", link(address)]);
  return name || addresses.length ? [name && dataText(name), addresses] : [t("notStated")];
}

/**
 * @param {SingleEvent} event
 * @param {Data} data
 * @param {Translator} t
 */
export function eventItem(event, data, t) {
  const type = [typeName(text(event, "event_type"), t), subTypeName(text(event, "sub_event_type"), t)]
    .filter(Boolean)
    .join(" · ");
  const title = text(event, "title");
  const line = (/** @type {string} */ label, /** @type {Child[]} */ ...content) =>
    h("p.note", {}, label, t("colon"), content);
  const notes = text(event, "notes");
  return h(
    "li.single",
    {},
    h("p", {}, dataText(when(event, t)), (title || type) && [" · ", dataText(title || type)]),
    title && type && h("p.note", {}, dataText(type)),
    line(t("where"), dataText(where(event, data, t) || t("notStated"))),
    line(t("sides"), dataText(who(event, t) || t("notStated"))),
    line(t("killed"), killed(event, t)),
    notes && h("p.note.verbatim", { dir: "auto" }, notes),
    line(t("sources"), sources(event, t)),
    line(t("eventId"), dataText(text(event, "event_id"))),
  );
}
