/**
 * The filter in words.
 */
import { periodOf } from "../../data/calendar.js";
import { inYears } from "../../data/periods.js";
import { formatDay, formatMonth, formatPeriod, formatWritten } from "../../i18n/dates.js";
import { wordField } from "../card/claims.js";
import { typeName, wholePlaceName } from "../parts/categoryName.js";

/** @import {Message} from "../../data/types.js" */
/** @import {Translator, WordKey} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {FacetName, State} from "../../state/types.js" */

/** The most names in a phrase; the others are counted. */
const MOST_NAMES = 8;

/**
 * The names of a facet's keys and of the empty key, the wording of the phrase, and how keys are joined.
 *
 * @typedef {{nameOf: (key: string) => string, missing: string, words: WordKey,
 *   join?: (keys: string[]) => string[]}} ChoiceWords
 */

/** @param {string[]} names @param {Translator} t */
function listNames(names, t) {
  if (!names.length) return t("none").toLowerCase();
  const rest = names.length - MOST_NAMES;
  return t.list(rest > 1 ? [...names.slice(0, MOST_NAMES), t("others", { n: rest })] : names);
}

/**
 * Names the chosen keys or the others, whichever are fewer.
 *
 * @param {string[]} chosen
 * @param {string[]} all
 * @param {ChoiceWords} how
 * @param {Translator} t
 */
function wordChoice(chosen, all, { nameOf, missing, words, join = (keys) => keys }, t) {
  const name = (/** @type {string} */ key) => (key === "" ? missing : nameOf(key));
  const isOn = new Set(chosen);
  const [on, off] = [join(chosen), join(all.filter((key) => !isOn.has(key)))];
  const isShort = !on.length || on.length <= off.length;
  const names = isShort ? listNames(on.map(name), t) : t("allBut", { names: listNames(off.map(name), t) });
  return t(words, { names });
}

/**
 * @param {Pick<State, "from"|"to">} state
 * @param {Translator} t
 * @returns {string|null} null where it is not restricted
 */
function wordPeriod({ from, to }, t) {
  const first = from === null ? undefined : periodOf(from)?.[0];
  const last = to === null ? undefined : periodOf(to)?.[1];
  if (first !== undefined && last !== undefined) return formatPeriod(first, last, t.language);
  if (first !== undefined) return t("fromDate", { date: formatDay(first, t.language) });
  return last === undefined ? null : t("untilDate", { date: formatDay(last, t.language) });
}

/**
 * @param {State} state
 * @param {{actorName: (id: string) => string, placeName: (key: string) => string, facets: Record<FacetName, {keys: string[]}>,
 *   monthsWithEvents: string[]}} names
 * @param {Translator} t
 * @returns {string[]} a phrase for each condition; none where nothing is restricted
 */
export function filterPhrases(state, { actorName, placeName, facets, monthsWithEvents }, t) {
  /** @param {FacetName} facet @param {ChoiceWords} how */
  const choice = (facet, how) => {
    const chosen = state[facet];
    return chosen && wordChoice(chosen, facets[facet].keys, how, t);
  };
  const monthWords = /** @type {const} */ ({
    nameOf: (/** @type {string} */ key) => formatMonth(key, t.language),
    missing: t("undated"),
    words: "wordsMonths",
    join: (/** @type {string[]} */ months) => inYears(months, monthsWithEvents).map(({ key }) => key),
  });
  const phrases = [
    wordPeriod(state, t),
    choice("actors", { nameOf: actorName, missing: t("notStatedActors"), words: "wordsActors" }),
    choice("months", monthWords),
    choice("types", {
      nameOf: (name) => typeName(name, t),
      missing: t("notStatedType"),
      words: "wordsTypes",
    }),
    choice("places", { nameOf: placeName, missing: t("unmapped"), words: "wordsPlaces" }),
    state.text && t("wordsText", { text: state.text }),
    state.disputed && t("wordsDisputed"),
  ];
  return phrases.flatMap((phrase) => phrase || []);
}

