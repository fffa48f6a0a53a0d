/**
 * The months that each event's period touches, as numbers from the first month of the header.
 */
import { PayloadError } from "./bytes.js";
import { firstDayOfMonth, monthFromKey, monthKey } from "./calendar.js";

/** @param {object} header @returns {string[]} every month of the payload, `YYYY-MM`, in order */
export function monthKeys({ months }) {
  const first = monthFromKey(months.first);
  return months.colours.map((_, m) => monthKey(first + m));
}

const known = new WeakMap();

/**
 * @param {import("./payload.js").Data} data
 * @returns {{first: Uint16Array, last: Uint16Array}} first and last month of each dated event, the same arrays each time
 * @throws {PayloadError} if a date lies outside the months of the header
 */
export function monthsOfEvents(data) {
  if (!known.has(data)) known.set(data, foundMonths(data));
  return known.get(data);
}

function foundMonths({ header, dated, col }) {
  const [first, last] = [new Uint16Array(dated), new Uint16Array(dated)];
  if (!dated) return { first, last };
  const { earliest, months } = monthOfDay(header);
  const { start, span } = col;
  const { length } = months;
  for (let i = 0; i < dated; i++) {
    const day = start[i] - earliest;
    const end = day + span[i];
    if (day < 0 || end >= length) throw new PayloadError(`the date of event ${i} lies outside its months`);
    first[i] = months[day];
    last[i] = months[end];
  }
  return { first, last };
}

/** A table of the month of each day: four times as fast as calendar arithmetic on a million events. */
function monthOfDay({ months: { first, colours } }) {
  const number = monthFromKey(first);
  const earliest = firstDayOfMonth(number);
  const months = new Uint16Array(firstDayOfMonth(number + colours.length) - earliest);
  for (let m = 0; m < colours.length; m++) {
    months.fill(m, firstDayOfMonth(number + m) - earliest, firstDayOfMonth(number + m + 1) - earliest);
  }
  return { earliest, months };
}
