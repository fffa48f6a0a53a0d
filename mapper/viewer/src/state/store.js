/**
 * The state of the view: filter, counts, selection. No DOM and no Leaflet here.
 */
import { categoriesOf, monthCategories } from "./categories.js";
import { isoDay } from "../data/calendar.js";
import { countFacets } from "./count.js";
import { FAILS, markActors, markMonths, markPeriod, markText, markTypes, passThrough } from "./filter.js";
import { countHistogram } from "./histogram.js";
import { monthKeys, monthsOfEvents } from "../data/months.js";
import { createSearch } from "./search.js";
import { UNRESTRICTED, checkedColourBy, dayBound, facet, maskOf, normalChoice } from "./state.js";

/** @typedef {import("./state.js").State} State */

const NOTHING_SELECTED = Object.freeze({ sites: null, event: null, hover: null });

/**
 * @param {import("../data/payload.js").Data} data
 * @returns {Store}
 */
export function createStore(data) {
  return new Store(data);
}

/** What the map, the panel, the list and the histogram share. Made by `createStore`. */
class Store {
  #fails;
  #months;
  #monthCategory;
  #categories = {};
  #search;
  #state;
  #masks = { actors: null, types: null };
  #count;
  #counts = null;
  #listeners = new Set();
  #searches = 0;

  constructor(data) {
    const { header, n, dated } = data;
    this.data = data;
    /** One byte for each event: 1 where it passes the filter. */
    this.visible = new Uint8Array(n).fill(1);
    const anyNotStated = data.col.actorCount.includes(0);
    /** The keys of each facet that can be switched: actor ids, months, type names; `""` only where such events exist. */
    this.facets = Object.freeze({
      actors: facet([...header.actors.map((a) => a.id), ...(anyNotStated ? [""] : [])]),
      months: facet([...monthKeys(header), ...(dated < n ? [""] : [])]),
      types: facet(header.types.map((t) => t.name)),
    });
    this.selection = NOTHING_SELECTED;
    this.#fails = new Uint8Array(n);
    this.#months = monthsOfEvents(data);
    this.#search = createSearch(data);
    this.#state = Object.freeze({ ...UNRESTRICTED, colourBy: checkedColourBy(header.colourBy) });
    this.#count = data.total;
  }

  /** @returns {Readonly<State>} */
  state() {
    return this.#state;
  }

  /** @returns {number} events of the payload, the unlocated and undated ones too */
  total() {
    return this.data.total;
  }

  /** @param {Iterable<number>} rows @returns {number} how many events they stand for */
  eventsIn(rows) {
    let sum = 0;
    for (const i of rows) sum += this.data.weight[i];
    return sum;
  }

  /** @returns {number} events that pass the filter */
  count() {
    return this.#count;
  }

