/**
 * What the colours mean: the categories of each way of colouring, and the month category of each event.
 */
import { indexes } from "../data/bytes.js";
import { monthKeys } from "../data/months.js";

/** @import {ColourBy, Data, Header, Unsigned} from "../data/types.js" */
/** @import {EventMonths} from "../data/months.js" */
/** @import {Categories} from "./types.js" */

/** A period of more days than this has no month of its own. */
const LONGEST_IN_A_MONTH = 31;

/** Key of the month category for undated events. */
export const UNDATED = "";

/** Key of the month category for periods of more than a month. */
export const LONG_PERIOD = "long";

/** Key of the category of actors of no stated kind. */
export const UNKNOWN_KIND = "unknown";

/**
 * @param {Header} header
 * @returns {Uint16Array} the kind of each actor, and last that of events whose actors are not stated
 */
export const kindsOfActors = ({ actors, kinds = [] }) =>
  Uint16Array.from([...actors.map(({ group = 0 }) => group), kinds.length]);

/** @param {Header} header @param {ColourBy} colourBy @returns {Categories} */
export function categoriesOf(header, colourBy) {
  const { actors, types, months, colours } = header;
  if (colourBy === "type") {
    return categories(
      types.map(({ name }) => name),
      types.map(({ colour }) => colour),
    );
  }
  if (colourBy === "actor") {
    return categories(
      [...actors.map(({ id }) => id), ""],
      [...actors.map(({ colour }) => colour), colours.notStated],
    );
  }
  if (colourBy === "kind") {
    const kinds = header.kinds ?? [];
    return categories(
      [...kinds.map(({ name }) => name || UNKNOWN_KIND), ""],
      [...kinds.map(({ colour }) => colour), colours.notStated],
    );
  }
  const keys = [...monthKeys(header), UNDATED, LONG_PERIOD];
  return categories(keys, [...months.colours, colours.undated, colours.longPeriod], 2);
}

/**
 * Gives chosen actors that share the colour of others one of their own. Where there are too few for all of them,
 * all keep theirs.
 *
 * @param {Categories} all the categories by actor
 * @param {Header} header
 * @param {Uint8Array} chosen 1 for each actor that is switched on
 * @returns {Categories}
 */
export function colourChosen(all, { actors, colours: { other, shared = [other], ofActors } }, chosen) {
  const isShared = (/** @type {number} */ a) =>
    shared.includes(actors[a].colour) || actors[a].colour === other;
  const on = [...actors.keys()].filter((a) => chosen[a]);
  const taken = new Set(on.map((a) => actors[a].colour));
  const own =
    ofActors ?? [...new Set(actors.map(({ colour }) => colour))].filter((colour) => colour !== other);
  const given = own.filter((colour) => !taken.has(colour));
  const sharing = on.filter(isShared);
  if (!sharing.length || sharing.length > given.length) return all;
  const colours = [...all.colours];
  sharing.forEach((a, k) => (colours[a] = given[k]));
  return { ...all, colours };
}

/**
 * @param {string[]} keys
 * @param {string[]} colours
 * @param {number} [hollowAtEnd] how many of the last are drawn hollow
 * @returns {Categories}
 */
function categories(keys, colours, hollowAtEnd = 0) {
  return { keys, colours, hollow: new Uint8Array(keys.length).fill(1, keys.length - hollowAtEnd) };
}

/**
 * The month category of each event: the month it begins in, undated, or longer than a month.
 *
 * @param {Data} data
 * @param {EventMonths} months
 * @returns {Unsigned} indexes into the keys of `categoriesOf(header, "month")`
 */
export function monthCategories({ header, n, dated, col }, { first }) {
  const undated = header.months.colours.length;
  const category = indexes(n, undated + 2).fill(undated, dated);
  for (let i = 0; i < dated; i++) category[i] = col.span[i] >= LONGEST_IN_A_MONTH ? undated + 1 : first[i];
  return category;
}
