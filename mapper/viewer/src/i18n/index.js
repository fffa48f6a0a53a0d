/**
 * The words of the page in each language.
 */
import { once } from "../data/bytes.js";
import { labelsIn } from "../data/vocabulary.js";
import en from "./en.js";
import { formatCount } from "./figures.js";
import fr from "./fr.js";

/** @import {Language} from "../data/types.js" */
/** @import {LabelKey} from "../data/vocabulary.js" */

/** The name of a wording of the page, or of a label of the vocabulary. @typedef {keyof typeof en|LabelKey} WordKey */

/** Values for the places in braces; `n` also chooses the plural. @typedef {Record<string, string|number>} WordValues */

/** A pattern, or one for each plural of `n`. @typedef {string|{one: string, other: string}} Wording */

/** @type {Record<Language, Record<WordKey, Wording>>} */
export const TABLES = { en: { ...labelsIn("en"), ...en }, fr: { ...labelsIn("fr"), ...fr } };

/** The locale that plurals and lists follow. @type {Record<Language, string>} */
const LOCALES = { en: "en-GB", fr: "fr-FR" };

/**
 * Gives the wording of a key with its places filled in. Numbers and plurals follow the language.
 *
 * @callback Translate
 * @param {WordKey} key
 * @param {WordValues} [values]
 * @returns {string}
 *
 * @typedef {object} TranslatorMembers
 * @property {Language} language
 * @property {(n: number) => string} number
 * @property {(key: string) => key is WordKey} has whether there is such a wording
 * @property {(names: string[]) => string} list "a, b and c"
 * @property {(names: string[]) => string} either "a, b or c"
 *
 * @typedef {Translate & TranslatorMembers} Translator
 */

/**
 * @param {string} language "en" or "fr"; any other is taken for English
 * @returns {Translator}
 * @example createTranslator("en")("events", {n: 2})  // "2 events"
 */
export function createTranslator(language) {
  /** @type {Language} */
  const code = language === "fr" ? "fr" : "en";
  const table = TABLES[code];
  const locale = LOCALES[code];
  const plurals = new Intl.PluralRules(locale);
  const fractions = once(() => new Intl.NumberFormat(locale));
  const lists = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const choices = once(() => new Intl.ListFormat(locale, { type: "disjunction" }));
  const number = (/** @type {number} */ n) =>
    Number.isInteger(n) ? formatCount(n, code) : fractions().format(n);
  /** @type {Translate} */
  const translate = (key, values = {}) => {
    const wording = table[key];
    const isOne = typeof values.n === "number" && plurals.select(values.n) === "one";
    const pattern = typeof wording === "string" ? wording : isOne ? wording.one : wording.other;
    return pattern.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? number(value) : String(value);
    });
  };
  return Object.assign(translate, {
    language: code,
    number,
    has: /** @type {TranslatorMembers["has"]} */ ((key) => Object.hasOwn(table, key)),
    list: (/** @type {string[]} */ names) => lists().format(names),
    either: (/** @type {string[]} */ names) => choices().format(names),
  });
}
