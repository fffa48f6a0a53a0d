import { firstDayOfMonth, monthFromKey, monthNumber } from "../calendar.js";

const FORMATS = {
  day: { day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  shortMonth: { month: "short" },
  shortMonthAndYear: { month: "short", year: "numeric" },
  year: { year: "numeric" },
};
const cache = new Map();

const dayToDate = (day) => new Date(day * 86_400_000);

/** An Intl formatter in UTC: the days are calendar days, not moments in the reader's time zone. */
function formatter(locale, name) {
  const key = `${locale} ${name}`;
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat(locale, { ...FORMATS[name], timeZone: "UTC" }));
  return cache.get(key);
}

/** French writes the first of a month "1er", which Intl leaves out. */
const firstOfMonth = (locale, text) => (locale.startsWith("fr") ? text.replace(/(^|[\s\u2013])1(?=[\s\u2013])/g, "$11er") : text);

/** @param {number} day @param {string} locale @returns {string} "13 June 2025" */
export const formatDay = (day, locale) => firstOfMonth(locale, formatter(locale, "day").format(dayToDate(day)));

/** @param {string} key "YYYY-MM" @param {string} locale @returns {string} "June 2025" */
export const formatMonth = (key, locale) =>
  formatter(locale, "month").format(dayToDate(firstDayOfMonth(monthFromKey(key))));

/** @param {string} key "YYYY-MM" @param {string} locale @returns {string} "2025" */
export const formatYear = (key, locale) => formatter(locale, "year").format(dayToDate(firstDayOfMonth(monthFromKey(key))));

/** @param {string} key "YYYY-MM" @param {string} locale @returns {string} "Jun 2025" */
export const formatShortMonthAndYear = (key, locale) =>
  formatter(locale, "shortMonthAndYear").format(dayToDate(firstDayOfMonth(monthFromKey(key))));

/** @param {string} key "YYYY-MM" @param {string} locale @returns {string} "Jun" */
export const formatShortMonth = (key, locale) =>
  formatter(locale, "shortMonth").format(dayToDate(firstDayOfMonth(monthFromKey(key))));

const startsMonth = (day) => firstDayOfMonth(monthNumber(day)) === day;
const endsMonth = (day) => startsMonth(day + 1);

/**
 * A period in the fewest words that say it: "2023", "July 2024", "25–27 July 2024", "13 June 2025".
 *
 * @param {number} first first day
 * @param {number} last last day, not before the first
 * @param {string} locale
 * @returns {string}
 */
export function formatPeriod(first, last, locale) {
  if (first === last) return formatDay(first, locale);
  const [from, to] = [dayToDate(first), dayToDate(last)];
  if (startsMonth(first) && endsMonth(last)) {
    const [a, b] = [monthNumber(first), monthNumber(last)];
    if (a % 12 === 0 && b % 12 === 11) return formatter(locale, "year").formatRange(from, to).replace(/\s\u2013\s/u, "–");
    return formatter(locale, "month").formatRange(from, to);
  }
  return firstOfMonth(locale, formatter(locale, "day").formatRange(from, to).replace(/^(\d+)\s\u2013\s(?=\d+\s\D)/u, "$1–"));
}

const ISO = String.raw`\d{4}(?:-\d\d(?:-\d\d)?)?`;
const PLAIN = new RegExp(`^${ISO}$`);
const ENDS = new RegExp(`^(${ISO})(?:\\.\\.|/)(${ISO})$`);

/** @param {string} [text] @returns {boolean} whether a date is written as a day, a month, a year, or from one of them to another */
export const isPlainDate = (text = "") => PLAIN.test(text) || ENDS.test(text);

/** A day, a month or a year, as exact as it is written. */
function formatWritten(text, locale) {
  if (text.length === 4) return formatYear(`${text}-01`, locale);
  return text.length === 7 ? formatMonth(text, locale) : formatDay(Date.parse(`${text}T00:00Z`) / 86_400_000, locale);
}

/** A period whose ends are written, each as exact as it is: "May 2025 – 6 June 2025" where no first day is known. */
function formatEnds(text, locale) {
  const [, first, last] = ENDS.exec(text) ?? [];
  return first && first.length !== last.length ? `${formatWritten(first, locale)} – ${formatWritten(last, locale)}` : null;
}

const PRECISIONS = ["day", "week", "month", "season", "year", "range", "unknown"];

/**
 * When an event happened, as precisely as it is known, and no more.
 *
 * @param {{first: number|null, last: number, precision: number}} when days, and the index of the date precision
 * @param {{locale: string}} t translator
 * @param {string} [written] the date as the record writes it, which may know one end of a period better than the other
 * @returns {{text: string, precision: string}} `precision` is "" where the text says it already
 */
export function wordWhen({ first, last, precision }, t, written = "") {
  if (first === null) return { text: t("notDated"), precision: "" };
  const name = PRECISIONS[precision] ?? "unknown";
  const text = formatEnds(written, t.locale) ?? formatPeriod(first, last, t.locale);
  const words = name === "day" && first !== last ? "range" : name;
  const plain = ["day", "month", "year"].includes(words);
  return { text, precision: plain ? "" : t(`date${words[0].toUpperCase()}${words.slice(1)}`) };
}
