/**
 * Reads the data blocks of the page (docs/design/payload.md): columns at once, names and texts when they are asked for.
 */
import {
  PayloadError,
  columnFromPlanes,
  columnOf,
  fromBase64,
  inflate,
  inflateJson,
  once,
  sizeOf,
} from "./bytes.js";
import { monthFromKey } from "./calendar.js";
import { lazyTexts } from "./texts.js";

export { PayloadError };

/** Steps of `siteLon` and `siteLat` to a degree: about a metre. */
export const DEGREE = 1e5;

/** Bits of the column `flags`: sources disagree; the event has several possible places, though perhaps only one is on the map. */
export const DISAGREE = 1;
export const ALTERNATIVES = 8;

/** Every column and what its length must be, by the name of the count in the header. */
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

const isText = (value) => typeof value === "string";
const isObject = (value) => typeof value === "object" && value !== null;

/** The lists of the header, and what each of their entries must at least be. */
const LISTS = Object.freeze({
  actors: (actor) => isText(actor?.id) && isText(actor.name),
  types: (type) => isText(type?.name),
  columns: (column) => isText(column?.name),
  countries: isObject,
  sources: isObject,
  areas: (area) =>
    Array.isArray(area?.rings) &&
    area.rings.every((ring) => Array.isArray(ring) && ring.every(Number.isFinite)),
  attributions: isText,
});

/** The header's colours beside those of actors, types and months. */
const COLOURS = Object.freeze(["other", "notStated", "undated", "longPeriod"]);

/**
 * @typedef {string|function(): Promise<string>} Later the text of a block, or what gives it when it is there
 * @typedef {{header: string, core: string, names: Later, text: Later, words?: Later}} Blocks
 */

/**
 * @param {Document} document may still be loading: header and columns stand before the script, the other blocks after it
 * @returns {Blocks} the text of the data blocks
 */
export function readBlocks(document) {
  const read = (name) => {
    const element = document.getElementById(`mapper-${name}`);
    if (!element) throw new PayloadError(`the block “${name}” is missing`);
    return element.textContent.trim();
  };
  const later = (name) => once(() => parsed(document).then(() => read(name)));
  return {
    header: read("header"),
    core: read("core"),
    names: later("names"),
    text: later("text"),
    words: later("words"),
  };
}

/** @returns {Promise<void>} when the browser has read the whole page */
function parsed(document) {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((done) => document.addEventListener("DOMContentLoaded", () => done(), { once: true }));
}

/**
 * @param {string} text the header block
 * @returns {object} the header, checked
 */
export function parseHeader(text) {
  let header;
  try {
    header = JSON.parse(text);
  } catch {
    throw new PayloadError("the block “header” is not JSON");
  }
  if (header?.format !== 1)
    throw new PayloadError(`its format is ${header?.format}, and this viewer reads format 1`);
  checkLists(header);
  checkColours(header);
  checkExtras(header);
  checkTotals(header);
  return { ...header, months: header.months ?? { first: "", colours: [] } };
}

