/**
 * The state of an open map: filter, counts and selection. No DOM and no Leaflet here.
 */
import { monthsOfEvents } from "../data/months.js";
import { Colouring } from "./categories.js";
import { once } from "../data/bytes.js";
import { countFacets, countWhere, longerThan } from "./count.js";
import { Dead } from "./dead.js";
import { Conditions, FAILS_DATE, groupsOfKinds, groupsOfPlaces, markText, passThrough } from "./filter.js";
import { countHistogram, partByTime, trimmed } from "./histogram.js";
import { Listeners } from "./listeners.js";
import { Totals, viewGroups, viewRows } from "./panelCounts.js";
import { justTwoMonths, twoPeriods } from "../data/periods.js";
import { createTextSearch } from "./search.js";
import {
  NOTHING_SELECTED,
  UNRESTRICTED,
  changedSelection,
  changedState,
  checkedColourBy,
  checkedMeasure,
  chosenPeriod,
  facetsOf,
  normalState,
} from "./state.js";

/** @import {ColourBy, Counts, Data, Period, Unsigned} from "../data/types.js" */
/** @import {NamedPlace} from "../data/places.js" */
/** @import {Period as MonthsOrYear} from "../data/periods.js" */
/** @import {BinSize, Categories, DeadTotal, Facets, GroupView, Histogram, RowCounts, RowDead, RowView, Selection, State, StoreKey} from "./types.js" */

/** The parts of the state that change only the appearance. */
const LOOKS = new Set(["colourBy", "measure", "shape"]);

/** @param {Data} data */
export const createStore = (data) => new Store(data);

