/**
 * The state in the URL's hash. Anybody can write a hash, so a part that cannot be read is left out, never guessed; the
 * store drops keys that the map does not have.
 */
import { monthFromKey, monthKey, periodOf } from "../data/calendar.js";
import { isColourBy, isContextChoice, isMeasure, isShape } from "./state.js";

/** @import {Address, AllBut, ParsedAddress, Facets} from "./types.js" */

/** A longer hash is ignored as a whole; this page never writes one. */
const LONGEST = 20_000;

/** Stands for the empty key (not stated, undated, unknown), which would look like no key at all. */
const EMPTY = "*";

/**
 * Prefix of a list of keys that means all but these. If the first key itself begins with it, the list begins with
 * `%21`.
 */
const ALL_BUT = "!";

/** @typedef {Record<"actors"|"types"|"places", {keys: string[]}>} FacetKeys */

/** @type {FacetKeys} */
const NO_KEYS = Object.freeze({ actors: { keys: [] }, types: { keys: [] }, places: { keys: [] } });

/** @param {string} key */
const encodeKey = (key) =>
  key === "" ? EMPTY : encodeURIComponent(key.toWellFormed?.() ?? key).replaceAll("*", "%2A");

/** @param {string} text */
const decodeKey = (text) => (text === EMPTY ? "" : decodeURIComponent(text));

/** @param {string[]} keys */
const encodeKeys = (keys) => keys.map(encodeKey).join(",");

/** @param {string} text */
const decodeKeys = (text) => (text === "" ? [] : text.split(",").map(decodeKey));

/**
 * Writes the chosen keys, or the keys that are not chosen if these are fewer.
 *
 * @param {string[]} chosen
 * @param {string[]} all
 */
function encodeChoice(chosen, all) {
  const on = new Set(chosen);
  const others = all.filter((key) => !on.has(key));
  const isWhole = others.length + chosen.length === all.length;
  if (isWhole && others.length < chosen.length) return ALL_BUT + encodeKeys(others);
  return encodeKeys(chosen).replace(/^!/, "%21");
}

/** @param {string} text @returns {string[]|AllBut} */
const decodeChoice = (text) =>
  text.startsWith(ALL_BUT) ? { allBut: decodeKeys(text.slice(1)) } : decodeKeys(text);

/**
 * @param {ParsedAddress} found as `parseHash` gives it
 * @param {FacetKeys} facets
 * @returns {Address} the same, with "all but these" turned into the keys that are on
 */
export function expandChoices({ actors, types, places, ...rest }, facets) {
  const whole = (/** @type {ParsedAddress["actors"]} */ choice, /** @type {string[]} */ all) => {
    if (!choice || Array.isArray(choice)) return choice;
    const off = new Set(choice.allBut);
    return all.filter((key) => !off.has(key));
  };
  return {
    ...rest,
    ...(actors !== undefined && { actors: whole(actors, facets.actors.keys) }),
    ...(types !== undefined && { types: whole(types, facets.types.keys) }),
    ...(places !== undefined && { places: whole(places, facets.places.keys) }),
  };
}

/**
 * @param {Address} address
 * @param {FacetKeys} [facets] all keys, so that a choice of most keys can be written as those left out
 * @returns {string} without the leading `#`; empty if nothing is restricted
 */
export function writeHash(
  { actors, months, types, places, from, to, text, context, disputed, colourBy, measure, shape, event, view },
  facets = NO_KEYS,
) {
  const parts = [];
  if (actors) parts.push(`actors=${encodeChoice(actors, facets.actors.keys)}`);
  if (months) parts.push(`months=${monthRuns(months).map(encodeRun).join(",")}`);
  if (types) parts.push(`types=${encodeChoice(types, facets.types.keys)}`);
  if (places) parts.push(`places=${encodeChoice(places, facets.places.keys)}`);
  const only = disputed ? "only" : null;
  const words = { from, to, text, context, disputed: only, by: colourBy, measure, shape };
  for (const [key, value] of Object.entries(words)) if (value) parts.push(`${key}=${encodeKey(value)}`);
  if (view)
    parts.push(`map=${rounded(view.zoom, 2)}/${rounded(view.latitude, 4)}/${rounded(view.longitude, 4)}`);
  if (event !== null && event !== undefined) parts.push(`event=${encodeKey(event)}`);
  return parts.join("&");
}

/** @param {number} number @param {number} digits */
const rounded = (number, digits) => Number(number.toFixed(digits));

/**
 * @param {string} text the hash, with or without `#`
 * @returns {ParsedAddress} the parts that are present and well-formed
 */
export function parseHash(text) {
  const found = {};
  if (typeof text !== "string" || text.length > LONGEST) return found;
  for (const part of text.replace(/^#/, "").split("&")) {
    const cut = part.indexOf("=");
    const read = cut > 0 ? READERS.get(part.slice(0, cut)) : undefined;
    if (!read) continue;
    try {
      Object.assign(found, read(part.slice(cut + 1)));
    } catch (fault) {
      if (!(fault instanceof URIError)) throw fault; // a broken %-sequence: this part is left out
    }
  }
  return found;
}

/** @param {"from"|"to"} key @returns {(text: string) => ParsedAddress} */
const readDate = (key) => (text) => (periodOf(decodeKey(text)) ? { [key]: decodeKey(text) } : {});

/** @type {Map<string, (text: string) => ParsedAddress>} */
const READERS = new Map([
  ["actors", (text) => ({ actors: decodeChoice(text) })],
  ["types", (text) => ({ types: decodeChoice(text) })],
  ["places", (text) => ({ places: decodeChoice(text) })],
  ["months", (text) => ({ months: text === "" ? [] : text.split(",").flatMap(decodeRun) })],
  ["from", readDate("from")],
  ["to", readDate("to")],
  ["text", (text) => ({ text: decodeKey(text) })],
  ["by", (text) => (isColourBy(text) ? { colourBy: text } : {})],
  ["measure", (text) => (isMeasure(text) ? { measure: text } : {})],
  ["context", (text) => (isContextChoice(text) ? { context: text } : {})],
  ["disputed", (text) => (text === "only" ? { disputed: true } : {})],
  ["shape", (text) => (isShape(text) ? { shape: text } : {})],
  ["event", (text) => ({ event: decodeKey(text) })],
  ["map", readView],
]);

/** @param {string} text `zoom/latitude/longitude` @returns {ParsedAddress} */
function readView(text) {
  const found = /^(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(text);
  if (!found) return {};
  const [zoom, latitude, longitude] = found.slice(1).map(Number);
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return {};
  return { view: { zoom, latitude, longitude } };
}

/** Months that follow each other, as one run. @typedef {{first: number, last: number}} Run month numbers */

/** @param {string[]} months @returns {Run[]} */
function monthRuns(months) {
  /** @type {Run[]} */
  const runs = [];
  for (const key of months) {
    const number = monthFromKey(key);
    const run = runs.at(-1);
    if (run && number === run.last + 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs;
}

/** @param {Run} run */
function encodeRun({ first, last }) {
  if (Number.isNaN(first)) return EMPTY;
  return first === last ? monthKey(first) : `${monthKey(first)}..${monthKey(last)}`;
}

/** The most months of a run that is accepted: a thousand years. */
const LONGEST_RUN = 12_000;

/** @param {string} text @returns {string[]} */
function decodeRun(text) {
  if (text === EMPTY) return [""];
  const [first, last = first] = text.split("..").map(monthFromKey);
  if (!(last >= first) || last - first > LONGEST_RUN) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => monthKey(first + i));
}
