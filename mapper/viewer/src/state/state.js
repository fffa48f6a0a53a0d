/**
 * The filter state as users write it, brought to one normal form: `null` = unrestricted.
 */
import { periodOf } from "../data/calendar.js";

/**
 * @typedef {object} State
 * @property {string[]|null} actors ids in the header's order; `""` = events whose actors are not stated
 * @property {string[]|null} months `YYYY-MM` in order; `""` = undated events
 * @property {string[]|null} types
 * @property {string|null} from first day, `YYYY-MM-DD`; `YYYY-MM` and `YYYY` mean whole periods
 * @property {string|null} to last day, inclusive
 * @property {string} text
 * @property {"actor"|"month"|"type"} colourBy
 */

export const COLOUR_BY = Object.freeze(["actor", "month", "type"]);

/** @type {Readonly<State>} the state that lets everything pass, but for `colourBy` */
export const UNRESTRICTED = Object.freeze({
  actors: null,
  months: null,
  types: null,
  from: null,
  to: null,
  text: "",
});

/**
 * The keys of one facet, numbered. Keys are hostile strings: only a Map holds them.
 *
 * @param {string[]} keys
 * @returns {{keys: string[], numbers: Map<string, number>}}
 */
export function facet(keys) {
  return { keys, numbers: new Map(keys.map((key, i) => [key, i])) };
}

/**
 * @param {string[]|null|undefined} chosen keys, in any order, some perhaps unknown
 * @param {{keys: string[], numbers: Map<string, number>}} of
 * @returns {string[]|null} the known ones in the facet's order; null if that is all of them
 */
export function normalChoice(chosen, { keys, numbers }) {
  if (chosen === null || chosen === undefined) return null;
  if (typeof chosen === "string" || typeof chosen[Symbol.iterator] !== "function") {
    throw new TypeError("A choice of actors, months or types is a list of keys, or null for all of them.");
  }
  const on = new Uint8Array(keys.length);
  for (const key of chosen) if (numbers.has(key)) on[numbers.get(key)] = 1;
  const known = keys.filter((_, i) => on[i]);
  return known.length === keys.length ? null : known;
}

/**
 * @param {string[]|null} chosen
 * @param {{keys: string[], numbers: Map<string, number>}} of
 * @param {number} [length] bytes of the mask, if more than there are keys
 * @returns {Uint8Array|null} 1 for each chosen key; null if unrestricted
 */
export function maskOf(chosen, { numbers, keys }, length = keys.length) {
  if (chosen === null) return null;
  const mask = new Uint8Array(length);
  for (const key of chosen) mask[numbers.get(key)] = 1;
  return mask;
}

/**
 * @param {string|null|undefined} text a date as written
 * @param {"from"|"to"} end
 * @returns {number|null} the first or last day it means
 */
export function dayBound(text, end) {
  if (text === null || text === undefined || text === "") return null;
  const period = periodOf(String(text));
  if (!period) throw new RangeError(`“${text}” is no date: write 2025, 2025-06 or 2025-06-13.`);
  return period[end === "from" ? 0 : 1];
}

/** @param {string} colourBy @returns {string} the same, if it is one of the three */
export function checkedColourBy(colourBy) {
  if (!COLOUR_BY.includes(colourBy))
    throw new RangeError(`“${colourBy}” is no way to colour: choose ${COLOUR_BY.join(", ")}.`);
  return colourBy;
}