/** What only some maps have. */
function checkExtras({ boundaries, tiles }) {
  const isArea = (area) => isText(area?.name) && LISTS.areas(area);
  if (boundaries && !(Array.isArray(boundaries.areas) && boundaries.areas.every(isArea)))
    throw new PayloadError("the header's boundaries are broken");
  const isService = isText(tiles?.url) && tiles.url.startsWith("https://") && isText(tiles.attribution);
  if (tiles && !isService) throw new PayloadError("the header's tiles are broken");
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0;

function checkTotals({ totals, actors, types, months }) {
  if (!totals) return;
  const { notStated, undated, located, unlocated, sources, period } = totals;
  const fits = ([name, list]) =>
    Array.isArray(totals[name]) && totals[name].length === list.length && totals[name].every(isCount);
  const areCounts =
    Object.entries({ actors, types, months: months?.colours ?? [] }).every(fits) &&
    [notStated, undated, located, unlocated, sources].every(isCount);
  const isPeriod = period === null || (Number.isSafeInteger(period?.from) && Number.isSafeInteger(period.to));
  if (!areCounts || !isPeriod) throw new PayloadError("the header's totals are broken");
}

function checkLists(header) {
  for (const [key, isEntry] of Object.entries(LISTS)) {
    if (!Array.isArray(header[key]) || !header[key].every(isEntry))
      throw new PayloadError(`the header's list of ${key} is missing or broken`);
  }
  for (const key of new Set(Object.values(LENGTHS))) {
    const count = header.counts?.[key];
    if (!isCount(count)) throw new PayloadError(`the header gives no count of ${key}`);
  }
  if (!(header.textBlock > 0)) throw new PayloadError("the header gives no size of the text blocks");
  if (header.months !== null && !Array.isArray(header.months?.colours))
    throw new PayloadError("the header names no months");
}

function checkColours({ actors, types, months, colours }) {
  const given = [...actors, ...types].map((entry) => entry.colour);
  for (const colour of [...given, ...(months?.colours ?? []), ...COLOURS.map((name) => colours?.[name])]) {
    if (!/^#[0-9a-f]{6}$/i.test(colour))
      throw new PayloadError(`“${colour}” is not a colour of the form #rrggbb`);
  }
}

/**
 * @typedef {object} Data the decoded payload, as `createStore` takes it
 * @property {object} header
 * @property {number} n rows: events, or counts of events
 * @property {number} dated events with a date; they come first
 * @property {Record<string, Uint8Array|Uint16Array|Uint32Array|Int32Array>} col
 * @property {Uint8Array|Uint16Array|Uint32Array} weight how many events each row stands for: one, but in tables of counts
 * @property {number} total events of all rows
 * @property {Uint32Array} siteStart first link of each event in `col.site`, and one more: the end
 * @property {Uint32Array} actorStart the same in `col.actor` and `col.role`
 * @property {Uint32Array} sourceStart the same in `col.sourceRef`
 * @property {Uint32Array|null} arcStart first point of each line of the base map in `col.arcX` and `col.arcY`; null without one
 * @property {function(number): Promise<object>} text the text row of an event
 * @property {function(number): Promise<object[]>} textBlock the text rows of a block
 * @property {number} textBlocks how many blocks there are
 * @property {function(number): Promise<import("./texts.js").PackedTexts>} packedTexts the texts of a block before they become rows
 * @property {function(): Promise<string[]>} dictionary the words of coded notes
 * @property {function(): Promise<{places: string[], eventIds: string[]}>} names
 */

/**
 * @param {Blocks} blocks
 * @param {object} [header] the checked header, if it was parsed before
 * @returns {Promise<Data>}
 */
export async function decodePayload(
  { header: headerText, core, names, text, words = "" },
  header = parseHeader(headerText),
) {
  const sizes = header.columns.map(columnBytes);
  const size = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const bytes = await inflate(fromBase64(core, "core"), { block: "core", size });
  let at = 0;
  const columns = header.columns.map((column, i) => {
    const planes = bytes.subarray(at, (at += sizes[i]));
    return [column.name, column.same ? columnOf(column) : columnFromPlanes(planes, column)];
  });
  const col = Object.fromEntries(columns); // an object without a prototype is looked up by hash, which loops over all events feel
  const { events: n, dated } = header.counts;
  const sourceStarts = once(() => starts(col, "sourceCount", "sourceRef"));
  const data = {
    header,
    n,
    dated,
    col,
    weight: col.events ?? new Uint8Array(n).fill(1),
    total: col.events ? col.events.reduce((sum, events) => sum + events, 0) : n,
    siteStart: starts(col, "siteCount", "site"),
    actorStart: starts(col, "actorCount", "actor"),
    /** What a source says is read on a card, not when the page opens. */
    get sourceStart() {
      return sourceStarts();
    },
    arcStart: header.basemap ? starts(col, "arcPoints", "arcX") : null,
    names: once(async () => decodeNames(await asked(names)(), header)),
  };
  Object.assign(data, lazyTexts(asked(text), asked(words), data));
  checkReferences(data);
  checkBoundaries(data);
  checkArcs(data);
  if (dated && Number.isNaN(monthFromKey(header.months.first)))
    throw new PayloadError("the header names no first month");
  return data;
}

const asked = (block) => (isText(block) ? async () => block : block);

/** How many bytes of the block a column takes: none where it holds one number everywhere. */
function columnBytes({ name, type, length, same, most }) {
  const width = sizeOf(type);
  if (!width || !Number.isSafeInteger(length) || length < 0)
    throw new PayloadError(`the column “${name}” has no known type or length`);
  if (same && !Number.isSafeInteger(most))
    throw new PayloadError(`the column “${name}” does not tell its number`);
  return same ? 0 : width * length;
}

function starts(col, counts, links) {
  for (const name of [counts, links])
    if (!col[name]) throw new PayloadError(`the column “${name}” is missing`);
  const count = col[counts];
  const start = new Uint32Array(count.length + 1);
  for (let i = 0; i < count.length; i++) start[i + 1] = start[i] + count[i];
  if (start[count.length] !== col[links].length)
    throw new PayloadError(`“${counts}” and “${links}” do not agree`);
  return start;
}

/**
 * The largest value of each column stands in the header, and the checksum tells that the column is as it was written. Dates and
 * coordinates are checked where they are first used (`monthsOfEvents`, `projectSites`): a pass less over all events.
 */
function checkReferences({ header, col }) {
  const { counts, columns, actors, types, sources, countries, areas } = header;
  for (const [name, key] of Object.entries(LENGTHS)) {
    if (col[name]?.length !== counts[key])
      throw new PayloadError(`the column “${name}” is missing or has not ${counts[key]} values`);
  }
  if (col.events && col.events.length !== counts.events)
    throw new PayloadError("the column “events” does not fit the events");
  const most = new Map(columns.map((column) => [column.name, column.most]));
  const limits = {
    site: counts.sites,
    actor: actors.length,
    role: 4,
    type: types.length,
    sourceRef: sources.length,
    country: countries.length + 1,
    siteArea: areas.length + 1,
    siteKind: 3,
    sitePrecision: 8,
    datePrecision: 7,
  };
  for (const [name, limit] of Object.entries(limits)) {
    if (col[name].length && !(most.get(name) < limit))
      throw new PayloadError(`the column “${name}” points beyond its list`);
  }
}

/** The column that only maps with areas of the user's own have. */
function checkBoundaries({ header, col: { siteBoundary } }) {
  if (!header.boundaries) return;
  if (
    siteBoundary?.length !== header.counts.sites ||
    siteBoundary.some((area) => area > header.boundaries.areas.length)
  ) {
    throw new PayloadError("the column “siteBoundary” does not fit its places and areas");
  }
}

/** The columns that only maps with a base map have. */
function checkArcs({ header, col }) {
  if (!header.basemap) return;
  if (!(header.basemap.stepsPerDegree > 0)) throw new PayloadError("the header's basemap is broken");
  const fits = (name, like) => col[name]?.length === col[like].length;
  if (
    !fits("arcY", "arcX") ||
    !["arcXLeast", "arcXMost", "arcYLeast", "arcYMost"].every((name) => fits(name, "arcPoints"))
  ) {
    throw new PayloadError("the columns of the base map do not fit each other");
  }
}

async function decodeNames(text, { counts }) {
  const names = await inflateJson(text, "names");
  const ids = names?.eventIds ?? [];
  if (idsIn(ids) !== counts.events || !Array.isArray(names.places))
    throw new PayloadError("the block “names” does not fit the events");
  const eventIds = once(() => eventIdsFrom(ids));
  return {
    places: names.places,
    /** A million texts, made when somebody asks for one. */
    get eventIds() {
      return eventIds();
    },
  };
}

/** How many ids there are; NaN if they are none. */
function idsIn(ids) {
  if (Array.isArray(ids)) return ids.length;
  return Array.isArray(ids.numbers) && Array.isArray(ids.prefixes) ? ids.numbers.length : NaN;
}

/** Ids as they are, or as prefixes and numbers, each number the difference from the one before. */
function eventIdsFrom(ids) {
  if (Array.isArray(ids)) return ids;
  let number = 0;
  return ids.numbers.map((step, i) => {
    number += step;
    return ids.prefixes[typeof ids.prefix === "number" ? ids.prefix : ids.prefix[i]] + number;
  });
}
