/**
 * Events as rows of the dossier's table of events.
 */
import { isoDay } from "../../data/calendar.js";
import { once } from "../../data/bytes.js";
import { siteAt } from "../../data/events.js";
import { DATE_PRECISIONS, EVENT_COLUMNS, FLAGS, ROLES, WRITTEN_LENGTHS } from "../../data/vocabulary.js";
import { createTranslator } from "../../i18n/index.js";

/** @import {Claim, Data, EventRecord, EventText, Message, Site, Sources} from "../../data/types.js" */

const english = once(() => createTranslator("en"));

/**
 * Downloads are in English, like the program's exports.
 *
 * @param {string|Message} message
 * @returns {string}
 */
export const inEnglish = (message) => english().message(message);

/**
 * Column → cell of a row. An unknown value is empty text, or null in a column of numbers.
 *
 * @typedef {Record<string, string|number|null>} TableRow
 */

/** The step of `geo_precision` for several possible places, as exports have it. */
const VAGUE = 5;

/** The columns of a download, named and ordered as in the dossier's table of events. */
export const COLUMNS = EVENT_COLUMNS.map(({ name }) => name);

/** Columns of numbers, in which null stands for "not known". */
const NUMERIC = new Set(
  EVENT_COLUMNS.filter(({ type = "" }) => /^(float|Int)/.test(type)).map(({ name }) => name),
);

/** @param {Data} data */
const hasClaims = ({ col }) => col.flags.some((flags) => (flags & FLAGS.claimed) !== 0);

/**
 * The columns of a download, those of `mapper export` but for `alternative_places`: a table of counts has one
 * more than one of events, and the user's own come last.
 *
 * @param {Data} data
 */
export const tableColumns = (data) => [
  ...COLUMNS,
  ...(data.col.events ? ["events"] : []),
  ...(hasClaims(data) ? ["claims_in_words", "figures_rest_on"] : []),
  "claims",
  ...(data.header.doubtsKnown ? ["place_doubt"] : []),
  ...(data.header.own ?? []),
];

/** @param {string[]} values */
const joinNames = (values) => values.filter(Boolean).join("; ");

/**
 * The date as written. The file leaves it out if it follows from the first day and the precision
 * (`mapper/render/payload/text_rows.py`).
 *
 * @param {EventRecord} event
 * @param {EventText} text
 */
function dateText({ first, precision }, { dateText: written = "" }) {
  if (written || first === null) return written;
  const length = WRITTEN_LENGTHS[DATE_PRECISIONS[precision]];
  const day = isoDay(first);
  return length && /^(-01)*$/.test(day.slice(length)) ? day.slice(0, length) : "";
}

/** @param {EventRecord} event @param {Site|null} site @param {EventText} text */
function precisionCells({ alternatives }, site, { step }) {
  if (alternatives) return { geo_precision: VAGUE, radius_km: null, location_kind: "alternatives" };
  return {
    geo_precision: site ? site.precision : step && Number(step),
    radius_km: site?.radius ? site.radius / 1000 : null,
    location_kind: site?.kind ?? "unlocated",
  };
}

/** @param {Data} data @param {EventRecord} event @param {EventText} text */
function placeCells(data, event, text) {
  const site = event.sites.length ? siteAt(data, event.sites[0]) : null;
  return {
    place: text.place,
    country: event.country?.code,
    admin1: text.admin1,
    admin2: text.admin2,
    admin3: text.admin3,
    place_relation: text.relation ?? "unknown",
    longitude: site?.longitude,
    latitude: site?.latitude,
    ...precisionCells(event, site, text),
    place_id: text.placeId,
    place_reason: inEnglish(text.reason ?? ""),
    place_confidence: text.placeConfidence,
    place_doubt: inEnglish(text.doubt ?? ""),
    from_gazetteer: text.fromGazetteer,
    geolocated_by: text.geolocatedBy,
  };
}

/** @param {EventRecord} event @param {EventText} text */
function dateCells(event, text) {
  const { first, last } = event;
  return {
    event_date: first === null ? "" : isoDay(first),
    end_date: last === null ? "" : isoDay(last),
    date_precision: first === null ? "unknown" : DATE_PRECISIONS[event.precision],
    date_text: dateText(event, text),
  };
}

/** @param {EventRecord} event @returns {TableRow} */
function actorCells({ involvements }) {
  const cells = ROLES.map((column, role) => {
    const names = involvements.filter((one) => one.role === role).map(({ name }) => name);
    return [column, joinNames(names)];
  });
  return Object.fromEntries(cells);
}

/**
 * A claim as `mapper export` writes it: under the names of the dossier's table of claims, with who published
 * its source and where. What is not stated is left out, and so are `many`, `article` and `words`, which only word it.
 *
 * @param {Claim} claim
 * @param {Sources} sources
 * @returns {Record<string, unknown>}
 */
export function claimRow({ id, unit, kind, source: number, ...claim }, sources) {
  const source = typeof number === "number" ? sources.at(number) : undefined;
  const row = {
    claim_id: id,
    ...claim,
    unit_or_group: unit,
    claimant_kind: kind,
    source_id: source?.id,
    publisher: source?.publisher,
    url: source?.url,
    many: undefined,
    article: undefined,
    words: undefined,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== ""));
}

/** A line for each field or figure. @param {Partial<Record<string, Message>>} [messages] */
const linesOf = (messages = {}) =>
  Object.entries(messages)
    .map(([name, message]) => `${name}: ${message && inEnglish(message)}`)
    .join("\n");

/** @param {EventText} text @param {Sources} sources */
const claimCells = ({ display, rests, claims = [] }, sources) => ({
  claims_in_words: linesOf(display),
  figures_rest_on: linesOf(rests),
  claims: JSON.stringify(claims.map((claim) => claimRow(claim, sources))),
});

/**
 * @param {Data} data
 * @param {EventRecord} event
 * @param {EventText} text
 * @param {string} eventId
 * @param {Sources} sources
 * @returns {TableRow} with the keys of `tableColumns`
 */
export function tableRow(data, event, text, eventId, sources) {
  /** @type {Record<string, string|number|null|undefined>} */
  const values = {
    event_id: eventId,
    ...dateCells(event, text),
    ...placeCells(data, event, text),
    event_type: event.type,
    sub_event_type: text.subType,
    ...actorCells(event),
    actors_as_written: text.actorsAsWritten,
    fatalities_low: event.figures.low,
    fatalities_best: event.figures.best,
    fatalities_high: event.figures.high,
    title: text.title,
    notes: text.notes,
    tags: text.tags,
    part_of: text.partOf,
    possibly_same_as: text.possiblySameAs,
    media_url: text.mediaUrl,
    source: joinNames(event.sources.map((number) => sources.at(number).id)),
    source_url: text.sourceUrl,
    disputed_fields: joinNames(text.disputed ?? []),
    events: data.col.events?.[event.index],
    ...claimCells(text, sources),
  };
  const { own = [] } = data.header;
  const given = tableColumns(data).slice(0, -own.length || undefined);
  const cells = given.map((name) => [name, values[name] ?? (NUMERIC.has(name) ? null : "")]);
  return Object.fromEntries([...cells, ...own.map((name, k) => [name, text.own?.[k] ?? ""])]);
}
