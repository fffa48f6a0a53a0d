import { periodOf } from "../../data/calendar.js";
import { formatDay, formatMonth, formatPeriod } from "../../i18n/dates.js";

/** Names said in a phrase; the others are counted. */
const MOST = 8;

function listNames(names, t) {
  if (!names.length) return t("none").toLowerCase();
  const rest = names.length - MOST;
  return t.list(rest > 1 ? [...names.slice(0, MOST), t("others", { n: rest })] : names);
}

/** A choice by what is in it or by what is not, whichever is shorter. */
function wordChoice(chosen, all, { nameOf, missing, words }, t) {
  const name = (key) => (key === "" ? missing : nameOf(key));
  const off = all.filter((key) => !chosen.includes(key));
  if (!chosen.length || chosen.length <= off.length)
    return t(words, { names: listNames(chosen.map(name), t) });
  return t(words, { names: t("allBut", { names: listNames(off.map(name), t) }) });
}

function wordPeriod({ from, to }, t) {
  if (from && to) return formatPeriod(periodOf(from)[0], periodOf(to)[1], t.language);
  if (from) return t("fromDate", { date: formatDay(periodOf(from)[0], t.language) });
  return t("untilDate", { date: formatDay(periodOf(to)[0], t.language) });
}

/**
 * The filter as a reader would say it, one phrase per condition; empty where nothing is restricted.
 *
 * @param {object} state of the store
 * @param {object} names
 * @param {(id: string) => string} names.actorName
 * @param {{actors: {keys: string[]}, months: {keys: string[]}, types: {keys: string[]}}} names.facets every key of each facet
 * @param {Function} t translator
 * @returns {string[]}
 */
export function filterPhrases(state, { actorName, facets }, t) {
  const ways = {
    actors: { nameOf: actorName, missing: t("notStatedActors"), words: "wordsActors" },
    months: { nameOf: (key) => formatMonth(key, t.language), missing: t("undated"), words: "wordsMonths" },
    types: { nameOf: (name) => name, missing: t("notStatedType"), words: "wordsTypes" },
  };
  const choices = Object.entries(ways).filter(([facet]) => state[facet]);
  return [
    ...(state.from || state.to ? [wordPeriod(state, t)] : []),
    ...choices.map(([facet, way]) => wordChoice(state[facet], facets[facet].keys, way, t)),
    ...(state.text ? [t("wordsText", { text: state.text })] : []),
  ];
}

/** The conditions of a filter: its key in the wording, and the change that drops it. */
const CONDITIONS = [
  { key: "Actors", active: (state) => state.actors, drop: { actors: null } },
  { key: "Months", active: (state) => state.months, drop: { months: null } },
  { key: "Period", active: (state) => state.from || state.to, drop: { from: null, to: null } },
  { key: "Types", active: (state) => state.types, drop: { types: null } },
  { key: "Text", active: (state) => state.text, drop: { text: "" } },
];

/**
 * The conditions that restrict what is shown, each with the change that drops it.
 *
 * @param {object} state of the store
 * @returns {Array<{key: string, drop: object}>} `key` is one of Actors, Months, Period, Types, Text
 */
export const activeConditions = (state) =>
  CONDITIONS.filter(({ active }) => active(state)).map(({ key, drop }) => ({ key, drop }));
