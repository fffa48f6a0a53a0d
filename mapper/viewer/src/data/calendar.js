/**
 * Days since 1970-01-01 (UTC), ISO days and month keys `YYYY-MM`. Only whole days exist here; no time zone does.
 */

const DAY = 86_400_000;

/** @returns {number} day number of the first of a month; `month` counts from 0 and may run over */
export function dayOf(year, month, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC would read the years 0 to 99 as 1900 to 1999
  return Math.round(date.getTime() / DAY);
}

/** @param {number} day @returns {string} `YYYY-MM-DD` */
export const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** @param {number} day @returns {number} year × 12 + month (from 0) */
export function monthNumber(day) {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** @param {number} number year × 12 + month @returns {string} `YYYY-MM` */
export function monthKey(number) {
  const year = String(Math.floor(number / 12)).padStart(4, "0");
  return `${year}-${String((number % 12) + 1).padStart(2, "0")}`;
}

/** @param {string} key `YYYY-MM` @returns {number} year × 12 + month, or NaN */
export function monthFromKey(key) {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(key);
  return found ? Number(found[1]) * 12 + Number(found[2]) - 1 : NaN;
}

/** @param {number} number year × 12 + month @returns {number} its first day */
export const firstDayOfMonth = (number) => dayOf(Math.floor(number / 12), number % 12);

/**
 * The period that a day, a month or a year written in ISO form means.
 *
 * @param {string} text `2025-06-13`, `2025-06` or `2025`
 * @returns {[number, number]|null} first and last day, or null if it is no such date
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
