/**
 * Normalises the filter that users write.
 */
import { isoDay, periodOf } from "../data/calendar.js";
import { monthKeys } from "../data/months.js";
import { COLOURINGS, MEASURES } from "../data/vocabulary.js";

/** @import {ColourBy, Data, Measure, Period} from "../data/types.js" */
/** @import {ContextChoice, Facet, Facets, Hover, Selection, Shape, State} from "./types.js" */

/** The filter that lets everything pass. @type {Readonly<Omit<State, "colourBy"|"measure"|"shape">>} */
export const UNRESTRICTED = Object.freeze({
  actors: null,
  months: null,
  types: null,
  places: null,
  from: null,
  to: null,
  text: "",
  context: "include",
  disputed: false,
});

/** As the command line's `--context` has them, in the order of the switch. @type {readonly ContextChoice[]} */
export const CONTEXT_CHOICES = Object.freeze(["leave-out", "only", "include"]);

/** @param {string[]} keys @returns {Facet} */
function facetOf(keys) {
  return { keys, numbers: new Map(keys.map((key, i) => [key, i])) };
}

/** @param {Data} data @returns {Facets} the key `""` only where there are such events */
export function facetsOf({ header, n, dated, col }) {
  const anyNotStated = col.actorCount.includes(0);
  return Object.freeze({
    actors: facetOf([...header.actors.map(({ id }) => id), ...(anyNotStated ? [""] : [])]),
    months: facetOf([...monthKeys(header), ...(dated < n ? [""] : [])]),
    types: facetOf(header.types.map(({ name }) => name)),
    places: facetOf([]), // filled when their names are read
  });
}

/** Sets the keys of a facet that are not known at first. @param {Facet} facet @param {string[]} keys */
export function nameKeys(facet, keys) {
  for (const key of keys) {
    if (facet.numbers.has(key)) continue;
    facet.numbers.set(key, facet.keys.length);
    facet.keys.push(key);
  }
}

/** Keys in the order of `all`; null when none is missing. @param {string[]} all @param {Set<string>} on */
export function choiceOf(all, on) {
  const kept = all.filter((key) => on.has(key));
  return kept.length === all.length ? null : kept;
}

/**
 * @param {Iterable<string>|null|undefined} chosen keys in any order, some perhaps unknown
 * @param {Facet} facet
 * @returns {string[]|null} the known keys in the facet's order; null if that is all of them
 * @throws {TypeError} if it is no list
 */
function normalChoice(chosen, { keys, numbers }) {
  if (chosen === null || chosen === undefined) return null;
  if (typeof chosen === "string" || typeof chosen[Symbol.iterator] !== "function") {
    throw new TypeError(
      "A choice of actors, months, types or places is a list of keys, or null for all of them.",
    );
  }
  const on = new Set([...chosen].filter((key) => numbers.has(key)));
  return choiceOf(keys, on);
}

/**
 * @param {string[]|null} chosen keys of the facet
 * @param {Facet} facet
 * @param {number} [length] bytes of the mask, if more than there are keys
 * @returns {Uint8Array|null} 1 for each chosen key; null if unrestricted
 */
export function maskOf(chosen, { numbers, keys }, length = keys.length) {
  if (chosen === null) return null;
  const mask = new Uint8Array(length);
  for (const key of chosen) mask[/** @type {number} */ (numbers.get(key))] = 1;
  return mask;
}

/**
 * @param {string|null|undefined} text a date as written
 * @param {"from"|"to"} end
 * @returns {number|null} the first or last day it means; null for no date
 * @throws {RangeError} if it is no date
 */
function dayBound(text, end) {
  if (text === null || text === undefined || text === "") return null;
  const period = periodOf(String(text));
  if (!period) throw new RangeError(`“${text}” is no date: write 2025, 2025-06 or 2025-06-13.`);
  return period[end === "from" ? 0 : 1];
}

