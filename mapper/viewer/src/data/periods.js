/**
 * Groups chosen months into whole years, and finds the two periods that are compared.
 */

/** @import {Counts} from "./types.js" */

/** A month or year and its months. @typedef {{key: string, months: string[]}} Period `key`: `2025-05`, `2025`, or "" */

/** @param {string} key @returns {string} `2025`, or "" */
const yearOf = (key) => key.slice(0, 4);

/**
 * @param {readonly string[]} months `YYYY-MM`, or "" for undated events
 * @param {readonly string[]} offered the months that have events
 * @returns {Period[]} the months, with a year instead if all its months are chosen; a year with only one month stays
 *   that month
 */
export function inYears(months, offered) {
  const chosen = new Set(months);
  const isWhole = (/** @type {string} */ year) => {
    const all = offered.filter((month) => month && yearOf(month) === year);
    return all.length > 1 && all.every((month) => chosen.has(month));
  };
  const years = new Set([...new Set(months.map(yearOf))].filter(isWhole));
  /** @type {Map<string, Period>} */
  const periods = new Map();
  for (const month of months) {
    const key = years.has(yearOf(month)) ? yearOf(month) : month;
    const period = periods.get(key);
    if (period) period.months.push(month);
    else periods.set(key, { key, months: [month] });
  }
  return [...periods.values()];
}

/**
 * @param {Pick<Counts, "months"|"monthsLonger"|"undated">} counts of all events
 * @param {readonly string[]} keys of the counted months
 * @returns {string[]|null} the two months that have events; null if there are more or fewer, if some events are undated,
 *   or if a month is only part of longer periods: a file of one month is not compared with what reaches beyond it
 */
export function justTwoMonths({ months, monthsLonger, undated }, keys) {
  const touched = keys.filter((key, k) => key && months[k]);
  const within = keys.filter((key, k) => key && months[k] > monthsLonger[k]);
  return !undated && touched.length === 2 && within.length === 2 ? within : null;
}

/**
 * @param {readonly string[]|null} months chosen
 * @param {readonly string[]} offered the months that have events
 * @returns {Period[]} two months or years if exactly two are chosen; else none
 */
export function twoPeriods(months, offered) {
  if (!months || months.includes("")) return [];
  if (months.length === 2) return months.map((month) => ({ key: month, months: [month] }));
  const periods = inYears(months, offered);
  return periods.length === 2 ? periods : [];
}
