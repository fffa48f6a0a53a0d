/**
 * Reads dates that readers type into the search.
 */
import { monthKey, periodOf } from "../data/calendar.js";
import { fold } from "../data/fold.js";
import { FIGURES } from "./figures.js";

/** Years that are offered for a date without one. */
const MOST_YEARS = 3;

/** The fewest letters of a month's name that identify it. */
const FEWEST_LETTERS = 3;

/** Names of months in all languages, and the number of each from 0. @type {[name: string, month: number][]} */
const NAMES = Object.values(FIGURES).flatMap(({ months, shortMonths }) =>
  [months, shortMonths].flatMap((names) =>
    names.map((name, month) => /** @type {const} */ ([fold(name), month])),
  ),
);

const DAY = String.raw`(?<day>\d{1,2})(?:er|st|nd|rd|th)?`;
const NAME = String.raw`(?<name>\p{L}+)\.?`;
const YEAR = String.raw`(?:,? (?<year>\d{4}))?`;
const FORMS = [`${DAY} ${NAME}${YEAR}`, `${NAME} ${DAY}${YEAR}`, `${NAME}${YEAR}`].map(
  (form) => new RegExp(`^${form}$`, "u"),
);
const FIGURED = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/;

/** @param {string} name @returns {number} of the month from 0; -1 if it is none, or might be two */
function monthNamed(name) {
  if (name.length < FEWEST_LETTERS) return -1;
  const found = new Set(NAMES.flatMap(([known, month]) => (known.startsWith(name) ? [month] : [])));
  return found.size === 1 ? [...found][0] : -1;
}

/** @param {number} year @param {number} month from 0 @param {string} [day] @returns {string[]} nothing for 31 June */
function isoOf(year, month, day) {
  if (month > 11) return [];
  const key = monthKey(year * 12 + month);
  const iso = day ? `${key}-${day.padStart(2, "0")}` : key;
  return periodOf(iso) ? [iso] : [];
}

/**
 * @param {string} text `2025-06-13`, `13 June 2025`, `June 13, 2025`, `juin 2025`, `13.6.2025`, `13/6/2025`, `2025`, or
 *   without a year: `13 juin`
 * @param {readonly string[]} months that have events, in order, `YYYY-MM`: a date without a year gets the years of
 *   these months
 * @returns {string[]} `2025-06-13`, `2025-06` or `2025`, the latest first; none if it is no date
 */
export function readDates(text, months) {
  const typed = fold(text).trim().replace(/\s+/g, " ");
  if (periodOf(typed)) return [typed];
  const [, first, second, of] = FIGURED.exec(typed) ?? [];
  if (first) {
    const [day, month] = Number(second) > 12 ? [second, first] : [first, second]; // most of the world has the day first
    return isoOf(Number(of), Number(month) - 1, day);
  }
  const { name = "", day, year } = FORMS.map((form) => form.exec(typed)?.groups).find(Boolean) ?? {};
  const month = monthNamed(name);
  if (month < 0) return [];
  if (year) return isoOf(Number(year), month, day);
  const years = months
    .filter((key) => Number(key.slice(5)) - 1 === month)
    .map((key) => Number(key.slice(0, 4)));
  return years
    .slice(-MOST_YEARS)
    .reverse()
    .flatMap((each) => isoOf(each, month, day));
}