/** @param {State} state @returns {Period|null} */
export function chosenPeriod({ from, to }) {
  if (from === null && to === null) return null;
  return { from: dayBound(from, "from") ?? -Infinity, to: dayBound(to, "to") ?? Infinity };
}

/**
 * @param {string} colourBy
 * @returns {ColourBy}
 * @throws {RangeError} if it is no way of colouring
 */
export function checkedColourBy(colourBy) {
  if (!isColourBy(colourBy))
    throw new RangeError(`“${colourBy}” is no way to colour: choose ${COLOURINGS.join(", ")}.`);
  return colourBy;
}

/**
 * @param {string} measure
 * @returns {Measure}
 * @throws {RangeError} if it is none
 */
export function checkedMeasure(measure) {
  if (!isMeasure(measure)) throw new RangeError(`“${measure}” is no measure: choose ${MEASURES.join(", ")}.`);
  return measure;
}

/** How places may be drawn. @type {readonly Shape[]} */
export const SHAPES = Object.freeze(["auto", "symbols", "cells"]);

/** @param {string} text @returns {text is Shape} */
export const isShape = (text) => SHAPES.some((one) => one === text);

/** @param {string} text @returns {text is Measure} */
export const isMeasure = (text) => MEASURES.some((one) => one === text);

/**
 * @param {string} choice
 * @returns {ContextChoice}
 * @throws {RangeError} if it is none
 */
function checkedContext(choice) {
  if (!isContextChoice(choice))
    throw new RangeError(`“${choice}” is no choice of context: give ${CONTEXT_CHOICES.join(", ")}.`);
  return choice;
}

/** @param {string} text @returns {text is ContextChoice} */
export const isContextChoice = (text) => CONTEXT_CHOICES.some((one) => one === text);

/** @param {string} text @returns {text is ColourBy} */
export const isColourBy = (text) => COLOURINGS.some((one) => one === text);

/**
 * @param {State} state as written
 * @param {Facets} facets
 * @returns {Readonly<State>}
 */
export function normalState(
  { actors, months, types, places, from, to, text, context, disputed, colourBy, measure, shape },
  facets,
) {
  const [first, last] = [dayBound(from, "from"), dayBound(to, "to")];
  return Object.freeze({
    actors: normalChoice(actors, facets.actors),
    months: normalChoice(months, facets.months),
    types: normalChoice(types, facets.types),
    places: normalChoice(places, facets.places),
    from: first === null ? null : isoDay(first),
    to: last === null ? null : isoDay(last),
    text: String(text ?? "").trim(),
    context: checkedContext(context),
    disputed: Boolean(disputed),
    colourBy: checkedColourBy(colourBy),
    measure: checkedMeasure(measure),
    shape: isShape(shape) ? shape : "auto",
  });
}

/** @param {unknown} a @param {unknown} b */
function sameValue(a, b) {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** @param {Hover|null} a @param {Hover|null} b */
function sameHover(a, b) {
  if (a === null || b === null) return a === b;
  return a.event === b.event && a.area === b.area && sameValue(a.sites, b.sites);
}

/** @param {Readonly<State>} before @param {Readonly<State>} after @returns {Set<keyof State>} what differs */
export function changedState(before, after) {
  const keys = /** @type {(keyof State)[]} */ (Object.keys(after));
  return new Set(keys.filter((key) => !sameValue(before[key], after[key])));
}

/** @type {Readonly<Selection>} */
export const NOTHING_SELECTED = Object.freeze({ event: null, sites: null, list: null, hover: null });

/**
 * @param {Readonly<Selection>} before
 * @param {Readonly<Selection>} after
 * @returns {Set<"selection"|"hover">} which of the two differ: the selection on the card, the hover of the pointer
 */
export function changedSelection(before, after) {
  /** @type {Set<"selection"|"hover">} */
  const changed = new Set();
  const isSame =
    after.event === before.event && after.list === before.list && sameValue(after.sites, before.sites);
  if (!isSame) changed.add("selection");
  if (!sameHover(after.hover, before.hover)) changed.add("hover");
  return changed;
}
