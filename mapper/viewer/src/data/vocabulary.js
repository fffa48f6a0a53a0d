/**
 * The vocabulary, from the files that Python reads too (mapper/vocabulary): closed lists with their labels,
 * and the columns of the events. The build leaves out what only the documentation says (build.mjs).
 */
import TABLES from "../../../vocabulary/tables.json" with { type: "json" };
import TERMS from "../../../vocabulary/terms.json" with { type: "json" };

/** @import {ColourBy, Language, Measure, Site} from "./types.js" */

/** The name of a closed list. @typedef {keyof typeof TERMS} ListName */

/** A text in each language. @typedef {Record<Language, string>} Label */

/**
 * A word of a closed list.
 *
 * @typedef {{name: string, label?: Label, of_many?: Label} & Record<string, unknown>} Term
 */

/**
 * A column of the events in memory.
 *
 * @typedef {{name: string, type?: string, role?: boolean, searched?: boolean, record_only?: boolean}} Column
 */

/**
 * The key of a label: `claim_fields.place`, and `stances.denies_many` of several claimants.
 *
 * @typedef {`${ListName}.${string}`} LabelKey
 */

const LISTS = /** @type {Record<string, Term[]>} */ (/** @type {unknown} */ (TERMS));

/**
 * @template [Value=unknown]
 * @param {ListName} list
 * @param {string} key
 * @returns {Readonly<Record<string, Value>>} by word, in order; only words that have the key
 */
const byTerm = (list, key) =>
  Object.fromEntries(
    LISTS[list].filter((term) => key in term).map((term) => [term.name, /** @type {Value} */ (term[key])]),
  );

/**
 * @param {ListName} list
 * @param {string} [key]
 * @returns {readonly string[]} its words, in order; only those that have the key
 */
const termsOf = (list, key = "name") => Object.keys(byTerm(list, key));

/** How well a date is known; the column `datePrecision` numbers them. */
export const DATE_PRECISIONS = termsOf("date_precisions");

/** Date precision → the length of an ISO date of that precision, if it has one. */
export const WRITTEN_LENGTHS = /** @type {Readonly<Record<string, number>>} */ (
  byTerm("date_precisions", "length")
);

/** The kinds of location that a site may have; the column `siteKind` numbers them. */
export const SITE_KINDS = /** @type {readonly Site["kind"][]} */ (termsOf("location_kinds", "site"));

/** The steps of `geo_precision`. */
export const GEO_PRECISIONS = termsOf("geo_precisions");

/** Types of events with a known perpetrator, the first side. */
export const PERPETRATOR_TYPES = [
  ...termsOf("event_types", "perpetrator"),
  ...termsOf("ucdp_event_types", "perpetrator"),
];

/** The fields of claims, in the order of a card. */
export const CLAIM_FIELDS = termsOf("claim_fields");

/** French numbers that are nouns, in the singular: "une trentaine de civils". */
export const NUMBER_NOUNS = termsOf("number_nouns");

/** What a claimant may do with a value: assert it, deny it … */
export const STANCES = termsOf("stances");

/** The stances against a value. */
export const NEGATIVE_STANCES = termsOf("stances", "negative");

/** Values that state nothing. */
export const UNSTATED_VALUES = ["", ...termsOf("unstated_values")];

/** The ways of colouring. */
export const COLOURINGS = /** @type {readonly ColourBy[]} */ (termsOf("colourings"));

/** What sizes and counts may stand for. */
export const MEASURES = /** @type {readonly Measure[]} */ (termsOf("measures"));

/** The bits of the column `flags`, by name. */
export const FLAGS =
  /** @type {Readonly<Record<"disagree"|"claimed"|"alternatives"|"context"|"doubtful"|"together", number>>} */ (
    byTerm("flags", "bit")
  );

/** The columns of the events in memory, in order. */
export const EVENT_COLUMNS = /** @type {readonly Column[]} */ (TABLES.events).filter(
  (column) => !column.record_only,
);

/** The columns of actors; the column `role` numbers them. */
export const ROLES = EVENT_COLUMNS.filter(({ role }) => role).map(({ name }) => name);

/** The columns that a search for words looks into, beside names of actors and the user's own columns. */
export const SEARCHED_COLUMNS = EVENT_COLUMNS.filter(({ searched }) => searched).map(({ name }) => name);

/**
 * @param {Language} language
 * @returns {Record<LabelKey, string>} the label of each word that has one
 */
export function labelsIn(language) {
  /** @type {Record<string, string>} */
  const labels = {};
  for (const [list, terms] of Object.entries(LISTS)) {
    for (const { name, label, of_many: many } of terms) {
      if (label) labels[`${list}.${name}`] = label[language];
      if (many) labels[`${list}.${name}_many`] = many[language];
    }
  }
  return labels;
}
