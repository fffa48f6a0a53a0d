import { columnsOf, eventAt, eventRow } from "./events.js";

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
  properties.claims = claims.length ? JSON.stringify(claims) : "";
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
    yield texts.map((text, k) => ({ row: eventRow(data, eventAt(data, block[k]), text, eventIds[block[k]]), text }));
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
 * A claim under the names of the dossier's table of claims, as `mapper export` writes it; what is not stated is left out.
 *
 * @param {object} claim as in a text row
 * @param {object[]} sources of the header
 * @returns {object}
 */
export function claimRow({ id, unit, kind, source, ...claim }, sources) {
  return { claim_id: id, ...claim, unit_or_group: unit, claimant_kind: kind, source_id: sources[source]?.id };
}

/**
 * The chosen events as GeoJSON.
 * @param {object} data
 * @param {Uint32Array} events event numbers
 * @returns {Promise<Blob>}
 */
export async function toGeojson(data, events) {
  const parts = ['{"type":"FeatureCollection","features":[\n'];
  let separator = "";
  for await (const block of rowsOf(data, events)) {
    for (const { row, text } of block) {
      const claims = (text.claims ?? []).map((claim) => claimRow(claim, data.header.sources));
      parts.push(separator, JSON.stringify(geojsonFeature(row, claims)));
      separator = ",\n";
    }
  }
  parts.push("\n]}\n");
  return new Blob(parts, { type: "application/geo+json" });
}
