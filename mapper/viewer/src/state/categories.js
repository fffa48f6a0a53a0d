/**
 * What the colours mean: the categories of each way of colouring, and the month category of each event.
 */
import { monthKeys } from "../data/months.js";

/** @import {ColourBy, Data, Header} from "../data/types.js" */
/** @import {EventMonths} from "../data/months.js" */
/** @import {Categories} from "./types.js" */

/** A period of more days than this has no month of its own. */
const LONGEST_IN_A_MONTH = 31;

/** Key of the month category for undated events. */
export const UNDATED = "";

/** Key of the month category for periods of more than a month. */
export const LONG_PERIOD = "long";

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
  const keys = [...monthKeys(header), UNDATED, LONG_PERIOD];
  return categories(keys, [...months.colours, colours.undated, colours.longPeriod], 2);
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
 * @returns {Uint16Array} indexes into the keys of `categoriesOf(header, "month")`
 */
export function monthCategories({ header, n, dated, col }, { first }) {
  const undated = header.months.colours.length;
  const category = new Uint16Array(n).fill(undated, dated);
  for (let i = 0; i < dated; i++) category[i] = col.span[i] >= LONGEST_IN_A_MONTH ? undated + 1 : first[i];
  return category;
}
