import { once } from "../data/bytes.js";
import en from "./en.js";
import { formatCount } from "./figures.js";
import fr from "./fr.js";

/** Wording by language code. */
export const TABLES = { en, fr };

/** The locale that plurals and lists follow. */
const LOCALES = { en: "en-GB", fr: "fr-FR" };

/**
 * A function that words a key in one language; numbers and plurals follow that language.
 *
 * @param {string} language "en" or "fr"; anything else is English
 * @returns {{(key: string, values?: object): string, language: string, number: (n: number) => string,
 *   has: (key: string) => boolean, list: (names: string[]) => string, either: (names: string[]) => string}}
 * @example createTranslator("en")("events", {n: 2})  // "2 events"
 */
export function createTranslator(language) {
  const code = Object.hasOwn(TABLES, language) ? language : "en";
  const table = TABLES[code];
  const locale = LOCALES[code];
  const plural = new Intl.PluralRules(locale);
  const fractions = once(() => new Intl.NumberFormat(locale));
  const lists = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const choices = once(() => new Intl.ListFormat(locale, { type: "disjunction" }));
  const number = (n) => (Number.isInteger(n) ? formatCount(n, code) : fractions().format(n));
  const t = (key, values = {}) => {
    const entry = table[key];
    const pattern = typeof entry === "string" ? entry : (entry[plural.select(values.n)] ?? entry.other);
    return pattern.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? number(value) : String(value);
    });
  };
  return Object.assign(t, {
    language: code,
    number,
    has: (key) => Object.hasOwn(table, key),
    list: (names) => lists().format(names),
    either: (names) => choices().format(names),
  });
}
