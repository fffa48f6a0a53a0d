/**
 * Reads the data blocks of the page (docs/design/payload.md): columns at once, names and texts on demand.
 */
import {
  PayloadError,
  columnFromPlanes,
  constantColumn,
  fromBase64,
  inflate,
  inflateJson,
  once,
  sizeOf,
} from "./bytes.js";
import { monthFromKey } from "./calendar.js";
import { parseHeader } from "./header.js";
import { lazyTexts } from "./texts.js";
import { DATE_PRECISIONS, GEO_PRECISIONS, ROLES, SITE_KINDS } from "./vocabulary.js";

/** @import {ColumnFormat, Columns, Data, Header, Names, Source, Sources} from "./types.js" */

/** Steps of `siteLon` and `siteLat` to a degree: about a metre. */
export const DEGREE = 1e5;

/** Every column, with the count in the header that is its length. */
const LENGTHS = Object.freeze({
  start: "dated",
  span: "dated",
  datePrecision: "events",
  type: "events",
  country: "events",
  siteCount: "events",
  site: "siteLinks",
  actorCount: "events",
  actor: "actorLinks",
  role: "actorLinks",
  fatalitiesLow: "events",
  fatalitiesBest: "events",
  fatalitiesHigh: "events",
  flags: "events",
  sourceCount: "events",
  sourceRef: "sourceLinks",
  siteLon: "sites",
  siteLat: "sites",
  siteKind: "sites",
  siteRadius: "sites",
  sitePrecision: "sites",
  siteArea: "sites",
  siteName: "sites",
});

/**
 * @typedef {string|(() => Promise<string>)} Block the text of a block, or a function that gives it once the page is
 *   read that far
 * @typedef {{header: string, core: string, names: Block, text: Block, sources: Block, words?: Block, archive?: Block}} Blocks
 */

/**
 * @param {Document} document may still be loading: header and columns come before the script, the other blocks after it
 * @returns {Blocks}
 * @throws {PayloadError} if a block is missing
 */
export function readBlocks(document) {
  const read = (/** @type {string} */ name) => {
    const element = document.getElementById(`mapper-${name}`);
    if (!element) throw new PayloadError(`the block “${name}” is missing`);
    return element.textContent.trim();
  };
  const later = (/** @type {string} */ name) => once(() => pageRead(document).then(() => read(name)));
  return {
    header: read("header"),
    core: read("core"),
    names: later("names"),
    text: later("text"),
    words: later("words"),
    sources: later("sources"),
    archive: later("archive"),
  };
}

/** @param {Document} document @returns {Promise<void>} when the browser has read the whole page */
function pageRead(document) {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((done) => document.addEventListener("DOMContentLoaded", () => done(), { once: true }));
}

/**
 * @param {Blocks} blocks
 * @param {Header} [header] if it was parsed before
 * @returns {Promise<Data>}
 * @throws {PayloadError} if the columns are damaged or do not fit the header
 */
export async function decodePayload(blocks, header = parseHeader(blocks.header)) {
  const { core, names, text, sources, words = "" } = blocks;
  const col = await decodeColumns(core, header);
  checkLengths(col, header);
  const { events: n, dated } = header.counts;
  const sourceStart = once(() => linkStarts(col, "sourceCount", "sourceRef"));
  const base = {
    header,
    n,
    dated,
    col,
    weight: col.events ?? new Uint8Array(n).fill(1),
    total: col.events ? sum(col.events) : n,
    siteStart: linkStarts(col, "siteCount", "site"),
    actorStart: linkStarts(col, "actorCount", "actor"),
    /** Made when a card asks for sources, not when the page opens. */
    get sourceStart() {
      return sourceStart();
    },
    arcStart: header.basemap ? linkStarts(col, "arcPoints", "arcX") : null,
    names: once(async () => decodeNames(await textOf(names), header)),
    sources: once(async () => decodeSources(await textOf(sources), header)),
  };
  checkReferences(col, header);
  checkBoundaries(col, header);
  checkArcs(col, header);
  if (dated && Number.isNaN(monthFromKey(header.months.first)))
    throw new PayloadError("the header names no first month");
  const texts = lazyTexts({ text: () => textOf(text), words: () => textOf(words) }, base);
  return Object.assign(base, texts);
}

/** @param {Block} block @returns {Promise<string>} */
export const textOf = async (block) => (typeof block === "string" ? block : block());

