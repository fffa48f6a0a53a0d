/**
 * Reads and checks the header block, so that the rest of the viewer can rely on its form.
 */
import { PayloadError } from "./bytes.js";
import { isObject, isText } from "./guards.js";

/** @import {Header} from "./types.js" */

/** @param {unknown} value */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** @param {unknown} value @param {(entry: unknown) => boolean} isEntry */
const isListOf = (value, isEntry) => Array.isArray(value) && value.every(isEntry);

/** @param {unknown} area */
const isArea = (area) => isObject(area) && isListOf(area.rings, (ring) => isListOf(ring, Number.isFinite));

/** The lists of the header, with a check of the least that each entry must have. */
const LISTS = {
  actors: (/** @type {unknown} */ actor) => isObject(actor) && isText(actor.id) && isText(actor.name),
  types: (/** @type {unknown} */ type) => isObject(type) && isText(type.name),
  columns: (/** @type {unknown} */ column) => isObject(column) && isText(column.name),
  countries: isObject,
  areas: isArea,
  attributions: (/** @type {unknown} */ line) => isText(line) || (isObject(line) && isText(line.code)),
};

/** @type {readonly (keyof Header["counts"])[]} */
const COUNTS = ["events", "dated", "sites", "siteLinks", "actorLinks", "sourceLinks", "sources"];

/** Colours beside those of actors, types and months. @type {readonly (keyof Header["colours"])[]} */
const COLOURS = ["other", "notStated", "undated", "longPeriod"];

/**
 * @param {string} text the header block
 * @returns {Header}
 * @throws {PayloadError} if it is no header that this viewer can read
 */
export function parseHeader(text) {
  /** @type {Header} */
  let header;
  try {
    header = JSON.parse(text);
  } catch {
    throw new PayloadError("the block “header” is not JSON");
  }
  if (header?.format !== 1)
    throw new PayloadError(`its format is ${header?.format}, and this viewer reads format 1`);
  checkLists(header);
  checkFilter(header);
  checkColours(header);
  checkAreas(header);
  checkView(header);
  checkTiles(header);
  checkArchive(header);
  checkDead(header);
  checkTotals(header);
  return { ...header, months: header.months ?? { first: "", colours: [] } };
}

/** @param {Header} header */
function checkFilter({ filterWords = "" }) {
  if (filterWords !== "" && !isListOf(filterWords, (one) => isObject(one) && isText(one.code)))
    throw new PayloadError("the filter in words is no list of messages");
}

/** @param {Header} header */
function checkLists(header) {
  for (const [key, isEntry] of Object.entries(LISTS)) {
    if (!isListOf(header[/** @type {keyof typeof LISTS} */ (key)], isEntry))
      throw new PayloadError(`the header's list of ${key} is missing or broken`);
  }
  for (const key of COUNTS) {
    if (!isCount(header.counts?.[key])) throw new PayloadError(`the header gives no count of ${key}`);
  }
  if (!isListOf(header.own ?? [], isText)) throw new PayloadError("the header's own columns are broken");
  if (!(header.textBlock > 0)) throw new PayloadError("the header gives no size of the text blocks");
  if (header.months !== null && !Array.isArray(header.months?.colours))
    throw new PayloadError("the header names no months");
}

/** @param {Header} header */
function checkColours({ actors, types, months, colours, kinds = [] }) {
  const given = [
    ...[...actors, ...types].map(({ colour }) => colour),
    ...(months?.colours ?? []),
    ...kinds.map(({ colour }) => colour),
    ...(colours?.ofActors ?? []),
    ...COLOURS.map((name) => /** @type {string} */ (colours?.[name])),
  ];
  if (actors.some(({ group = 0 }) => kinds.length > 0 && !(group < kinds.length)))
    throw new PayloadError("an actor is of no kind of the header");
  const wrong = given.findIndex((colour) => !/^#[0-9a-f]{6}$/i.test(colour));
  if (wrong >= 0) throw new PayloadError(`“${given[wrong]}” is not a colour of the form #rrggbb`);
}

/** @param {Header} header */
function checkAreas({ boundaries }) {
  const isNamedArea = (/** @type {unknown} */ area) => isObject(area) && isText(area.name) && isArea(area);
  if (boundaries && !isListOf(boundaries.areas, isNamedArea))
    throw new PayloadError("the header's boundaries are broken");
}

/** @param {Header} header */
function checkView({ view }) {
  if (view && !(isListOf(view, Number.isFinite) && view.length === 4))
    throw new PayloadError("the header's view is broken");
}

/** @param {Header} header */
function checkTiles({ tiles }) {
  if (!tiles) return;
  const isService = isText(tiles.url) && tiles.url.startsWith("https://") && isText(tiles.attribution);
  if (!isService) throw new PayloadError("the header's tiles are broken");
}

/** @param {Header} header */
function checkArchive({ archive }) {
  if (!archive) return;
  const isWhole =
    /^(vector|image\/(png|jpeg|webp))$/.test(archive.kind) &&
    isCount(archive.minZoom) &&
    isCount(archive.maxZoom) &&
    isListOf(archive.layers, isText);
  if (!isWhole) throw new PayloadError("the header's base map of your own is broken");
}

/** @param {Header} header */
function checkDead({ dead, counts }) {
  if (!dead) return;
  const isRow = (/** @type {unknown} */ row) => isCount(row) && Number(row) < counts.events;
  const isPair = (/** @type {unknown} */ pair) => Array.isArray(pair) && pair.length === 2 && isRow(pair[0]);
  const isWhole =
    isListOf(dead.overlaps, (pair) => isPair(pair) && isRow(/** @type {number[]} */ (pair)[1])) &&
    isListOf(dead.ofParties, (pair) => isPair(pair) && isCount(/** @type {number[]} */ (pair)[1]));
  if (!isWhole) throw new PayloadError("the header's rules for the dead are broken");
}

/** @param {unknown} period */
const isPeriod = (period) =>
  period === null ||
  (isObject(period) &&
    [period.from, period.to].every(Number.isSafeInteger) &&
    [period.fromKnown, period.toKnown].every((known) => known === "month" || known === "year"));

/** @param {Header} header */
function checkTotals({ totals, actors, types, months }) {
  if (!totals) return;
  const fits = (/** @type {unknown} */ list, /** @type {number} */ length) =>
    Array.isArray(list) && list.length === length && list.every(isCount);
  const { notStated, undated, located, unlocated, sources, period } = totals;
  const isWhole =
    fits(totals.actors, actors.length) &&
    fits(totals.types, types.length) &&
    fits(totals.months, months?.colours.length ?? 0) &&
    fits(totals.monthsLonger, months?.colours.length ?? 0) &&
    [notStated, undated, located, unlocated, sources].every(isCount) &&
    isPeriod(period);
  if (!isWhole) throw new PayloadError("the header's totals are broken");
}
