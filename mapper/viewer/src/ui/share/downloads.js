/**
 * The filtered events as files.
 */
import { eventAt, siteAt } from "../../data/events.js";
import { FLAGS } from "../../data/vocabulary.js";
import { inEnglish, tableColumns, tableRow } from "./table.js";

/** @import {Claim, Data, EventText, Message, Sources} from "../../data/types.js" */
/** @import {TableRow} from "./table.js" */

/** Events whose texts are held at a time. */
const BLOCK = 1024;

/** One CSV field by RFC 4180. @param {string|number|null} value */
function csvField(value) {
  const text = value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {(string|number|null)[]} values
 * @returns {string} one line of CSV
 * @example csvLine(["a", 'say "b"'])  // 'a,"say ""b"""\r\n'
 */
export const csvLine = (values) => `${values.map(csvField).join(",")}\r\n`;

/**
 * A row as a GeoJSON feature (RFC 7946): null geometry where there is no point, dates ISO or null, claims as
 * JSON text.
 *
 * @param {TableRow} row
 * @param {object[]} [claims]
 */
export function geojsonFeature(row, claims = []) {
  const { longitude, latitude, ...rest } = row;
  const properties = {
    ...rest,
    event_date: row.event_date || null,
    end_date: row.end_date || null,
    claims: JSON.stringify(claims),
  };
  const geometry = longitude === null ? null : { type: "Point", coordinates: [longitude, latitude] };
  return { type: "Feature", id: row.event_id, geometry, properties };
}

/**
 * @param {Uint8Array} visible
 * @returns {Uint32Array} the events that pass the filter, in the order of the file
 */
export function visibleEvents(visible) {
  const numbers = new Uint32Array(visible.length);
  let count = 0;
  for (let i = 0; i < visible.length; i++) if (visible[i]) numbers[count++] = i;
  return numbers.subarray(0, count);
}

/**
 * The events' rows and texts, block by block.
 *
 * @param {Data} data
 * @param {Uint32Array} events
 * @returns {AsyncGenerator<{row: TableRow, text: EventText}[]>}
 */
async function* rowsOf(data, events) {
  const [{ eventIds }, sources] = await Promise.all([data.names(), data.sources()]);
  for (let from = 0; from < events.length; from += BLOCK) {
    const block = events.subarray(from, from + BLOCK);
    const texts = await Promise.all(Array.from(block, (i) => data.text(i)));
    yield texts.map((text, k) => ({
      row: tableRow(data, eventAt(data, block[k]), text, eventIds[block[k]], sources),
      text,
    }));
  }
}

/**
 * The events as CSV that `mapper` reads back.
 *
 * @param {Data} data
 * @param {Uint32Array} events
 * @returns {Promise<Blob>}
 */
export async function toCsv(data, events) {
  const columns = tableColumns(data);
  const parts = [csvLine(columns)];
  for await (const block of rowsOf(data, events)) {
    parts.push(block.map(({ row }) => csvLine(columns.map((name) => row[name]))).join(""));
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

/**
 * A claim as `mapper export` writes it: under the names of the dossier's table of claims, with who published
 * its source and where. What is not stated is left out, and so are `many` and `words`, which only word the claim.
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
    words: undefined,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== ""));
}

/** A line for each field or figure. @param {Partial<Record<string, Message>>} [messages] */
const linesOf = (messages = {}) =>
  Object.entries(messages)
    .map(([name, message]) => `${name}: ${message && inEnglish(message)}`)
    .join("\n");

/**
 * The members before the features: the program, title, credits, and the box around all points.
 *
 * @param {Data} data
 * @param {Uint32Array} events
 */
function collectionStart(data, events) {
  const { title, attributions } = data.header;
  const box = boxOf(data, events);
  const program = globalThis.document?.querySelector('meta[name="generator"]')?.getAttribute("content");
  const members = {
    type: "FeatureCollection",
    ...(program && { generator: program }),
    ...(title && { title }),
    ...(attributions?.length && { attribution: attributions.map(inEnglish) }),
    ...(box && { bbox: box }),
  };
  return `${JSON.stringify(members).slice(0, -1)},"features":[\n`;
}

/**
 * @param {Data} data
 * @param {Uint32Array} events
 * @returns {[west: number, south: number, east: number, north: number]|null} around the points that the
 *   features have
 */
function boxOf(data, events) {
  const { siteStart, col } = data;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const i of events) {
    if (siteStart[i] === siteStart[i + 1]) continue;
    const { longitude, latitude } = siteAt(data, col.site[siteStart[i]]);
    west = Math.min(west, longitude);
    south = Math.min(south, latitude);
    east = Math.max(east, longitude);
    north = Math.max(north, latitude);
  }
  return west <= east ? [west, south, east, north] : null;
}

/**
 * @param {Data} data
 * @param {Uint32Array} events
 * @returns {Promise<Blob>} the events as GeoJSON
 */
export async function toGeojson(data, events) {
  const parts = [collectionStart(data, events)];
  const sources = await data.sources();
  const hasClaims = data.col.flags.some((flags) => (flags & FLAGS.claimed) !== 0);
  let separator = "";
  for await (const block of rowsOf(data, events)) {
    for (const { row, text } of block) {
      const claims = (text.claims ?? []).map((claim) => claimRow(claim, sources));
      const summary = hasClaims && {
        claims_in_words: linesOf(text.display),
        figures_rest_on: linesOf(text.rests),
      };
      parts.push(separator, JSON.stringify(geojsonFeature({ ...row, ...summary }, claims)));
      separator = ",\n";
    }
  }
  parts.push("\n]}\n");
  return new Blob(parts, { type: "application/geo+json" });
}