/** @param {ArrayLike<number>} values */
function sum(values) {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** @param {string} core the core block @param {Header} header @returns {Promise<Columns>} */
async function decodeColumns(core, { columns }) {
  const sizes = columns.map(storedBytes);
  const bytes = await inflate(fromBase64(core, "core"), { block: "core", size: sum(sizes) });
  let at = 0;
  const decoded = columns.map((column, i) => {
    const planes = bytes.subarray(at, (at += sizes[i]));
    return [column.name, column.same ? constantColumn(column) : columnFromPlanes(planes, column)];
  });
  return Object.fromEntries(decoded);
}

/**
 * How many bytes of the block a column takes: none if all its values are equal.
 *
 * @param {ColumnFormat} column
 */
function storedBytes({ name, type, length, same, most }) {
  const width = sizeOf(type);
  if (!width || !Number.isSafeInteger(length) || length < 0)
    throw new PayloadError(`the column “${name}” has no known type or length`);
  if (same && !Number.isSafeInteger(most))
    throw new PayloadError(`the column “${name}” does not tell its number`);
  return same ? 0 : width * length;
}

/**
 * @param {Columns} col
 * @param {"siteCount"|"actorCount"|"sourceCount"|"arcPoints"} counts how many links each row has
 * @param {"site"|"actor"|"sourceRef"|"arcX"} links the links of all rows
 * @returns {Uint32Array} the first link of each row, and last the end
 */
function linkStarts(col, counts, links) {
  const [count, link] = [col[counts], col[links]];
  if (!count || !link) throw new PayloadError(`the column “${count ? links : counts}” is missing`);
  const start = new Uint32Array(count.length + 1);
  for (let i = 0; i < count.length; i++) start[i + 1] = start[i] + count[i];
  if (start[count.length] !== link.length) throw new PayloadError(`“${counts}” and “${links}” do not agree`);
  return start;
}

/** @param {Columns} col @param {Header} header */
function checkLengths(col, { counts }) {
  for (const [name, key] of Object.entries(LENGTHS)) {
    const length = counts[/** @type {keyof Header["counts"]} */ (key)];
    if (col[/** @type {keyof Columns} */ (name)]?.length !== length)
      throw new PayloadError(`the column “${name}” is missing or has not ${length} values`);
  }
  if (col.events && col.events.length !== counts.events)
    throw new PayloadError("the column “events” does not fit the events");
}

/**
 * Checks that no column points beyond its list, by the largest value that the header has for each column. Dates are
 * checked by `monthsOfEvents`, coordinates by `projectSites`.
 *
 * @param {Columns} col @param {Header} header
 */
function checkReferences(col, { counts, columns, actors, types, countries, areas }) {
  const most = new Map(columns.map((column) => [column.name, column.most]));
  const limits = {
    site: counts.sites,
    actor: actors.length,
    role: ROLES.length,
    type: types.length,
    sourceRef: counts.sources,
    country: countries.length + 1,
    siteArea: areas.length + 1,
    siteKind: SITE_KINDS.length,
    sitePrecision: GEO_PRECISIONS.length + 1,
    datePrecision: DATE_PRECISIONS.length,
  };
  for (const [name, limit] of Object.entries(limits)) {
    if (col[/** @type {keyof typeof limits} */ (name)].length && !(Number(most.get(name)) < limit))
      throw new PayloadError(`the column “${name}” points beyond its list`);
  }
}

/** Checks the column that only maps with boundaries have. @param {Columns} col @param {Header} header */
function checkBoundaries({ siteBoundary }, { boundaries, counts }) {
  if (!boundaries) return;
  const { length } = boundaries.areas;
  if (siteBoundary?.length !== counts.sites || siteBoundary.some((area) => area > length))
    throw new PayloadError("the column “siteBoundary” does not fit its places and areas");
}

/** Checks the columns that only maps with a base map have. @param {Columns} col @param {Header} header */
function checkArcs({ arcPoints, arcX, arcY, arcXLeast, arcXMost, arcYLeast, arcYMost }, { basemap }) {
  if (!basemap) return;
  if (!(basemap.stepsPerDegree > 0)) throw new PayloadError("the header's basemap is broken");
  const boxes = [arcXLeast, arcXMost, arcYLeast, arcYMost];
  if (arcX?.length !== arcY?.length || boxes.some((column) => column?.length !== arcPoints?.length))
    throw new PayloadError("the columns of the base map do not fit each other");
}

/**
 * @typedef {{prefixes: string[], prefix: number|number[], numbers: number[]}} NumberedIds
 *
 * @param {string} text the block “names”
 * @param {Header} header
 * @returns {Promise<Names>}
 */
async function decodeNames(text, { counts }) {
  const names = /** @type {{places: string[], eventIds?: string[]|NumberedIds}|null} */ (
    await inflateJson(text, "names")
  );
  const ids = names?.eventIds ?? [];
  if (!Array.isArray(names?.places) || countIds(ids) !== counts.events)
    throw new PayloadError("the block “names” does not fit the events");
  const eventIds = once(() => spellIds(ids));
  return {
    places: names.places,
    get eventIds() {
      return eventIds();
    },
  };
}

/**
 * @param {string} text the block “sources”
 * @param {Header} header
 * @returns {Promise<Sources>}
 */
async function decodeSources(text, { counts }) {
  const columns = /** @type {Record<string, string[]>|null} */ (await inflateJson(text, "sources"));
  const lists = Object.entries(columns ?? {});
  if (!columns?.id || lists.some(([, texts]) => !Array.isArray(texts) || texts.length !== counts.sources))
    throw new PayloadError("the block “sources” does not fit the events");
  const at = (/** @type {number} */ number) => {
    /** @type {Source} */
    const source = { id: "" };
    for (const [name, texts] of lists) Object.assign(source, { [name]: texts[number] });
    const { id, publisher, published, title } = source;
    return { ...source, id: id || [publisher, published, title].filter(Boolean).join(", ") };
  };
  return { length: counts.sources, at };
}

/** @param {string[]|NumberedIds} ids @returns {number} NaN if they are no ids */
function countIds(ids) {
  if (Array.isArray(ids)) return ids.length;
  return Array.isArray(ids.numbers) && Array.isArray(ids.prefixes) ? ids.numbers.length : NaN;
}

/**
 * Ids that are stored as prefixes and numbers: each number is the difference from the one before.
 *
 * @param {string[]|NumberedIds} ids
 */
function spellIds(ids) {
  if (Array.isArray(ids)) return ids;
  const { prefixes, prefix, numbers } = ids;
  let number = 0;
  return numbers.map((step, i) => {
    number += step;
    return prefixes[typeof prefix === "number" ? prefix : prefix[i]] + number;
  });
}
