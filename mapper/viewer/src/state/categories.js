/**
 * What colours mean: the categories of each way of colouring, and which an event belongs to.
 */
import { monthKeys } from "../data/months.js";

/** A period longer than this many days has no month of its own. */
const LONGEST_IN_A_MONTH = 31;

/** Keys of the two categories that month colouring adds: undated, and periods of more than a month. */
export const UNDATED = "";
export const LONG_PERIOD = "long";

/**
 * @typedef {object} Categories
 * @property {string[]} keys actor ids and `""` not stated; months, `""` undated and `"long"`; or type names
 * @property {string[]} colours one for each key
 * @property {Uint8Array} hollow 1 where the category is drawn hollow
 */

/**
 * @param {object} header
 * @param {"actor"|"month"|"type"} colourBy
 * @returns {Categories}
 */
export function categoriesOf(header, colourBy) {
  const { actors, types, months, colours } = header;
  if (colourBy === "type")
    return categories(
      types.map((t) => t.name),
      types.map((t) => t.colour),
    );
  if (colourBy === "actor") {
    return categories([...actors.map((a) => a.id), ""], [...actors.map((a) => a.colour), colours.notStated]);
  }
  const keys = [...monthKeys(header), UNDATED, LONG_PERIOD];
  return categories(keys, [...months.colours, colours.undated, colours.longPeriod], 2);
}

function categories(keys, colours, hollowAtEnd = 0) {
  return { keys, colours, hollow: new Uint8Array(keys.length).fill(1, keys.length - hollowAtEnd) };
}

/**
 * Month categories of all events: the month they start in, undated, or longer than a month.
 *
 * @param {import("../data/payload.js").Data} data
 * @param {{first: Uint16Array}} months
 * @returns {Uint16Array} index into `categoriesOf(header, "month").keys`
 */
export function monthCategories({ header, n, dated, col }, { first }) {
  const undated = header.months.colours.length;
  const category = new Uint16Array(n).fill(undated, dated);
  for (let i = 0; i < dated; i++) category[i] = col.span[i] >= LONGEST_IN_A_MONTH ? undated + 1 : first[i];
  return category;
}
