/**
 * Reads single events from their files beside the page: the index once, then the footer of each file and the row groups
 * asked for, each in one range request.
 */
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { isObject } from "../guards.js";
import { layoutOf } from "./layout.js";

/** @import {FileMetaData} from "hyparquet" */
/** @import {Data} from "../types.js" */

/**
 * Why single events cannot be shown: the page is not from the server of the files, or the server is not reached
 * (`unserved`); the files are not at the page's address for them (`gone`); they cannot be read (`unread`); or they
 * belong to another page (`other`).
 *
 * @typedef {"unserved"|"gone"|"unread"|"other"} Obstacle
 */

/** A file of some events. @typedef {{file: string, bytes: number, end: number}} Part */

/** @typedef {{partEvents: number, groupEvents: number, parts: Part[]}} Index */

/** The columns of a single event, as all exports call them. @typedef {Record<string, unknown>} SingleEvent */

/** Row groups that are kept. */
const MOST_KEPT = 12;

/** The column that is not read: longitude and latitude have the same. */
const UNREAD = "geometry";

export class DetailsError extends Error {
  /** @param {Obstacle} obstacle @param {unknown} [cause] */
  constructor(obstacle, cause) {
    super(`single events: ${obstacle}`, { cause });
    this.name = "DetailsError";
    this.obstacle = obstacle;
  }
}

/** @param {unknown} value */
const isSize = (value) => Number.isSafeInteger(value) && Number(value) > 0;

/** @param {unknown} part @returns {part is Part} */
const isPart = (part) =>
  isObject(part) &&
  /^events-[0-9]+\.parquet$/.test(String(part.file)) &&
  isSize(part.bytes) &&
  isSize(part.end) &&
  Number(part.end) <= Number(part.bytes);

/** @param {unknown} index @returns {index is Index & {events: number, check: number}} */
const isIndex = (index) =>
  isObject(index) &&
  index.format === 1 &&
  isSize(index.partEvents) &&
  isSize(index.groupEvents) &&
  Number(index.partEvents) % Number(index.groupEvents) === 0 &&
  Array.isArray(index.parts) &&
  index.parts.every(isPart);

/**
 * @param {string} address as the page has it
 * @param {string} page the address of the page
 * @returns {URL} the folder of single events
 * @throws {DetailsError} if the page is not from a web server, or if the folder is on another one
 * @example folderAt("details", "https://a.org/map.html").href  // "https://a.org/details/"
 */
export function folderAt(address, page) {
  const folder = URL.canParse(`${address}/`, page) ? new URL(`${address}/`, page) : null;
  if (!folder || !/^https?:$/.test(folder.protocol) || folder.origin !== new URL(page).origin)
    throw new DetailsError("unserved");
  return folder;
}

/**
 * @param {URL} url
 * @param {RequestInit} [options]
 */
async function asked(url, options) {
  let response;
  try {
    response = await fetch(url, {
      mode: "same-origin",
      credentials: "same-origin",
      redirect: "error",
      ...options,
    });
  } catch (cause) {
    throw new DetailsError("unserved", cause);
  }
  if (response.status === 404 || response.status === 410) throw new DetailsError("gone");
  if (!response.ok) throw new DetailsError("unread");
  return response;
}

/** The single events behind the rows of a page. */
export class SingleEvents {
  #data;
  #page;
  /** @type {Promise<{folder: URL, index: Index, starts: Float64Array}>|null} */
  #opened = null;
  /** @type {Map<string, Promise<FileMetaData>>} */
  #ends = new Map();
  /** Row groups by their numbers among all, the one that was used last at the end. @type {Map<number, Promise<SingleEvent[]>>} */
  #groups = new Map();

  /** @param {Data} data @param {string} page the address of the page */
  constructor(data, page) {
    this.#data = data;
    this.#page = page;
  }

  /**
   * Some events of a row, the newest first.
   *
   * @param {number} row
   * @param {number} from the first, from 0
   * @param {number} to the end
   * @returns {Promise<SingleEvent[]>}
   * @throws {DetailsError}
   */
  async ofRow(row, from, to) {
    const { index, starts } = await this.#open();
    const found = [];
    for (let at = starts[row] + from; at < starts[row] + to;) {
      const number = Math.floor(at / index.groupEvents);
      const first = number * index.groupEvents;
      const end = Math.min(starts[row] + to, first + index.groupEvents);
      const events = await this.#group(number);
      if (events.length < end - first) throw new DetailsError("unread");
      found.push(...events.slice(at - first, end - first));
      at = end;
    }
    return found;
  }