/** Words of the filter that made the file, in the reader's language: dates, and types of events. @param {Message} one @param {Translator} t */
function inLanguage(one, t) {
  const word = (/** @type {unknown} */ value, /** @type {(text: string) => string} */ say) =>
    Array.isArray(value) ? value.map((item) => say(String(item))) : say(String(value));
  const written = (/** @type {string} */ text) => formatWritten(text, t.language);
  return {
    ...one,
    ...("date" in one && { date: word(one.date, written) }),
    ...("dates" in one && { dates: word(one.dates, written) }),
    ...("types" in one && { types: word(one.types, (name) => typeName(name, t)) }),
    ...("fields" in one && { fields: word(one.fields, (field) => wordField(field, t).toLowerCase()) }),
  };
}

/**
 * The filter with which the file was made: the page cannot show any other event.
 *
 * @param {Store} store
 * @param {Translator} t
 * @returns {string[]} a phrase for each condition
 */
export const fileWords = ({ data: { header } }, t) =>
  (header.filterWords || []).map((one) => t.message(inLanguage(one, t)));

/**
 * Everything that decides which events are shown: the filter of the file, the filter of the page, and the choice of
 * context.
 *
 * @param {Store} store
 * @param {Translator} t
 */
export const allWords = (store, t) => [
  ...fileWords(store, t),
  ...filterWords(store, t),
  ...contextWords(store, t),
];

/** The current filter, a phrase for each condition. @param {Store} store @param {Translator} t */
export function filterWords(store, t) {
  const { actors } = store.data.header;
  const names = new Map(actors.map(({ id, shortName, name }) => [id, shortName || name]));
  const counts = store.unfiltered.ofMonths();
  // Months without any event are not offered in the panel, and are not named either.
  const months = { keys: store.facets.months.keys.filter((key, k) => key === "" || counts[k]) };
  const facets = { ...store.facets, months };
  const actorName = (/** @type {string} */ id) => names.get(id) ?? id;
  const monthsWithEvents = store.monthsWithEvents();
  const placeName = (/** @type {string} */ key) => wholePlaceName(store.placeOf(key), store, t);
  return filterPhrases(store.state(), { actorName, placeName, facets, monthsWithEvents }, t);
}

/**
 * What the choice of context leaves out, for places where the switch is not visible.
 *
 * @param {Store} store
 * @param {Translator} t
 * @returns {string[]} a phrase, or none
 */
export function contextWords(store, t) {
  const { context } = store.state();
  const n = store.total() - store.unfiltered.eventsOf(context);
  return n ? [t(context === "only" ? "conflictLeftOut" : "contextLeftOut", { n })] : [];
}

/**
 * A condition of the filter: its name in the store and in the wordings, and the change that drops it.
 *
 * @typedef {object} Condition
 * @property {"actors"|"months"|"period"|"types"|"places"|"text"|"disputed"} name
 * @property {"whatActors"|"whatMonths"|"whatPeriod"|"whatTypes"|"whatPlaces"|"whatText"|"whatDisputed"} words
 * @property {Partial<State>} drop
 */

/** @type {readonly (Condition & {isActive: (state: State) => boolean})[]} */
const CONDITIONS = [
  { name: "actors", words: "whatActors", drop: { actors: null }, isActive: ({ actors }) => actors !== null },
  { name: "months", words: "whatMonths", drop: { months: null }, isActive: ({ months }) => months !== null },
  {
    name: "period",
    words: "whatPeriod",
    drop: { from: null, to: null },
    isActive: ({ from, to }) => from !== null || to !== null,
  },
  { name: "types", words: "whatTypes", drop: { types: null }, isActive: ({ types }) => types !== null },
  { name: "places", words: "whatPlaces", drop: { places: null }, isActive: ({ places }) => places !== null },
  { name: "text", words: "whatText", drop: { text: "" }, isActive: ({ text }) => text !== "" },
  {
    name: "disputed",
    words: "whatDisputed",
    drop: { disputed: false },
    isActive: ({ disputed }) => disputed,
  },
];

/** The conditions that restrict what is shown. @param {State} state @returns {Condition[]} */
export const activeConditions = (state) =>
  CONDITIONS.filter(({ isActive }) => isActive(state)).map(({ name, words, drop }) => ({
    name,
    words,
    drop,
  }));
