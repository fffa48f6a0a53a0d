/**
 * The words of the page in each language.
 */
import gazetteerEn from "../../../../gazetteer/words/en.json" with { type: "json" };
import gazetteerFr from "../../../../gazetteer/words/fr.json" with { type: "json" };
import mapperEn from "../../../words/en.json" with { type: "json" };
import mapperFr from "../../../words/fr.json" with { type: "json" };
import { once } from "../data/bytes.js";
import { labelsIn } from "../data/vocabulary.js";
import detailsEn from "./details.en.js";
import detailsFr from "./details.fr.js";
import en from "./en.js";
import { formatCount } from "./figures.js";
import fr from "./fr.js";
import { isolate } from "./isolate.js";
import { fillIn } from "./sentences.js";

/** @import {Argument, Language, Message} from "../data/types.js" */
/** @import {LabelKey} from "../data/vocabulary.js" */

/**
 * The name of a wording of the page, or of a label of the vocabulary.
 *
 * @typedef {keyof typeof en|keyof typeof detailsEn|LabelKey} WordKey
 */

/**
 * Values for the places in braces; `n` also chooses the plural.
 *
 * @typedef {Record<string, Argument>} WordValues
 */

/** A pattern, or one for each plural of `n`. @typedef {string|{one: string, other: string}} Wording */

/**
 * Wordings of single events are only in pages with single events.
 *
 * @type {Record<Language, Record<WordKey, Wording>>}
 */
export const TABLES = {
  en: {
    ...labelsIn("en"),
    ...en,
    ...(globalThis.mapperDetails ? detailsEn : /** @type {typeof detailsEn} */ ({})),
  },
  fr: {
    ...labelsIn("fr"),
    ...fr,
    ...(globalThis.mapperDetails ? detailsFr : /** @type {typeof detailsFr} */ ({})),
  },
};

/**
 * The sentences that the program sends as codes: the catalogues of its Python packages.
 *
 * @type {Record<Language, Record<string, Wording>>}
 */
const CATALOGUES = { en: { ...gazetteerEn, ...mapperEn }, fr: { ...gazetteerFr, ...mapperFr } };

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
 * @property {(key: string) => key is WordKey} has whether there is a wording of a key
 * @property {(names: string[]) => string} list "a, b and c"
 * @property {(names: string[]) => string} either "a, b or c"
 * @property {(message: string|Message) => string} message words a message of the program; text stays as it is
 *
 * @typedef {Translate & TranslatorMembers} Translator
 */

/**
 * @param {string} language "en" or "fr"; any other is taken for English
 * @returns {Translator}
 * @example createTranslator("en")("events", {n: 2})  // "2 events"
 * @example createTranslator("fr").message({code: "no-place"})  // "aucun lieu n’est indiqué"
 */
export function createTranslator(language) {
  /** @type {Language} */
  const code = language === "fr" ? "fr" : "en";
  const [table, catalogue] = [TABLES[code], CATALOGUES[code]];
  const locale = LOCALES[code];
  const plurals = new Intl.PluralRules(locale);
  const fractions = once(() => new Intl.NumberFormat(locale));
  const lists = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const choices = once(() => new Intl.ListFormat(locale, { type: "disjunction" }));
  const number = (/** @type {number} */ n) =>
    Number.isInteger(n) ? formatCount(n, code) : fractions().format(n);
  const message = (/** @type {string|Message} */ one) =>
    typeof one === "string" ? one : word(catalogue[one.code], one);
  const wording = { language: code, marks: catalogue, number, message };
  const word = (/** @type {Wording} */ entry, /** @type {WordValues} */ values) => {
    const isOne = typeof values.n === "number" && plurals.select(values.n) === "one";
    const sentence = typeof entry === "string" ? entry : isOne ? entry.one : entry.other;
    return fillIn(sentence, values, wording);
  };
  /** @type {Translate} */
  const translate = (key, values = {}) => word(table[key], values);
  return Object.assign(translate, {
    language: code,
    number,
    has: /** @type {TranslatorMembers["has"]} */ ((key) => Object.hasOwn(table, key)),
    list: (/** @type {string[]} */ names) => lists().format(names.map(isolate)),
    either: (/** @type {string[]} */ names) => choices().format(names.map(isolate)),
    message,
  });
}
