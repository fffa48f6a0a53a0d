import { columnsOf, eventAt, eventRow, siteAt } from "../../data/events.js";

/** Bit of the column `flags`: the event has claims. */
const CLAIMED = 2;

/** One CSV field by RFC 4180. */
function csvField(value) {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line of CSV.
 * @param {Array<string|number|null>} values
 * @returns {string} ends with CRLF
 * @example csvLine(["a", 'say "b"'])  // 'a,"say ""b"""\r\n'
 */
export const csvLine = (values) => `${values.map(csvField).join(",")}\r\n`;

/**
 * A row as a GeoJSON feature (RFC 7946): null geometry where there is no point, dates ISO or null, claims as JSON text.
 *
 * @param {Record<string, string|number|null>} row
 * @param {object[]} [claims]
 * @returns {object}
 */
export function geojsonFeature(row, claims = []) {
  const { longitude, latitude, ...properties } = row;
  properties.event_date ||= null;
  properties.end_date ||= null;
  properties.claims = JSON.stringify(claims);
  const geometry = longitude === null ? null : { type: "Point", coordinates: [longitude, latitude] };
  return { type: "Feature", id: row.event_id, geometry, properties };
}

/**
 * The event numbers that pass the filter, in the order of the payload (by date, the undated last).
 * @param {Uint8Array} visible
 * @returns {Uint32Array}
 */
export function visibleEvents(visible) {
  const numbers = new Uint32Array(visible.length);
  let count = 0;
  for (let i = 0; i < visible.length; i++) if (visible[i]) numbers[count++] = i;
  return numbers.subarray(0, count);
}

/** Rows of the chosen events, a block at a time, so that a million promises are never alive together. */
async function* rowsOf(data, events) {
  const { eventIds } = await data.names();
  const step = 1024;
  for (let from = 0; from < events.length; from += step) {
    const block = events.subarray(from, from + step);
    const texts = await Promise.all(Array.from(block, (i) => data.text(i)));
    yield texts.map((text, k) => ({
      row: eventRow(data, eventAt(data, block[k]), text, eventIds[block[k]]),
      text,
    }));
  }
}

/**
 * The chosen events as CSV that `mapper` reads back.
 * @param {object} data
 * @param {Uint32Array} events event numbers
 * @returns {Promise<Blob>}
 */
export async function toCsv(data, events) {
  const columns = columnsOf(data);
  const parts = [csvLine(columns)];
  for await (const block of rowsOf(data, events)) {
    parts.push(block.map(({ row }) => csvLine(columns.map((name) => row[name]))).join(""));
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

/**
 * A claim under the names of the dossier's table of claims, with who published its source and where it can be read, as
 * `mapper export` writes it; what is not stated is left out.
 *
 * @param {object} claim as in a text row; `many`, whether its claimant is a plural, is the wording's alone
 * @param {object[]} sources of the header
 * @returns {object}
 */
export function claimRow({ id, unit, kind, source: number, ...claim }, sources) {
  const { id: sourceId, publisher, url } = sources[number] ?? {};
  const row = {
    claim_id: id,
    ...claim,
    unit_or_group: unit,
    claimant_kind: kind,
    source_id: sourceId,
    publisher,
    url,
  };
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => name !== "many" && value !== undefined && value !== ""),
  );
}

/** A line for each field of claims or for each figure. @param {Record<string, string>} [said] */
const linesOf = (said = {}) =>
  Object.entries(said)
    .map(([name, words]) => `${name}: ${words}`)
    .join("\n");

/** The members before the features: title, credits, and the box around all points. */
function opening(data, events) {
  const { title, attributions } = data.header;
  const members = { type: "FeatureCollection" };
  if (title) members.title = title;
  if (attributions?.length) members.attribution = attributions;
  const box = boundsOf(data, events);
  if (box) members.bbox = box;
  return `${JSON.stringify(members).slice(0, -1)},"features":[\n`;
}

/** West, south, east, north of the points that the features have; null where none has one. */
function boundsOf(data, events) {
  const { siteStart, col } = data;
  let box = null;
  for (const i of events) {
    if (siteStart[i] === siteStart[i + 1]) continue;
    const { longitude: x, latitude: y } = siteAt(data, col.site[siteStart[i]]);
    const [west, south, east, north] = box ?? [x, y, x, y];
    box = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
  }
  return box;
}

/**
 * The chosen events as GeoJSON.
 * @param {object} data
 * @param {Uint32Array} events event numbers
 * @returns {Promise<Blob>}
 */
export async function toGeojson(data, events) {
  const parts = [opening(data, events)];
  const claimed = data.col.flags.some((flags) => flags & CLAIMED);
  let separator = "";
  for await (const block of rowsOf(data, events)) {
    for (const { row, text } of block) {
      const claims = (text.claims ?? []).map((claim) => claimRow(claim, data.header.sources));
      const told = claimed
        ? { claims_in_words: linesOf(text.display), figures_rest_on: linesOf(text.rests) }
        : {};
      parts.push(separator, JSON.stringify(geojsonFeature({ ...row, ...told }, claims)));
      separator = ",\n";
    }
  }
  parts.push("\n]}\n");
  return new Blob(parts, { type: "application/geo+json" });
}