/** The state that map, panel, list, time line and card share. Made by `createStore`. */
export class Store {
  #conditions;
  #months;
  #search;
  /** @type {Readonly<State>} */
  #state;
  #count;
  /** @type {Counts|null} */
  #counts = null;
  /** Sums in the current measure, until the filter or the measure changes. */
  #measured = {
    /** @type {RowView|null} */ rows: null,
    /** @type {RowView[]|null} */ compared: null,
    /** @type {ArrayLike<number>|null} */ weights: null,
  };
  #colouring;
  /** @type {Listeners<StoreKey>} */
  #listeners = new Listeners();
  /** The number of the newest text search. */
  #searches = 0;

  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    /** 1 for each event that passes the filter. */
    this.visible = new Uint8Array(data.n).fill(1);
    this.facets = facetsOf(data);
    /** @type {Readonly<Selection>} */
    this.selection = NOTHING_SELECTED;
    this.#months = monthsOfEvents(data);
    this.#conditions = new Conditions(data, this.#months, this.facets);
    this.#search = createTextSearch(data);
    this.#state = Object.freeze({
      ...UNRESTRICTED,
      colourBy: checkedColourBy(data.header.colourBy),
      measure: checkedMeasure(data.header.measure ?? "events"),
      shape: "auto",
    });
    /** The dead of the events; made when first asked for. */
    this.dead = once(() => new Dead(data));
    /** The far-off events that the time line leaves out, and the period of the others; computed on first use. */
    this.inTime = once(() => partByTime(data, this.#months));
    /** The places of the events, read on first use; before, no place can be chosen. */
    this.places = once(() => this.#conditions.readPlaces());
    this.#colouring = new Colouring(data, this.#months);
    this.#count = data.total;
    /** The counts without any filter. */
    this.unfiltered = new Totals(data);
    this.#apply(Object.freeze({ ...this.#state, context: this.unfiltered.opening() }));
  }

  /** @returns {Readonly<State>} */
  state() {
    return this.#state;
  }

  /** @returns {number} events of the file, including unlocated and undated ones */
  total() {
    return this.data.total;
  }

  /** @returns {number} events that pass the filter */
  count() {
    return this.#count;
  }

  /** @param {ArrayLike<number>} rows @returns {number} how many events they stand for */
  eventsIn(rows) {
    let sum = 0;
    for (let k = 0; k < rows.length; k++) sum += this.data.weight[rows[k]];
    return sum;
  }

  /**
   * @param {...keyof typeof import("./filter.js").FAILS} conditions
   * @returns {number} events that would pass without these conditions
   */
  countWithout(...conditions) {
    return this.#conditions.countWithout(conditions);
  }

  /** @returns {number} events on which sources disagree, under all other conditions */
  countDisputed() {
    return this.#conditions.countDisputed();
  }

  /** @returns {Counts} under the current filter */
  counts() {
    if (this.#count === this.unfiltered.eventsOf(this.#state.context)) return this.totals();
    return (this.#counts ??= countFacets(this.data, this.#conditions.fails, this.#months));
  }

  /** @returns {Counts} if only the choice of context filters */
  totals() {
    return this.unfiltered.counts(this.#state.context);
  }

  /** @returns {number} visible events whose period is longer than the chosen days or months */
  countLonger() {
    return countWhere(this.data, this.visible, this.longer());
  }

  /** @returns {((i: number) => boolean)|null} whether an event's period is longer than that */
  longer() {
    const mask = this.#conditions.monthMask(this.#state.months);
    return longerThan(this.data, { period: chosenPeriod(this.#state), months: this.#months, mask });
  }

  /** @returns {boolean} whether sizes and counts stand for the dead */
  countsDead() {
    return this.#state.measure === "killed";
  }

  /** @returns {RowCounts} the counts of the panel's rows in the current measure */
  rowCounts() {
    return this.countsDead() ? this.#rowView().counts : this.counts();
  }

  /** @returns {RowDead|null} further data of the rows if the measure is the dead; null if it is events */
  rowDead() {
    return this.countsDead() ? this.#rowView().dead : null;
  }

  #rowView() {
    return (this.#measured.rows ??= this.#rowViewUnder(this.#conditions.fails));
  }

  /** @param {Uint8Array} fails */
  #rowViewUnder(fails) {
    return viewRows(this.data, fails, this.#months, this.countsDead() ? this.dead() : null);
  }

  /** @returns {string[]} the months that are touched by events that the choice of context keeps */
  monthsWithEvents() {
    const { months } = this.totals();
    return this.facets.months.keys.filter((key, k) => key && months[k]);
  }

  /** @returns {MonthsOrYear[]} the two months or years to compare: those chosen, or all that there are; else none */
  comparedPeriods() {
    const chosen = this.#state.months ?? justTwoMonths(this.totals(), this.facets.months.keys);
    return twoPeriods(chosen, this.monthsWithEvents());
  }

  /** @returns {RowView[]} the counts of the rows; if two periods are compared, for each period */
  rowViews() {
    const periods = this.comparedPeriods();
    if (!periods.length) return [{ counts: this.rowCounts(), dead: this.rowDead() }];
    return (this.#measured.compared ??= periods.map(({ months }) =>
      this.#rowViewUnder(this.#conditions.failsIn(months)),
    ));
  }

  /** @returns {RowCounts} the same if only the choice of context filters */
  rowTotals() {
    if (!this.countsDead()) return this.totals();
    return this.unfiltered.killed(this.#state.context, this.dead());
  }

  /** @returns {ArrayLike<number>} the amount that each visible event adds to a sum in the current measure */
  weights() {
    if (!this.countsDead()) return this.data.weight;
    return (this.#measured.weights ??= this.dead().weights((i) => this.visible[i] === 1));
  }

  /** @returns {DeadTotal} the dead of the visible events */
  killed() {
    return this.dead().total(this.visible);
  }

  /**
   * Sets the whole filter: conditions that are left out restrict nothing. Colouring and measure stay if they are left
   * out.
   *
   * @param {Partial<State>} [partial]
   * @returns {Promise<void>} when the filter has run
   */
  setState(partial = {}) {
    return this.patch({ ...UNRESTRICTED, ...partial });
  }

  /** Drops all conditions; the choice of context is not a condition and stays. @returns {Promise<void>} */
  reset() {
    return this.setState({ context: this.#state.context });
  }

  /**
   * Changes only what is given. Every change has taken effect when the call returns, except a new text, and places
   * before they are read.
   *
   * @param {Partial<State>} partial
   * @returns {Promise<void>} when the filter has run, including the search through the texts
   */
  async patch(partial) {
    if (partial.places) await this.places();
    const next = normalState({ ...this.#state, ...partial }, this.facets);
    if ("text" in partial) this.#searches++; // discard the result of a search that is still running
    if (!next.text || next.text === this.#state.text) {
      if (!next.text && this.#state.text) markText(this.#conditions.fails, null);
      this.#apply(next);
      return;
    }
    this.#apply(Object.freeze({ ...next, text: this.#state.text }));
    const search = this.#searches;
    const matches = await this.#search(next.text, () => search !== this.#searches);
    if (search !== this.#searches) return;
    markText(this.#conditions.fails, matches);
    this.#apply(Object.freeze({ ...this.#state, text: next.text }));
  }

  /**
   * Changes the selection on the card or the hover of the pointer; the one that is left out stays.
   *
   * @param {Partial<Selection>} change
   */
  select(change) {
    const before = this.selection;
    const next = Object.freeze({ ...before, ...change });
    const changed = changedSelection(before, next);
    if (!changed.size) return;
    this.selection = next;
    this.#listeners.notify(changed);
  }

  /** Closes the card. */
  deselect() {
    this.select({ event: null, sites: null, list: null });
  }

  /**
   * @param {(change: {changed: Set<StoreKey>}) => void} listener called after each change with the keys of
   *   the state that changed, `selection` or `hover`
   * @param {{signal?: AbortSignal}} [options] the signal ends it
   * @returns {() => void} ends it
   */
  subscribe(listener, options) {
    return this.#listeners.subscribe(listener, options);
  }

  /**
   * As `subscribe`, but not called for changes of the selection and the hover.
   *
   * @param {(change: {changed: Set<StoreKey>}) => void} listener
   * @param {{signal?: AbortSignal}} [options]
   * @returns {() => void} ends it
   */
  onState(listener, options) {
    return this.subscribe(({ changed }) => {
      if ([...changed].some((key) => key !== "selection" && key !== "hover")) listener({ changed });
    }, options);
  }

  /**
   * @param {ColourBy} [colourBy] the current colouring if left out
   * @returns {Categories}
   */
  categories(colourBy = this.#state.colourBy) {
    return this.#colouring.categories(colourBy, this.#conditions.actorMask);
  }

  /**
   * @returns {Unsigned|null} the category of every event in the current colouring; null when coloured by
   *   actor or kind, where an event may have several: see `involvements`
   */
  categoryColumn() {
    return this.#colouring.column(this.#state.colourBy);
  }

  /**
   * @returns {Uint16Array|null} if kinds are the categories, the category of each actor, and last the one for actors
   *   not stated; null if each actor is its own category
   */
  kinds() {
    return this.#state.colourBy === "kind" ? this.#colouring.kinds() : null;
  }

  /** @param {string} key @returns {NamedPlace|undefined} none for events that are not on the map */
  placeOf(key) {
    return this.#conditions.places.list[this.facets.places.numbers.get(key) ?? -1];
  }

  /** @param {"kinds"|"places"} name */
  #groups(name) {
    if (name === "kinds") return groupsOfKinds(this.data, this.#colouring.kinds());
    return groupsOfPlaces(this.data, this.#conditions.places);
  }

  /**
   * @param {"kinds"|"places"} name
   * @returns {GroupView[]} the counts of the rows of kinds or places; if two periods are compared, for each period
   */
  groupViews(name) {
    const periods = this.comparedPeriods();
    const { fails } = this.#conditions;
    const views = periods.length ? periods.map(({ months }) => this.#conditions.failsIn(months)) : [fails];
    const dead = this.countsDead() ? this.dead() : null;
    return views.map((each) => viewGroups(this.data, each, this.#groups(name), dead));
  }

  /** @param {"kinds"|"places"} name @returns {Uint32Array} their counts if only the choice of context filters */
  groupTotals(name) {
    const dead = this.countsDead() ? this.dead() : null;
    return this.unfiltered.ofGroups(this.#state.context, this.#groups(name), dead);
  }

  /**
   * @returns {Uint8Array|null} 1 for each actor that is switched on, and a last byte for "not stated"; null
   *   if all are
   */
  chosenActors() {
    return this.#conditions.actorMask;
  }

  /**
   * @param {number} i event
   * @returns {number[]} its categories in the current colouring; by actor, one for each involvement that is
   *   switched on
   */
  involvements(i) {
    return this.#colouring.involvements(i, this.#state.colourBy, this.#conditions.actorMask);
  }

  /**
   * @param {{by?: BinSize}} [options]
   * @returns {Histogram}
   */
  histogram({ by = "month" } = {}) {
    const whole = countHistogram(this.data, this.#conditions.fails, {
      by,
      categories: this.categories().keys.length,
      column: this.categoryColumn(),
      chosen: this.#conditions.actorMask,
      kinds: this.kinds(),
      weight: this.#weightsInTime(),
      bounded: this.countsDead() ? this.dead().bounded : null,
    });
    const { period } = this.totals();
    const ofContext = period && this.#state.context !== "include" ? trimmed(whole, period) : whole;
    const main = this.inTime()?.period;
    return main ? trimmed(ofContext, main) : ofContext;
  }

  /** @returns {number[]} rows that the time line leaves out and that pass all conditions except those on dates */
  farInTime() {
    return this.inTime()?.far.filter((i) => !(this.#conditions.fails[i] & ~FAILS_DATE)) ?? [];
  }

  /** The amount that each event adds to a bin, under all conditions except those on dates. */
  #weightsInTime() {
    if (!this.countsDead()) return this.data.weight;
    return this.dead().weights((i) => !(this.#conditions.fails[i] & ~FAILS_DATE), { sameTime: true });
  }

  /** @param {Readonly<State>} next in normal form */
  #apply(next) {
    const changed = changedState(this.#state, next);
    if (!changed.size) return;
    this.#state = next;
    this.#conditions.mark(changed, next);
    this.#measured = { rows: null, compared: null, weights: null };
    if ([...changed].some((key) => !LOOKS.has(key))) {
      this.#count = passThrough(this.#conditions.fails, this.visible, this.data.weight);
      this.#counts = null;
    }
    this.#listeners.notify(changed);
  }
}
