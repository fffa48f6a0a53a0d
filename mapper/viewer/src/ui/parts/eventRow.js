/**
 * One row of a list of events.
 */
import { eventAt } from "../../data/events.js";
import { wordWhen, wordWhenShort } from "../../i18n/dates.js";
import { joinParts, neutralSides } from "../card/claims.js";
import { nameCountry, typeName } from "./categoryName.js";
import { h, swatch } from "./dom.js";

/** @import {EventRecord, EventText} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */

/** Height of a row, in pixels: a title of two lines, and a line of date and place. */
export const EVENT_ROW = 66;

/** Swatches shown beside a title. */
const MOST_SWATCHES = 4;

/** The title of a row of counts, as Python writes it (`counted_events`). */
const COUNT = /^(\d+) events?$/;

/**
 * Whether a row is a count of events. Data that it lacks was left out of it; its events may have the data.
 *
 * @param {EventText} text
 */
export const isCount = ({ title = "" }) => COUNT.test(title);

/** The most letters of notes that replace a title: as many as two lines of a row hold. */
const LONGEST_TITLE = 90;

/** The first line of notes, cut between two words where it is long. @param {string} notes */
function beginning(notes) {
  const [line] = notes.trim().split(/\s*\n/);
  return line.length <= LONGEST_TITLE ? line : `${line.slice(0, LONGEST_TITLE).replace(/\s+\S*$/, "")}…`;
}

/**
 * The words that name an event without title and type: the beginning of its notes.
 *
 * @param {EventRecord} event
 * @param {EventText} text
 */
const ownWords = (event, { title, notes }) => title || (!event.type && notes ? beginning(notes) : "");

/**
 * The name of an event: its title, else its type and its place, else the beginning of its notes.
 *
 * @param {EventRecord} event
 * @param {EventText} text
 * @param {Translator} t
 */
export function titleOf(event, text, t) {
  const [, count] = COUNT.exec(text.title ?? "") ?? [];
  if (count) return t("events", { n: Number(count) });
  return (
    ownWords(event, text) ||
    [event.type ? typeName(event.type, t) : t("card"), joinParts(text.place, " / ")]
      .filter(Boolean)
      .join(", ")
  );
}

/**
 * The place of an event. An event without a title has its place in its name, so its row says who was involved.
 *
 * @param {EventRecord} event
 * @param {EventText} text
 * @param {Translator} t
 */
function secondLine(event, text, t) {
  if (ownWords(event, text)) return joinParts(text.place, " / ") || nameCountry(event.country, t);
  return neutralSides(event.involvements)
    .flatMap(({ actors, associated }) => [...actors, ...associated])
    .map(({ name }) => name)
    .join(", ");
}

/**
 * The colours of an event in the current colouring, each once.
 *
 * @param {Store} store
 * @param {number} i event
 */
function swatchesOf(store, i) {
  const { colours, hollow } = store.categories();
  const found = new Map(
    store.involvements(i).map((category) => [colours[category], Boolean(hollow[category])]),
  );
  return [...found].slice(0, MOST_SWATCHES).map(([colour, isHollow]) => swatch(colour, { hollow: isHollow }));
}

/** How many were killed, as the record has it. @param {EventRecord} event @param {Translator} t */
function deadOf({ figures: { low, best, high } }, t) {
  if (best === null && low !== null && high !== null)
    return h("span.dead", {}, `${t.number(low)}–${t.number(high)}`);
  if (best === null && low !== null) return h("span.dead", {}, t("leastCount", { n: low }));
  if (best === null && high !== null) return h("span.dead", {}, `≤ ${t.number(high)}`);
  if (best === null) return h("span.dead.unknown", { title: t("notStated") }, "?");
  return h("span.dead", { title: t("killedCount", { n: best }) }, t.number(best));
}

/** An addition to a name in brackets: "XXX70 (side not identified, Mexico)". */
const ASIDE = / \(.*\)$/;

/**
 * Whether a title has only the names of the sides, joined in any way, as UCDP's titles do.
 *
 * @param {string} title
 * @param {string[]} names of those who take part
 * @example saysOnlySides("Army - Rebels", ["Rebels", "Army"])  // true
 */
export function saysOnlySides(title, names) {
  const longestFirst = names
    .flatMap((name) => [name, name.replace(ASIDE, "")])
    .sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, name) => left.replaceAll(name, " "), title);
  return rest !== title && !/\p{L}{3}/u.test(rest);
}

/**
 * The row of an event whose title does not distinguish it from others of the same sides: place and date come first.
 *
 * @param {{title: string, when: string, second?: string}} words
 * @param {boolean} reason whether the second line says why it is not on the map
 */
function placeFirst({ title, when, second }, reason) {
  if (reason) return { title: `${when} · ${title}`, when: "", second };
  return { title: [second, when].filter(Boolean).join(" · "), when: "", second: title };
}

/**
 * A row with colours, title, date and place. The title arrives when its block of texts is unpacked.
 *
 * @param {{store: Store, t: Translator}} context
 * @param {number} i event
 * @param {{reason?: boolean, onOpen: () => void}} options `reason`: say why it is not on the map instead of
 *   where it was
 */
export function eventRow({ store, t }, i, { reason = false, onOpen }) {
  const event = eventAt(store.data, i);
  const title = h("bdi.title", {}, "…");
  const where = h("bdi", {});
  const when = h("bdi", {}, wordWhen(event, t).text);
  const disagree = t("sourcesDisagree");
  const enter = () => store.select({ hover: event.sites.length ? { event: i } : null });
  const leave = () => store.select({ hover: null });
  const row = h(
    "button.event-row",
    {
      type: "button",
      "data-event": i,
      onclick: onOpen,
      onpointerenter: enter,
      onpointerleave: leave,
      onfocus: enter,
      onblur: leave,
    },
    h("span.swatches", { "aria-hidden": "true" }, swatchesOf(store, i)),
    h(
      "span.words",
      {},
      h(
        "span.first",
        {},
        title,
        event.disputed && h("span.disputed-mark", { role: "img", "aria-label": disagree, title: disagree }),
      ),
      h("span.second", {}, when, where),
    ),
    store.countsDead() && deadOf(event, t),
  );
  store.data.text(i).then((text) => {
    const words = {
      title: titleOf(event, text, t),
      when: wordWhenShort(event, t, text.dateText),
      second: reason ? text.reason && t.message(text.reason) : secondLine(event, text, t),
    };
    row.title = Object.values(words).filter(Boolean).join("\n");
    const names = event.involvements.map(({ name }) => name);
    const isOfMany = text.isTitleShared || saysOnlySides(text.title ?? "", names);
    const shown = isOfMany ? placeFirst(words, reason) : words;
    title.textContent = shown.title;
    when.textContent = shown.when;
    if (shown.second) where.textContent = shown.second;
  });
  return row;
}
