/**
 * The state in the URL's hash, to and fro. The hash is untrusted: what does not parse is left out, never guessed,
 * and what the payload does not know falls away when the store takes it.
 */
import { monthFromKey, monthKey, periodOf } from "../data/calendar.js";
import { COLOUR_BY } from "./state.js";

/** A longer hash is ignored as a whole: no link of ours reaches it, and no state is worth parsing megabytes. */
const LONGEST = 20_000;

/** Stands for the empty key (not stated, undated, unknown), which would look like no key at all. */
const EMPTY = "*";

const encodeKey = (key) =>
  key === "" ? EMPTY : encodeURIComponent(key.toWellFormed?.() ?? key).replaceAll("*", "%2A");
const decodeKey = (text) => (text === EMPTY ? "" : decodeURIComponent(text));
const encodeKeys = (keys) => keys.map(encodeKey).join(",");
const decodeKeys = (text) => (text === "" ? [] : text.split(",").map(decodeKey));

/** Before the keys of a facet: all but these. `encodeURIComponent` leaves the sign alone, so a key that begins with it is written otherwise. */
const ALL_BUT = "!";

const NO_KEYS = Object.freeze({ actors: { keys: [] }, types: { keys: [] } });

/** The shorter of two ways to say it: the chosen keys, or all but the others. One box unticked among thousands is one key. */
function encodeChoice(chosen, all) {
  const on = new Set(chosen);
  const others = all.filter((key) => !on.has(key));
  return others.length < chosen.length && others.length + chosen.length === all.length
    ? ALL_BUT + encodeKeys(others)
    : encodeKeys(chosen).replace(/^!/, "%21");
}

/** What is not known yet, all but some keys, is told apart from a list by its form; `expand` makes the list of it. */
const decodeChoice = (text) =>
  text.startsWith(ALL_BUT) ? { allBut: decodeKeys(text.slice(1)) } : decodeKeys(text);

/**
 * @param {object} found as `parse` gives it
 * @param {{actors: {keys: string[]}, types: {keys: string[]}}} facets
 * @returns {object} the same, with lists of keys only
 */
export function expand(found, facets) {
  const whole = { ...found };
  for (const name of ["actors", "types"]) {
    if (!found[name]?.allBut) continue;
    const left = new Set(found[name].allBut);
    whole[name] = facets[name].keys.filter((key) => !left.has(key));
  }
  return whole;
}

/**
 * @param {Partial<import("./state.js").State> & {event?: string|null, view?: {zoom: number, latitude: number, longitude: number}|null}} state
 * @param {{actors: {keys: string[]}, types: {keys: string[]}}} [facets] all keys there are, so that nearly all of them can be said in few
 * @returns {string} without the leading `#`; empty if nothing is restricted
 */
export function serialise(
  { actors, months, types, from, to, text, colourBy, event, view },
  facets = NO_KEYS,
) {
  const parts = [];
  if (actors) parts.push(`actors=${encodeChoice(actors, facets.actors.keys)}`);
  if (months) parts.push(`months=${monthRuns(months).map(encodeRun).join(",")}`);
  if (types) parts.push(`types=${encodeChoice(types, facets.types.keys)}`);
  if (from) parts.push(`from=${encodeKey(from)}`);
  if (to) parts.push(`to=${encodeKey(to)}`);
  if (text) parts.push(`text=${encodeKey(text)}`);
  if (colourBy) parts.push(`by=${colourBy}`);
  if (view)
    parts.push(`map=${rounded(view.zoom, 2)}/${rounded(view.latitude, 4)}/${rounded(view.longitude, 4)}`);
  if (event !== null && event !== undefined) parts.push(`event=${encodeKey(event)}`);
  return parts.join("&");
}

const rounded = (number, digits) => Number(number.toFixed(digits));

/**
 * @param {string} text the hash, with or without `#`
 * @returns {object} the keys of `serialise` that were found and are well-formed
 */
export function parse(text) {
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

const readDate = (key) => (text) => (periodOf(decodeKey(text)) ? { [key]: decodeKey(text) } : {});

const READERS = new Map([
  ["actors", (text) => ({ actors: decodeChoice(text) })],
  ["types", (text) => ({ types: decodeChoice(text) })],
  ["months", (text) => ({ months: text === "" ? [] : text.split(",").flatMap(decodeRun) })],
  ["from", readDate("from")],
  ["to", readDate("to")],
  ["text", (text) => ({ text: decodeKey(text) })],
  ["by", (text) => (COLOUR_BY.includes(text) ? { colourBy: text } : {})],
  ["event", (text) => ({ event: decodeKey(text) })],
  ["map", readView],
]);

function readView(text) {
  const found = /^(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(text);
  if (!found) return {};
  const [zoom, latitude, longitude] = found.slice(1).map(Number);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    ? { view: { zoom, latitude, longitude } }
    : {};
}

/** Consecutive months as runs: 168 chosen months are one word, not a kilobyte. */
function monthRuns(months) {
  const runs = [];
  for (const key of months) {
    const number = monthFromKey(key);
    const run = runs.at(-1);
    if (run && number === run.last + 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs;
}

function encodeRun({ first, last }) {
  if (Number.isNaN(first)) return EMPTY;
  return first === last ? monthKey(first) : `${monthKey(first)}..${monthKey(last)}`;
}

/** The longest run that is believed: a thousand years. */
const LONGEST_RUN = 12_000;

function decodeRun(text) {
  if (text === EMPTY) return [""];
  const [first, last = first] = text.split("..").map(monthFromKey);
  if (!(last >= first) || last - first > LONGEST_RUN) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => monthKey(first + i));
}
