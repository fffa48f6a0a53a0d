/**
 * Groups chosen months into whole years, and finds the two periods that are compared.
 */

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
