import { isoDay } from "./calendar.js";
import { ALTERNATIVES, DEGREE, DISAGREE } from "./payload.js";

const ROLES = ["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"];
const PRECISIONS = ["day", "week", "month", "season", "year", "range", "unknown"];
/** The step of `geo_precision` for several possible places, as exports have it. */
const VAGUE = 5;
/** How much of its first day a date is that is written as precisely as it is known. */
const WRITTEN_LENGTHS = { day: 10, month: 7, year: 4 };
const KINDS = ["exact", "near", "area"];

/**
 * One event's columns put together, without its text.
 *
 * @param {object} data as `payload.js` gives it
 * @param {number} i event number
 * @returns {object} `first` is null where undated; `sites` are site numbers; `involvements` name actors by number and role
 */
export function eventAt(data, i) {
  const { header, col, dated, siteStart, actorStart, sourceStart } = data;
  const range = (column, start) => Array.from(column.subarray(start[i], start[i + 1]));
  const involvements = [];
  for (let k = actorStart[i]; k < actorStart[i + 1]; k++) {
    const actor = col.actor[k];
    involvements.push({ actor, role: col.role[k], name: header.actors[actor].name });
  }
  return {
    index: i,
    first: i < dated ? col.start[i] : null,
    last: i < dated ? col.start[i] + col.span[i] : null,
    precision: col.datePrecision[i],
    type: header.types[col.type[i]]?.name ?? "",
    country: col.country[i] ? header.countries[col.country[i] - 1] : null,
    sites: range(col.site, siteStart),
    involvements,
    figures: figuresOf({
      low: col.fatalitiesLow[i],
      best: col.fatalitiesBest[i],
      high: col.fatalitiesHigh[i],
    }),
    disputed: Boolean(col.flags[i] & DISAGREE),
    alternatives: siteStart[i + 1] - siteStart[i] > 1 || Boolean(col.flags[i] & ALTERNATIVES),
    sources: range(col.sourceRef, sourceStart).map((number) => header.sources[number]),
  };
}

/**
 * Low, best and high of the record, as far as they are stated.
 *
 * @param {{low: number, best: number, high: number}} stored as in the payload: value + 1, 0 not stated
 * @returns {{low: number|null, best: number|null, high: number|null, stated: boolean}}
 */
export function figuresOf({ low, best, high }) {
  const value = (stored) => (stored ? stored - 1 : null);
  return { low: value(low), best: value(best), high: value(high), stated: Boolean(low || best || high) };
}

/**
 * Where a site is and how well that is known.
 *
 * @param {object} data
 * @param {number} site
 * @returns {{longitude: number, latitude: number, kind: string, radius: number|null, precision: number|null}} degrees; radius in metres
 */
export function siteAt({ col }, site) {
  return {
    longitude: col.siteLon[site] / DEGREE,
    latitude: col.siteLat[site] / DEGREE,
    kind: KINDS[col.siteKind[site]] ?? "area",
    radius: col.siteRadius[site] || null,
    precision: col.sitePrecision[site] || null,
  };
}

/** Columns of a download, in the order and with the names of the dossier's table of events. */
export const COLUMNS = [
  "event_id",
  "event_date",
  "end_date",
  "date_precision",
  "date_text",
  "place",
  "country",
  "admin1",
  "admin2",
  "place_relation",
  "longitude",
  "latitude",
  "geo_precision",
  "radius_km",
  "location_kind",
  "place_reason",
  "geolocated_by",
  "event_type",
  "sub_event_type",
  ...ROLES,
  "actors_as_written",
  "fatalities_low",
  "fatalities_best",
  "fatalities_high",
  "title",
  "notes",
  "tags",
  "part_of",
  "media_url",
  "source",
  "source_url",
  "disputed_fields",
];

/** @param {object} data @returns {string[]} the columns of a download of these rows: how many events each stands for only where that may be many */
export const columnsOf = (data) => (data.col.events ? [...COLUMNS, "events"] : COLUMNS);

const joined = (values) => values.filter(Boolean).join("; ");

/** The date as written: the payload leaves out what the first day and the precision say (`mapper/render/payload/text_rows.py`). */
function dateText({ first, precision }, written) {
  if (written || first === null) return written;
  const length = WRITTEN_LENGTHS[PRECISIONS[precision]];
  const day = isoDay(first);
  return length && /^(-01)*$/.test(day.slice(length)) ? day.slice(0, length) : "";
}

function precisionColumns({ alternatives }, site) {
  if (alternatives) return { geo_precision: VAGUE, radius_km: null, location_kind: "alternatives" };
  return {
    geo_precision: site?.precision,
    radius_km: site?.radius ? site.radius / 1000 : null,
    location_kind: site?.kind ?? "unlocated",
  };
}

function placeColumns(data, event, text) {
  const site = event.sites.length ? siteAt(data, event.sites[0]) : null;
  return {
    place: text.place,
    country: event.country?.code,
    admin1: text.admin1,
    admin2: text.admin2,
    place_relation: text.relation ?? "unknown", // which the payload leaves out
    longitude: site?.longitude,
    latitude: site?.latitude,
    ...precisionColumns(event, site),
    place_reason: text.reason,
    geolocated_by: text.geolocatedBy,
  };
}

/**
 * An event as a row of the dossier's table of events; what is not known is "" (text) or null (numbers).
 *
 * @param {object} data
 * @param {object} event from `eventAt`
 * @param {object} text its text row
 * @param {string} eventId
 * @returns {Record<string, string|number|null>} the keys of `columnsOf`
 */
export function eventRow(data, event, text, eventId) {
  const role = (number) =>
    joined(event.involvements.filter((one) => one.role === number).map(({ name }) => name));
  const values = {
    event_id: eventId,
    event_date: event.first === null ? "" : isoDay(event.first),
    end_date: event.first === null ? "" : isoDay(event.last),
    date_precision: event.first === null ? "unknown" : PRECISIONS[event.precision],
    date_text: dateText(event, text.dateText),
    ...placeColumns(data, event, text),
    event_type: event.type,
    sub_event_type: text.subType,
    ...Object.fromEntries(ROLES.map((name, number) => [name, role(number)])),
    actors_as_written: text.actorsAsWritten,
    fatalities_low: event.figures.low,
    fatalities_best: event.figures.best,
    fatalities_high: event.figures.high,
    title: text.title,
    notes: text.notes,
    tags: text.tags,
    part_of: text.partOf,
    media_url: text.mediaUrl,
    source: joined(event.sources.map(({ id }) => id)),
    source_url: text.sourceUrl,
    disputed_fields: joined(text.disputed ?? []),
  };
  const numeric = /^(longitude|latitude|geo_precision|radius_km|fatalities_.*)$/;
  if (data.col.events) values.events = data.col.events[event.index];
  return Object.fromEntries(
    columnsOf(data).map((name) => [name, values[name] ?? (numeric.test(name) ? null : "")]),
  );
}
