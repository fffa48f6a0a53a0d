/**
 * The filter. Each event has one byte, with a bit for each condition that it fails; the event is visible if no bit is
 * set. A change of one condition passes once over the events and changes only its bit.
 */
import { placesOf } from "../data/places.js";
import { FLAGS } from "../data/vocabulary.js";
import { chosenPeriod, maskOf, nameKeys } from "./state.js";

/** @import {Data, Period} from "../data/types.js" */
/** @import {ContextChoice, Facets, Groups, State} from "./types.js" */
/** @import {EventMonths} from "../data/months.js" */
/** @import {Places} from "../data/places.js" */

export const FAILS = Object.freeze({
  actors: 1,
  types: 2,
  months: 4,
  period: 8,
  text: 16,
  context: 32,
  disputed: 64,
  places: 128,
});

/** Both conditions on dates, which the facet of months and the histogram ignore. */
export const FAILS_DATE = FAILS.months | FAILS.period;

/** @param {Uint8Array} fails @param {number} bit */
function clear(fails, bit) {
  for (let i = 0; i < fails.length; i++) fails[i] &= ~bit;
}

/** @param {Data} data @returns {Groups} each actor by itself */
const groupsOfActors = ({ actorStart, col, header: { actors } }) => ({
  start: actorStart,
  links: col.actor,
  of: Uint32Array.from({ length: actors.length + 1 }, (_, actor) => actor),
  length: actors.length + 1,
  condition: "actors",
});

/** @param {Data} data @param {Uint16Array} of the kind of each actor, and last that of events without any @returns {Groups} */
export const groupsOfKinds = ({ actorStart, col, header: { kinds = [] } }, of) => ({
  start: actorStart,
  links: col.actor,
  of,
  length: kinds.length,
  condition: "actors",
});

/** @param {Data} data @param {Places} places @returns {Groups} */
export const groupsOfPlaces = ({ siteStart, col }, { list, ofSite }) => ({
  start: siteStart,
  links: col.site,
  of: ofSite,
  length: list.length + 1,
  condition: "places",
});

/**
 * Actors: a chosen actor takes part, in any role. Places: a chosen place is the event's place, or a possible one.
 *
 * @param {Uint8Array} fails
 * @param {Groups} groups
 * @param {Uint8Array|null} chosen one byte for each group, and last for events without any
 */
function markGroups(fails, { start, links, of, condition }, chosen) {
  const bit = FAILS[condition];
  clear(fails, bit);
  if (!chosen) return;
  const none = chosen[chosen.length - 1];
  for (let i = 0, link = 0; i < fails.length; i++) {
    const end = start[i + 1];
    let hit = link === end ? none : 0;
    for (; link < end; link++) hit |= chosen[of[links[link]]];
    if (!hit) fails[i] |= bit;
  }
}

/**
 * @param {Uint8Array} fails
 * @param {Data} data
 * @param {Uint8Array|null} chosen one byte for each type
 */
function markTypes(fails, { n, col: { type } }, chosen) {
  clear(fails, FAILS.types);
  if (!chosen) return;
  for (let i = 0; i < n; i++) if (!chosen[type[i]]) fails[i] |= FAILS.types;
}

/**
 * Months: the event's period overlaps one of the chosen.
 *
 * @param {Uint8Array} fails
 * @param {Data} data
 * @param {EventMonths} months
 * @param {Uint8Array|null} chosen one byte for each month, and a last one for "undated"
 */
function markMonths(fails, { n, dated }, { first, last }, chosen) {
  clear(fails, FAILS.months);
  if (!chosen) return;
  const before = new Uint32Array(chosen.length + 1); // how many of the earlier months are chosen
  for (let m = 0; m < chosen.length; m++) before[m + 1] = before[m] + chosen[m];
  for (let i = 0; i < dated; i++) if (before[last[i] + 1] === before[first[i]]) fails[i] |= FAILS.months;
  if (!chosen[chosen.length - 1]) for (let i = dated; i < n; i++) fails[i] |= FAILS.months;
}

/**
 * Period: the event's days overlap it. Undated events always fail.
 *
 * @param {Uint8Array} fails
 * @param {Data} data
 * @param {Period|null} period
 */
function markPeriod(fails, { n, dated, col: { start, span } }, period) {
  clear(fails, FAILS.period);
  if (!period) return;
  const { from, to } = period;
  for (let i = 0; i < dated; i++) if (start[i] > to || start[i] + span[i] < from) fails[i] |= FAILS.period;
  for (let i = dated; i < n; i++) fails[i] |= FAILS.period;
}

/**
 * Political and contextual events, as opposed to events of the conflict.
 *
 * @param {Uint8Array} fails
 * @param {Data} data
 * @param {ContextChoice} choice
 */
