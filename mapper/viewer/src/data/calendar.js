/**
 * Days since 1970-01-01, ISO days, and months. There are only whole days here, and no time zones.
 */

const DAY = 86_400_000;

/**
 * @param {number} year
 * @param {number} month from 0; 12 is January of the next year
 * @param {number} [day]
 * @returns {number} days since 1970-01-01
 */
function dayOf(year, month, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC would read the years 0 to 99 as 1900 to 1999
  return Math.round(date.getTime() / DAY);
}

/** @param {number} day @returns {string} `YYYY-MM-DD` */
export const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** @param {number} day @returns {{day: number, month: number, year: number}} the month from 0 */
export function dateParts(day) {
  const date = new Date(day * DAY);
  return { day: date.getUTCDate(), month: date.getUTCMonth(), year: date.getUTCFullYear() };
}

/** @param {number} day @returns {number} the month number: year × 12 + month (from 0) */
export function monthNumber(day) {
  const { month, year } = dateParts(day);
  return year * 12 + month;
}

/** @param {number} number month number @returns {string} `YYYY-MM` */
export function monthKey(number) {
  const year = String(Math.floor(number / 12)).padStart(4, "0");
  return `${year}-${String((number % 12) + 1).padStart(2, "0")}`;
}

/** @param {string} key `YYYY-MM` @returns {number} month number, or NaN */
export function monthFromKey(key) {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(key);
  return found ? Number(found[1]) * 12 + Number(found[2]) - 1 : NaN;
}

/** @param {number} number month number @returns {number} its first day */
export const firstDayOfMonth = (number) => dayOf(Math.floor(number / 12), number % 12);

/** @param {number} first @param {number} last @returns {boolean} whether a period is made of whole years */
export function isOfYears(first, last) {
  const [{ day, month }, next] = [dateParts(first), dateParts(last + 1)];
  return day === 1 && month === 0 && next.day === 1 && next.month === 0;
}

/**
 * @param {string} text a day, month or year: `2025-06-13`, `2025-06` or `2025`
 * @returns {[first: number, last: number]|null} its first and last day; null if it is no such date
 */
export function periodOf(text) {
  if (/^\d{4}$/.test(text)) return [dayOf(Number(text), 0), dayOf(Number(text) + 1, 0) - 1];
  const month = monthFromKey(text);
  if (!Number.isNaN(month)) return [firstDayOfMonth(month), firstDayOfMonth(month + 1) - 1];
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return null;
  const day = dayOf(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return isoDay(day) === text ? [day, day] : null; // 2025-02-30 is no day
}