  /**
   * How many row groups hold the events of some rows.
   *
   * @param {number[]} rows
   * @returns {Promise<number>}
   * @throws {DetailsError}
   */
  async spread(rows) {
    const { index, starts } = await this.#open();
    const groups = new Set();
    for (const row of rows) {
      const [first, last] = [starts[row], starts[row] + this.#data.weight[row] - 1].map((at) =>
        Math.floor(at / index.groupEvents),
      );
      for (let number = first; number <= last; number++) groups.add(number);
    }
    return groups.size;
  }

  #open() {
    this.#opened ??= this.#read().catch((fault) => {
      this.#opened = null; // so that the next call tries again
      throw fault;
    });
    return this.#opened;
  }

  async #read() {
    const { header, total } = this.#data;
    const folder = folderAt(header.details ?? "", this.#page);
    const response = await asked(new URL("index.json", folder), { cache: "no-cache" });
    const index = await response.json().catch((/** @type {unknown} */ cause) => {
      throw new DetailsError("unread", cause);
    });
    if (!isIndex(index)) throw new DetailsError("unread");
    const { starts, check } = layoutOf(this.#data);
    if (index.events !== total || index.check !== check) throw new DetailsError("other");
    return { folder, index, starts };
  }

  /** @param {number} number */
  #group(number) {
    const events = this.#groups.get(number) ?? this.#readGroup(number);
    this.#groups.delete(number);
    this.#groups.set(number, events);
    for (const [oldest] of this.#groups) if (this.#groups.size > MOST_KEPT) this.#groups.delete(oldest);
    events.catch(() => this.#groups.delete(number));
    return events;
  }

  /** @param {number} number @returns {Promise<SingleEvent[]>} */
  async #readGroup(number) {
    const { index } = await this.#open();
    const inPart = index.partEvents / index.groupEvents;
    const part = index.parts[Math.floor(number / inPart)];
    if (!part) throw new DetailsError("unread");
    try {
      const metadata = await this.#end(part);
      return await this.#eventsOf(part, metadata, number % inPart);
    } catch (fault) {
      throw fault instanceof DetailsError ? fault : new DetailsError("unread", fault);
    }
  }

  /** The metadata in the footer of a file. @param {Part} part */
  #end(part) {
    const known = this.#ends.get(part.file);
    if (known) return known;
    const end = this.#bytes(part, part.bytes - part.end, part.bytes).then((bytes) =>
      parquetMetadata(bytes, { geoparquet: false }),
    );
    this.#ends.set(part.file, end);
    end.catch(() => this.#ends.delete(part.file));
    return end;
  }

  /** @param {Part} part @param {FileMetaData} metadata @param {number} number of the row group in the file */
  async #eventsOf(part, metadata, number) {
    const group = metadata.row_groups[number];
    const read = group.columns.flatMap(({ meta_data: column }) =>
      column && column.path_in_schema[0] !== UNREAD ? column : [],
    );
    const begins = read.map((column) => Number(column.dictionary_page_offset ?? column.data_page_offset));
    const start = Math.min(...begins);
    const end = Math.max(...read.map((column, k) => begins[k] + Number(column.total_compressed_size)));
    const bytes = await this.#bytes(part, start, end);
    const rowStart = metadata.row_groups.slice(0, number).reduce((sum, one) => sum + Number(one.num_rows), 0);
    return parquetReadObjects({
      file: {
        byteLength: part.bytes,
        slice: (from, to = part.bytes) => bytes.slice(from - start, to - start),
      },
      metadata,
      columns: read.map((column) => column.path_in_schema[0]),
      rowStart,
      rowEnd: rowStart + Number(group.num_rows),
    });
  }

  /**
   * @param {Part} part
   * @param {number} start
   * @param {number} end
   * @returns {Promise<ArrayBuffer>}
   */
  async #bytes({ file, bytes }, start, end) {
    const { folder } = await this.#open();
    const response = await asked(new URL(file, folder), { headers: { Range: `bytes=${start}-${end - 1}` } });
    const found = await response.arrayBuffer().catch((/** @type {unknown} */ cause) => {
      throw new DetailsError("unserved", cause);
    });
    // A server without range requests sends the whole file.
    const wanted = response.status === 206 ? found : found.slice(start, end);
    const isWhole = response.status === 206 || found.byteLength === bytes;
    if (!isWhole || wanted.byteLength !== end - start) throw new DetailsError("unread");
    return wanted;
  }
}