export function markContext(fails, { n, col: { flags } }, choice) {
  clear(fails, FAILS.context);
  if (choice === "include") return;
  const kept = choice === "only" ? FLAGS.context : 0;
  for (let i = 0; i < n; i++) if ((flags[i] & FLAGS.context) !== kept) fails[i] |= FAILS.context;
}

/**
 * Events on which sources disagree.
 *
 * @param {Uint8Array} fails
 * @param {Data} data
 * @param {boolean} only whether the others are left out
 */
function markDisputed(fails, { n, col: { flags } }, only) {
  clear(fails, FAILS.disputed);
  if (!only) return;
  for (let i = 0; i < n; i++) if (!(flags[i] & FLAGS.disagree)) fails[i] |= FAILS.disputed;
}

/** @param {Uint8Array} fails @param {Uint8Array|null} matches 1 where the event's text matches */
export function markText(fails, matches) {
  clear(fails, FAILS.text);
  if (!matches) return;
  for (let i = 0; i < fails.length; i++) if (!matches[i]) fails[i] |= FAILS.text;
}

/**
 * @param {Uint8Array} fails
 * @param {Uint8Array} visible written: 1 where the event passes
 * @param {ArrayLike<number>} weight how many events each row stands for
 * @returns {number} how many events pass
 */
export function passThrough(fails, visible, weight) {
  let count = 0;
  for (let i = 0; i < fails.length; i++) {
    visible[i] = fails[i] === 0 ? 1 : 0;
    if (visible[i]) count += weight[i];
  }
  return count;
}

/** The conditions that each event fails. */
export class Conditions {
  #data;
  #months;
  #facets;

  /** @param {Data} data @param {EventMonths} months @param {Facets} facets */
  constructor(data, months, facets) {
    this.#data = data;
    this.#months = months;
    this.#facets = facets;
    /** One byte for each event with a bit for each condition that it fails. */
    this.fails = new Uint8Array(data.n);
    /** Whether each actor is switched on, and last events without any; null if all are. @type {Uint8Array|null} */
    this.actorMask = null;
    /** Set when the names of places are read; no place can be chosen before. @type {Places} */
    this.places = { list: [], ofSite: new Uint32Array() };
  }

  /** @returns {Promise<Places>} */
  async readPlaces() {
    const places = await placesOf(this.#data);
    const rest = this.#data.col.siteCount.includes(0) ? [""] : [];
    nameKeys(this.#facets.places, [...places.list.map(({ key }) => key), ...rest]);
    this.places = places;
    return places;
  }

  /**
   * Marks the events that fail a changed condition; the text is marked when its search ends.
   *
   * @param {Set<keyof State>} changed
   * @param {Readonly<State>} state
   */
  mark(changed, state) {
    const { fails } = this;
    const [data, facets] = [this.#data, this.#facets];
    if (changed.has("context")) markContext(fails, data, state.context);
    if (changed.has("actors")) {
      this.actorMask = maskOf(state.actors, facets.actors, data.header.actors.length + 1);
      markGroups(fails, groupsOfActors(data), this.actorMask);
    }
    if (changed.has("disputed")) markDisputed(fails, data, state.disputed);
    if (changed.has("types")) markTypes(fails, data, maskOf(state.types, facets.types));
    if (changed.has("places")) {
      const places = groupsOfPlaces(data, this.places);
      markGroups(fails, places, maskOf(state.places, facets.places, places.length));
    }
    if (changed.has("months")) markMonths(fails, data, this.#months, this.monthMask(state.months));
    if (changed.has("from") || changed.has("to")) markPeriod(fails, data, chosenPeriod(state));
  }

  /** @param {string[]|null} months @returns {Uint8Array|null} one byte for each month, and a last one for "undated" */
  monthMask(months) {
    return maskOf(months, this.#facets.months, this.#data.header.months.colours.length + 1);
  }

  /** @param {string[]} months @returns {Uint8Array} the same byte for each event, with only these months chosen */
  failsIn(months) {
    const fails = this.fails.slice();
    markMonths(fails, this.#data, this.#months, this.monthMask(months));
    return fails;
  }

  /** @returns {number} events on which sources disagree, under all other conditions */
  countDisputed() {
    const { weight, col } = this.#data;
    let count = 0;
    this.fails.forEach((failed, i) => {
      if (col.flags[i] & FLAGS.disagree && !(failed & ~FAILS.disputed)) count += weight[i];
    });
    return count;
  }

  /**
   * @param {(keyof typeof FAILS)[]} conditions
   * @returns {number} events that would pass without these conditions
   */
  countWithout(conditions) {
    const others = conditions.reduce((bits, condition) => bits & ~FAILS[condition], 0xff);
    const { weight } = this.#data;
    let count = 0;
    this.fails.forEach((failed, i) => {
      if (!(failed & others)) count += weight[i];
    });
    return count;
  }
}