  /**
   * @param {...("actors"|"types"|"months"|"period"|"text")} conditions
   * @returns {number} events that would pass without these conditions
   */
  countWithout(...conditions) {
    const others = conditions.reduce((bits, condition) => bits & ~FAILS[condition], 0xff);
    let count = 0;
    for (let i = 0; i < this.#fails.length; i++) if (!(this.#fails[i] & others)) count += this.data.weight[i];
    return count;
  }

  /** @returns {import("./count.js").Counts} those that the header brings where every event passes */
  counts() {
    const { totals } = this.data.header;
    return (this.#counts ??=
      totals && this.#count === this.data.total ? totals : countFacets(this.data, this.#fails, this.#months));
  }

  /**
   * The whole filter anew: what is left out is unrestricted. The colouring stays if it is left out.
   *
   * @param {Partial<State>} [partial]
   * @returns {Promise<void>} done when the filter has run
   */
  setState(partial = {}) {
    return this.patch({ ...UNRESTRICTED, ...partial });
  }

  /**
   * Changes only what is given. All but a new text has its effect when the call returns.
   *
   * @param {Partial<State>} partial
   * @returns {Promise<void>} done when the filter has run, the search through the texts too
   */
  async patch(partial) {
    const next = this.#normal({ ...this.#state, ...partial });
    if ("text" in partial) this.#searches++; // whatever search is still running no longer counts
    if (!next.text || next.text === this.#state.text) {
      if (!next.text && this.#state.text) markText(this.#fails, null);
      this.#apply(next);
      return;
    }
    this.#apply(Object.freeze({ ...next, text: this.#state.text }));
    const search = this.#searches;
    const matches = await this.#search(next.text, () => search !== this.#searches);
    if (search !== this.#searches) return;
    markText(this.#fails, matches);
    this.#apply(Object.freeze({ ...this.#state, text: next.text }));
  }

  /**
   * Marks sites, an event, or what the pointer or the focus is on; `null` takes the mark away.
   *
   * @param {{sites?: number[]|null, event?: number|null, hover?: {sites?: number[], event?: number}|null}} marks
   */
  select(marks) {
    const next = Object.freeze({ ...this.selection, ...marks });
    const changed = new Set();
    if (next.event !== this.selection.event || !sameValue(next.sites, this.selection.sites))
      changed.add("selection");
    if (!sameHover(next.hover, this.selection.hover)) changed.add("hover");
    if (!changed.size) return;
    this.selection = next;
    this.#notify(changed);
  }

  /**
   * @param {function({changed: Set<string>}): void} listener called after each change with the keys of the state that changed,
   *   `selection` or `hover`
   * @returns {function(): void} ends it
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * @param {"actor"|"month"|"type"} [colourBy] the current colouring if left out
   * @returns {import("./categories.js").Categories}
   */
  categories(colourBy = this.#state.colourBy) {
    return (this.#categories[colourBy] ??= categoriesOf(this.data.header, colourBy));
  }

  /**
   * The category of every event in the current colouring, where it is a single one.
   *
   * @returns {Uint8Array|Uint16Array|Uint32Array|null} null when coloured by actor: see `involvements`
   */
  categoryColumn() {
    const { colourBy } = this.#state;
    if (colourBy === "type") return this.data.col.type;
    if (colourBy === "month") return (this.#monthCategory ??= monthCategories(this.data, this.#months));
    return null;
  }

  /** @returns {Uint8Array|null} one byte for each actor and a last one for “not stated”: 1 where it is switched on; null if all are */
  chosenActors() {
    return this.#masks.actors;
  }

  /**
   * The categories of an event in the current colouring. By actor: each involvement of an actor that is switched on.
   *
   * @param {number} i event
   * @returns {number[]}
   */
  involvements(i) {
    const column = this.categoryColumn();
    if (column) return [column[i]];
    const { actorStart, col, header } = this.data;
    if (actorStart[i] === actorStart[i + 1]) return [header.actors.length];
    const chosen = this.#masks.actors;
    return Array.from(col.actor.subarray(actorStart[i], actorStart[i + 1])).filter(
      (a) => !chosen || chosen[a],
    );
  }

  /**
   * @param {{by?: "month"|"week"|"day"}} [options]
   * @returns {import("./histogram.js").Histogram}
   */
  histogram({ by = "month" } = {}) {
    return countHistogram(this.data, this.#fails, {
      by,
      categories: this.categories().keys.length,
      column: this.categoryColumn(),
      chosen: this.#masks.actors,
    });
  }

  #normal({ actors, months, types, from, to, text, colourBy }) {
    const [first, last] = [dayBound(from, "from"), dayBound(to, "to")];
    return Object.freeze({
      actors: normalChoice(actors, this.facets.actors),
      months: normalChoice(months, this.facets.months),
      types: normalChoice(types, this.facets.types),
      from: first === null ? null : isoDay(first),
      to: last === null ? null : isoDay(last),
      text: String(text ?? "").trim(),
      colourBy: checkedColourBy(colourBy),
    });
  }

  #apply(next) {
    const changed = new Set(Object.keys(next).filter((key) => !sameValue(this.#state[key], next[key])));
    if (!changed.size) return;
    const { data } = this;
    const fails = this.#fails;
    this.#state = next;
    if (changed.has("actors")) {
      this.#masks.actors = maskOf(next.actors, this.facets.actors, data.header.actors.length + 1);
      markActors(fails, data, this.#masks.actors);
    }
    if (changed.has("types")) markTypes(fails, data, maskOf(next.types, this.facets.types));
    if (changed.has("months")) {
      const length = data.header.months.colours.length + 1;
      markMonths(fails, data, this.#months, maskOf(next.months, this.facets.months, length));
    }
    if (changed.has("from") || changed.has("to")) markPeriod(fails, data, periodOfState(next));
    if ([...changed].some((key) => key !== "colourBy")) {
      this.#count = passThrough(fails, this.visible, data.weight);
      this.#counts = null;
    }
    this.#notify(changed);
  }

  #notify(changed) {
    for (const listener of [...this.#listeners]) listener({ changed });
  }
}

function periodOfState({ from, to }) {
  if (from === null && to === null) return null;
  return { from: dayBound(from, "from") ?? -Infinity, to: dayBound(to, "to") ?? Infinity };
}

function sameValue(a, b) {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

const sameHover = (a, b) =>
  a === b || (a !== null && b !== null && a.event === b.event && sameValue(a.sites, b.sites));
