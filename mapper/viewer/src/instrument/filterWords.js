import { periodOf } from "../calendar.js";
import { formatDay, formatMonth, formatPeriod } from "./dates.js";

/** Names of an actor or type choice, "not stated" for the empty pseudo-id. */
const named = (keys, nameOf, missing) => keys.map((key) => (key === "" ? missing : nameOf(key)));

function wordPeriod({ from, to }, t) {
  if (from && to) return formatPeriod(periodOf(from)[0], periodOf(to)[1], t.locale);
  if (from) return t("fromDate", { date: formatDay(periodOf(from)[0], t.locale) });
  return t("untilDate", { date: formatDay(periodOf(to)[0], t.locale) });
}

/**
 * The filter as a reader would say it, one phrase per condition; empty where nothing is restricted.
 *
 * @param {object} state of the store
 * @param {{actorName: (id: string) => string}} names
 * @param {Function} t translator
 * @returns {string[]}
 */
export function filterPhrases(state, { actorName }, t) {
  const list = (names) => (names.length ? t.list(names) : t("none").toLowerCase());
  const phrases = [];
  if (state.from || state.to) phrases.push(wordPeriod(state, t));
  if (state.actors) phrases.push(t("wordsActors", { names: list(named(state.actors, actorName, t("notStatedActors"))) }));
  if (state.months) {
    const names = named(state.months, (key) => formatMonth(key, t.locale), t("undated"));
    phrases.push(t("wordsMonths", { names: list(names) }));
  }
  if (state.types) phrases.push(t("wordsTypes", { names: list(named(state.types, (name) => name, t("notStatedType"))) }));
  if (state.text) phrases.push(t("wordsText", { text: state.text }));
  return phrases;
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
export const activeConditions = (state) => CONDITIONS.filter(({ active }) => active(state)).map(({ key, drop }) => ({ key, drop }));
