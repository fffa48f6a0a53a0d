/**
 * The filtered events as files.
 */
import { eventAt, siteAt } from "../../data/events.js";
import { inEnglish, tableColumns, tableRow } from "./table.js";

/** @import {Data} from "../../data/types.js" */
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
 * A row as a GeoJSON feature (RFC 7946): null geometry without a point, ISO dates or null.
 *
 * @param {TableRow} row
 */
export function geojsonFeature(row) {
  const { longitude, latitude, ...rest } = row;
  const properties = { ...rest, event_date: row.event_date || null, end_date: row.end_date || null };
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
 * The events' rows, block by block.
 *
 * @param {Data} data
 * @param {Uint32Array} events
 * @returns {AsyncGenerator<TableRow[]>}
 */
async function* rowsOf(data, events) {
  const [{ eventIds }, sources] = await Promise.all([data.names(), data.sources()]);
  for (let from = 0; from < events.length; from += BLOCK) {
    const block = events.subarray(from, from + BLOCK);
    const texts = await Promise.all(Array.from(block, (i) => data.text(i)));
    yield texts.map((text, k) => tableRow(data, eventAt(data, block[k]), text, eventIds[block[k]], sources));
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
    parts.push(block.map((row) => csvLine(columns.map((name) => row[name]))).join(""));
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

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
  let separator = "";
  for await (const block of rowsOf(data, events)) {
    for (const row of block) {
      parts.push(separator, JSON.stringify(geojsonFeature(row)));
      separator = ",\n";
    }
  }
  parts.push("\n]}\n");
  return new Blob(parts, { type: "application/geo+json" });
}
