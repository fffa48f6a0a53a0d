/**
 * Days, months and periods in words.
 */
import { dateParts, firstDayOfMonth, monthFromKey, monthNumber, periodOf } from "../data/calendar.js";
import { DATE_PRECISIONS, WRITTEN_LENGTHS } from "../data/vocabulary.js";
import { FIGURES } from "./figures.js";

/** @import {EventRecord, Language} from "../data/types.js" */
/** @import {Figures} from "./figures.js" */
/** @import {Translator} from "./index.js" */

/** @param {number} number month number */
const monthOf = (number) => ({ month: number % 12, year: Math.floor(number / 12) });

/** @param {{day: number}} parts @param {Figures} words */
const dayWord = ({ day }, { first }) => (day === 1 ? first : String(day));

/** @param {{day: number, month: number}} parts @param {Figures} words */
const dayAndMonth = (parts, words) => `${dayWord(parts, words)} ${words.months[parts.month]}`;

/** @param {number} day @param {Language} language @returns {string} "13 June 2025" */
export function formatDay(day, language) {
  const parts = dateParts(day);
  return `${dayAndMonth(parts, FIGURES[language])} ${parts.year}`;
}

/** @param {string} key "YYYY-MM" or "YYYY" */
const isYear = (key) => key.length === 4;

/** @param {string} key "YYYY-MM" or "YYYY" @param {Language} language @returns {string} "June 2025", or "2025" */
export function formatMonth(key, language) {
  if (isYear(key)) return formatYear(key);
  const { month, year } = monthOf(monthFromKey(key));
  return `${FIGURES[language].months[month]} ${year}`;
}

/** @param {string} key "YYYY-MM" or "YYYY" @returns {string} "2025" */
export const formatYear = (key) => String(Number(key.slice(0, 4)));

/** @param {string} key "YYYY-MM" or "YYYY" @param {Language} language @returns {string} "Jun 2025", or "2025" */
export const formatShortMonthAndYear = (key, language) =>
  isYear(key) ? formatYear(key) : `${formatShortMonth(key, language)} ${formatYear(key)}`;

/** @param {string} key "YYYY-MM" @param {Language} language @returns {string} "Jun" */
export const formatShortMonth = (key, language) =>
  FIGURES[language].shortMonths[monthOf(monthFromKey(key)).month];

/** @param {number} day */
const startsMonth = (day) => firstDayOfMonth(monthNumber(day)) === day;
/** @param {number} day */
const endsMonth = (day) => startsMonth(day + 1);

/**
 * A period in as few words as possible: "2023", "July 2024", "25–27 July 2024", "13 June 2025".
 *
 * @param {number} first first day
 * @param {number} last last day, not before the first
 * @param {Language} language
 * @returns {string}
 */
export function formatPeriod(first, last, language) {
  if (first === last) return formatDay(first, language);
  return startsMonth(first) && endsMonth(last)
    ? formatMonths(monthNumber(first), monthNumber(last), language)
    : formatDays(first, last, language);
}

/** @param {number} first month number @param {number} last month number @param {Language} language */
function formatMonths(first, last, language) {
  const { months } = FIGURES[language];
  const [from, to] = [monthOf(first), monthOf(last)];
  if (from.month === 0 && to.month === 11)
    return from.year === to.year ? String(from.year) : `${from.year}–${to.year}`;
  if (first === last) return `${months[from.month]} ${from.year}`;
  return `${months[from.month]}${from.year === to.year ? "" : ` ${from.year}`} – ${months[to.month]} ${to.year}`;
}

/** @param {number} first @param {number} last @param {Language} language */
function formatDays(first, last, language) {
  const words = FIGURES[language];
  const [from, to] = [dateParts(first), dateParts(last)];
  const end = `${dayAndMonth(to, words)} ${to.year}`;
  if (from.year !== to.year) return `${dayAndMonth(from, words)} ${from.year} – ${end}`;
  return from.month === to.month ? `${dayWord(from, words)}–${end}` : `${dayAndMonth(from, words)} – ${end}`;
}

const ISO = String.raw`\d{4}(?:-\d\d(?:-\d\d)?)?`;
const PLAIN = new RegExp(`^${ISO}$`);
const ENDS = new RegExp(`^(${ISO})(?:\\.\\.|/)(${ISO})$`);

/**
 * @param {string} [text]
 * @returns {boolean} whether a date is written as a day, a month or a year, or from one of them to another
 */
export const isPlainDate = (text = "") => PLAIN.test(text) || ENDS.test(text);

/**
 * A day, a month or a year, as exact as it is written; other text as it is.
 *
 * @param {string} text
 * @param {Language} language
 */
export function formatWritten(text, language) {
  if (text.length === 4) return String(Number(text));
  const day = periodOf(text)?.[0];
  if (day === undefined) return text;
  return text.length === 7 ? formatMonth(text, language) : formatDay(day, language);
}

/**
 * @param {string} text
 * @param {Language} language
 * @returns {string|null} a period whose ends have different precisions, such as "May 2025 – 6 June 2025"; null for any
 *   other text
 */
function formatEnds(text, language) {
  const [, first, last] = ENDS.exec(text) ?? [];
  if (!first || first.length === last.length) return null;
  return `${formatWritten(first, language)} – ${formatWritten(last, language)}`;
}

/**
 * The date of an event, exactly as precise as it is known.
 *
 * @param {Pick<EventRecord, "first"|"last"|"precision">} event
 * @param {Translator} t
 * @param {string} [written] the date as the record writes it, which may have one end of a period more precise than the
 *   other
 * @returns {{text: string, precision: string}} `precision` is empty if the text implies it
 */
export function wordWhen({ first, last, precision }, t, written = "") {
  if (first === null || last === null) return { text: t("notDated"), precision: "" };
  const stated = DATE_PRECISIONS[precision] ?? "unknown";
  const [from, to] = wholePeriod(first, last, stated);
  const text = formatEnds(written, t.language) ?? formatPeriod(from, to, t.language);
  const name = stated === "day" && first !== last ? "range" : stated;
  const textSaysIt = name in WRITTEN_LENGTHS && from === first && to === last;
  return { text, precision: textSaysIt ? "" : t(`date_precisions.${name}`) };
}

/** A date in a few words, such as "around 4 June 2025" and "summer 2024"; not days between two signs. */
const IN_WORDS = /^\p{L}(?!.*\d{4}-\d\d).{0,29}$/u;

/**
 * The date of an event for the single line of a list: a date in words stays as written, since its possible days would
 * be read as the event's duration.
 *
 * @param {Pick<EventRecord, "first"|"last"|"precision">} event
 * @param {Translator} t
 * @param {string} [written]
 */
export function wordWhenShort(event, t, written = "") {
  const isSpan = ["range", "season"].includes(DATE_PRECISIONS[event.precision]);
  return isSpan && IN_WORDS.test(written) ? written : wordWhen(event, t, written).text;
}

/**
 * The months or years of a period that is known only to the month or year. For an event known only to the month ACLED
 * writes a day, which stands for the whole month.
 *
 * @param {number} first first day
 * @param {number} last last day
 * @param {string} precision name of the date precision
 * @returns {[first: number, last: number]}
 */
function wholePeriod(first, last, precision) {
  if (precision !== "month" && precision !== "year") return [first, last];
  let [from, to] = [monthNumber(first), monthNumber(last) + 1];
  if (precision === "year") [from, to] = [Math.floor(from / 12) * 12, Math.ceil(to / 12) * 12];
  return [firstDayOfMonth(from), firstDayOfMonth(to) - 1];
}
