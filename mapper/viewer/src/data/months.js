/**
 * The months of the map, and the months that each event's period touches.
 */
import { PayloadError, indexes } from "./bytes.js";
import { firstDayOfMonth, monthFromKey, monthKey } from "./calendar.js";

/** @import {Data, Header, Unsigned} from "./types.js" */

/**
 * @typedef {object} EventMonths indexes into `monthKeys`
 * @property {Unsigned} first month in which each dated event begins
 * @property {Unsigned} last month in which it ends
 */

/** @param {Header} header @returns {string[]} every month of the map, `YYYY-MM`, in order */
export function monthKeys({ months }) {
  const first = monthFromKey(months.first);
  return months.colours.map((_, m) => monthKey(first + m));
}

/** @type {WeakMap<Data, EventMonths>} */
const known = new WeakMap();

/**
 * @param {Data} data
 * @returns {EventMonths} the same object for each call
 * @throws {PayloadError} if a date lies outside the months of the header
 */
export function monthsOfEvents(data) {
  const found = known.get(data) ?? findMonths(data);
  known.set(data, found);
  return found;
}

/** @param {Data} data @returns {EventMonths} */
function findMonths({ header, dated, col: { start, span } }) {
  const count = header.months.colours.length;
  const [first, last] = [indexes(dated, count), indexes(dated, count)];
  if (!dated) return { first, last };
  const { earliest, months } = monthOfDay(header);
  for (let i = 0; i < dated; i++) {
    const day = start[i] - earliest;
    const end = day + span[i];
    if (day < 0 || end >= months.length)
      throw new PayloadError(`the date of event ${i} lies outside its months`);
    first[i] = months[day];
    last[i] = months[end];
  }
  return { first, last };
}

/** The month of each day of the map, as a table. @param {Header} header */
function monthOfDay({ months: { first, colours } }) {
  const number = monthFromKey(first);
  const earliest = firstDayOfMonth(number);
  const months = indexes(firstDayOfMonth(number + colours.length) - earliest, colours.length);
  for (let m = 0; m < colours.length; m++) {
    months.fill(m, firstDayOfMonth(number + m) - earliest, firstDayOfMonth(number + m + 1) - earliest);
  }
  return { earliest, months };
}
