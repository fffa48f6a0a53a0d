import { firstDayOfMonth, monthFromKey, monthNumber } from "../data/calendar.js";
import { FIGURES } from "./figures.js";

/** What a day or a month number is made of: the days are calendar days, not moments in the reader's time zone. */
function partsOf(day) {
  const date = new Date(day * 86_400_000);
  return { day: date.getUTCDate(), month: date.getUTCMonth(), year: date.getUTCFullYear() };
}

const monthOf = (number) => ({ month: number % 12, year: Math.floor(number / 12) });

const dayIn = ({ day }, { first }) => (day === 1 ? first : String(day));
const dayAndMonth = (parts, words) => `${dayIn(parts, words)} ${words.months[parts.month]}`;

/** @param {number} day @param {string} language @returns {string} "13 June 2025" */
export function formatDay(day, language) {
  const parts = partsOf(day);
  return `${dayAndMonth(parts, FIGURES[language])} ${parts.year}`;
}

/** @param {string} key "YYYY-MM" @param {string} language @returns {string} "June 2025" */
export function formatMonth(key, language) {
  const { month, year } = monthOf(monthFromKey(key));
  return `${FIGURES[language].months[month]} ${year}`;
}

/** @param {string} key "YYYY-MM" @returns {string} "2025" */
export const formatYear = (key) => String(monthOf(monthFromKey(key)).year);

/** @param {string} key "YYYY-MM" @param {string} language @returns {string} "Jun 2025" */
export const formatShortMonthAndYear = (key, language) =>
  `${formatShortMonth(key, language)} ${formatYear(key)}`;

/** @param {string} key "YYYY-MM" @param {string} language @returns {string} "Jun" */
export const formatShortMonth = (key, language) =>
  FIGURES[language].shortMonths[monthOf(monthFromKey(key)).month];

const startsMonth = (day) => firstDayOfMonth(monthNumber(day)) === day;
const endsMonth = (day) => startsMonth(day + 1);

/**
 * A period in the fewest words that say it: "2023", "July 2024", "25–27 July 2024", "13 June 2025".
 *
 * @param {number} first first day
 * @param {number} last last day, not before the first
 * @param {string} language
 * @returns {string}
 */
export function formatPeriod(first, last, language) {
  if (first === last) return formatDay(first, language);
  return startsMonth(first) && endsMonth(last)
    ? formatMonths(monthNumber(first), monthNumber(last), language)
    : formatDays(first, last, language);
}

function formatMonths(first, last, language) {
  const { months } = FIGURES[language];
  const [from, to] = [monthOf(first), monthOf(last)];
  if (from.month === 0 && to.month === 11)
    return from.year === to.year ? String(from.year) : `${from.year}–${to.year}`;
  if (first === last) return `${months[from.month]} ${from.year}`;
  return `${months[from.month]}${from.year === to.year ? "" : ` ${from.year}`} – ${months[to.month]} ${to.year}`;
}

function formatDays(first, last, language) {
  const words = FIGURES[language];
  const [from, to] = [partsOf(first), partsOf(last)];
  const end = `${dayAndMonth(to, words)} ${to.year}`;
  if (from.year !== to.year) return `${dayAndMonth(from, words)} ${from.year} – ${end}`;
  return from.month === to.month ? `${dayIn(from, words)}–${end}` : `${dayAndMonth(from, words)} – ${end}`;
}

const ISO = String.raw`\d{4}(?:-\d\d(?:-\d\d)?)?`;
const PLAIN = new RegExp(`^${ISO}$`);
const ENDS = new RegExp(`^(${ISO})(?:\\.\\.|/)(${ISO})$`);

/** @param {string} [text] @returns {boolean} whether a date is written as a day, a month, a year, or from one of them to another */
export const isPlainDate = (text = "") => PLAIN.test(text) || ENDS.test(text);

/** A day, a month or a year, as exact as it is written. */
function formatWritten(text, language) {
  if (text.length === 4) return formatYear(`${text}-01`);
  return text.length === 7
    ? formatMonth(text, language)
    : formatDay(Date.parse(`${text}T00:00Z`) / 86_400_000, language);
}

/** A period whose ends are written, each as exact as it is: "May 2025 – 6 June 2025" where no first day is known. */
function formatEnds(text, language) {
  const [, first, last] = ENDS.exec(text) ?? [];
  return first && first.length !== last.length
    ? `${formatWritten(first, language)} – ${formatWritten(last, language)}`
    : null;
}

const PRECISIONS = ["day", "week", "month", "season", "year", "range", "unknown"];

/**
 * When an event happened, as precisely as it is known, and no more.
 *
 * @param {{first: number|null, last: number, precision: number}} when days, and the index of the date precision
 * @param {{language: string}} t translator
 * @param {string} [written] the date as the record writes it, which may know one end of a period better than the other
 * @returns {{text: string, precision: string}} `precision` is "" where the text says it already
 */
export function wordWhen({ first, last, precision }, t, written = "") {
  if (first === null) return { text: t("notDated"), precision: "" };
  const name = PRECISIONS[precision] ?? "unknown";
  const text = formatEnds(written, t.language) ?? formatPeriod(first, last, t.language);
  const words = name === "day" && first !== last ? "range" : name;
  const plain = ["day", "month", "year"].includes(words);
  return { text, precision: plain ? "" : t(`date${words[0].toUpperCase()}${words.slice(1)}`) };
}
