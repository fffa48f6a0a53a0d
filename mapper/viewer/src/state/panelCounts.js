/**
 * The counts of the panel: without a filter, for each choice of context, and of the events that pass.
 */
import { once } from "../data/bytes.js";
import { monthsOfEvents } from "../data/months.js";
import { FLAGS } from "../data/vocabulary.js";
import { countDead, countFacets, countGroups, countMonths, countRows } from "./count.js";
import { FAILS, markContext } from "./filter.js";

/** @import {Counts, Data} from "../data/types.js" */
/** @import {EventMonths} from "../data/months.js" */
/** @import {Dead} from "./dead.js" */
/** @import {ContextChoice, GroupView, Groups, RowCounts, RowView} from "./types.js" */

/** Counted when they are first asked for. */
export class Totals {
  #data;
  /** @type {Partial<Record<ContextChoice, Counts>>} */
  #events = {};
  /** @type {Partial<Record<ContextChoice, RowCounts>>} */
  #dead = {};

  /** @param {Data} data */
  constructor(data) {
    this.#data = data;
    const { n, total, weight, col } = data;
    let context = 0;
    for (let i = 0; i < n; i++) if (col.flags[i] & FLAGS.context) context += weight[i];
    /** How many events are of the conflict, and how many political or contextual. */
    this.kinds = { conflict: total - context, context };
    /** How many events of the file touch each month. */
    this.ofMonths = once(() => countMonths(data, monthsOfEvents(data)));
  }

  /**
   * @returns {ContextChoice} what the map shows first: the events of the conflict, if there are also contextual ones
   */
  opening() {
    return this.kinds.conflict && this.kinds.context ? "leave-out" : "include";
  }

  /** @param {ContextChoice} choice @returns {number} events that it keeps */
  eventsOf(choice) {
    const { conflict, context } = this.kinds;
    return { "leave-out": conflict, only: context, include: conflict + context }[choice];
  }

  /** @param {ContextChoice} choice @returns {Uint8Array|null} 1 for each event that it keeps; null for all */
  kept(choice) {
    if (choice === "include") return null;
    const fails = this.#fails(choice);
    const kept = new Uint8Array(fails.length);
    for (let i = 0; i < fails.length; i++) kept[i] = fails[i] ? 0 : 1;
    return kept;
  }

  /** @param {ContextChoice} choice @returns {Counts} the file has the counts with which the map opens */
  counts(choice) {
    const { header } = this.#data;
    if (header.totals && choice === this.opening()) return header.totals;
    return (this.#events[choice] ??= countFacets(
      this.#data,
      this.#fails(choice),
      monthsOfEvents(this.#data),
    ));
  }

  /** @param {ContextChoice} choice @param {Dead} dead @returns {RowCounts} the dead of each row */
  killed(choice, dead) {
    const months = monthsOfEvents(this.#data);
    return (this.#dead[choice] ??= countDead(this.#data, this.#fails(choice), months, dead));
  }

  /** @param {ContextChoice} choice @param {Groups} groups @param {Dead|null} dead @returns {Uint32Array} events or the dead of each */
  ofGroups(choice, groups, dead) {
    const fails = this.#fails(choice);
    return countGroups(groups, (i) => !fails[i], dead?.best ?? this.#data.weight, dead);
  }

  /** @param {ContextChoice} choice */
  #fails(choice) {
    const fails = new Uint8Array(this.#data.n);
    markContext(fails, this.#data, choice);
    return fails;
  }
}

/**
 * The counts that each row of a facet would show under all other conditions.
 *
 * @param {Data} data
 * @param {Uint8Array} fails
 * @param {EventMonths} months
 * @param {Dead|null} dead null where sizes are events
 * @returns {RowView}
 */
export function viewRows(data, fails, months, dead) {
  if (!dead) return { counts: countRows(data, fails, months, data.weight), dead: null };
  const count = (/** @type {ArrayLike<number>} */ of) => countRows(data, fails, months, of);
  const { least, stated } = dead;
  return {
    counts: countDead(data, fails, months, dead),
    dead: { bounds: least && count(least), stated: count(stated) },
  };
}

/**
 * The count of each group, under all conditions but its own.
 *
 * @param {Data} data
 * @param {Uint8Array} fails
 * @param {Groups} groups
 * @param {Dead|null} dead null where sizes are events
 * @returns {GroupView}
 */
export function viewGroups({ weight }, fails, groups, dead) {
  const others = ~FAILS[groups.condition];
  const passes = (/** @type {number} */ i) => !(fails[i] & others);
  if (!dead) return { counts: countGroups(groups, passes, weight), bounds: null, stated: null };
  const { best, least, stated } = dead;
  return {
    counts: countGroups(groups, passes, best, dead),
    bounds: least && countGroups(groups, passes, least),
    stated: countGroups(groups, passes, stated),
  };
}
