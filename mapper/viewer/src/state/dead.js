/**
 * Adds up the recorded dead as Python does (`mapper/claims/totals.py`): no death is counted twice, a figure that only a
 * party to the conflict states is not added, and an event without a figure adds nothing.
 */

/** @import {Data, Unsigned} from "../data/types.js" */
/** @import {DeadTotal} from "./types.js" */

/** The bits of `ofParties`: which figures of a row only a party states. */
const LOW = 1;
const BEST = 2;
const HIGH = 4;

/** Made once for a map, when its dead are first asked for. */
export class Dead {
  #data;
  #low;
  #high;

  /** @param {Data} data */
  constructor(data) {
    const { fatalitiesLow, fatalitiesBest, fatalitiesHigh } = data.col;
    this.#data = data;
    this.#low = figuresOf(data, fatalitiesLow, LOW);
    /** The best figure of each event; 0 if none is stated or it is not added. */
    this.best = figuresOf(data, fatalitiesBest, BEST);
    this.#high = figuresOf(data, fatalitiesHigh, HIGH);
    /** The low figure of each event without a best figure; null if there is no such event. */
    this.least = leastOf(fatalitiesBest, this.#low);
    /** The best figure of each event, else the low figure. */
    this.known = sumOf(this.best, this.least);
    /** How many events each row stands for if it states bounds but no best figure; null if no row does. */
    this.bounded = boundedOf(data);
    /** 1 for each event with a best figure that is added, be it 0. */
    this.stated = statedOf(data, fatalitiesBest);
  }

  /** @param {number} i event @returns {boolean} whether a best figure is stated, be it 0 */
  isStated(i) {
    return this.#data.col.fatalitiesBest[i] > 0;
  }

  /**
   * @param {(i: number) => boolean} passes which events are added up
   * @param {{sameTime?: boolean}} [options] `sameTime`: leave a part out only if its whole has the same days, for sums
   *   by time
   * @returns {Uint32Array} the figure of each event (`known`), 0 if it is in the figure of another of these events
   */
  weights(passes, { sameTime = false } = {}) {
    const out = this.#leftOut((part, whole) => !sameTime || touch(this.#data, part, whole), passes);
    if (!out.size) return this.known;
    const weights = this.known.slice();
    for (const part of out) weights[part] = 0;
    return weights;
  }

  /**
   * The amount by which the sum of `best` over the passing events is too large for each key of a facet: the dead of
   * parts whose whole has the same key.
   *
   * @param {(i: number) => boolean} passes
   * @param {(i: number) => Iterable<number>} keysOf the keys under which an event counts
   * @param {(i: number) => boolean} [counts] which of the parts are asked for; all by default
   * @returns {Map<number, number>} by key
   */
  countedTwice(passes, keysOf, counts = () => true) {
    /** The events that each key leaves out. @type {Map<number, Set<number>>} */
    const out = new Map();
    for (const [part, whole] of this.#overlaps()) {
      if (!passes(part) || !passes(whole)) continue;
      const keys = new Set(keysOf(whole));
      for (const key of keysOf(part)) {
        const left = out.get(key) ?? new Set();
        if (keys.has(key) && !left.has(whole)) out.set(key, left.add(part));
      }
    }
    const sum = (/** @type {Set<number>} */ parts) =>
      [...parts].filter(counts).reduce((total, i) => total + this.best[i], 0);
    return new Map([...out].map(([key, parts]) => [key, sum(parts)]));
  }

  /** @param {Uint8Array} visible @returns {DeadTotal} of the events that are visible */
  total(visible) {
    const { n, weight, col } = this.#data;
    const out = this.#leftOut(
      () => true,
      (i) => visible[i] === 1,
    );
    const sums = {
      low: 0,
      best: 0,
      high: 0,
      offMap: 0,
      deadly: 0,
      notStated: 0,
      notAdded: 0,
      anyLow: false,
      anyHigh: false,
    };
    for (let i = 0; i < n; i++) {
      if (!visible[i]) continue;
      if (!col.fatalitiesBest[i]) sums.notStated += weight[i];
      if (out.has(i)) {
        sums.notAdded += weight[i];
        continue;
      }
      if (this.best[i]) sums.deadly += weight[i];
      else if (col.fatalitiesBest[i] > 1) sums.notAdded += weight[i];
      sums.best += this.best[i];
      if (!col.siteCount[i]) sums.offMap += this.best[i];
      sums.low += this.#low[i];
      sums.high += this.#high[i];
      sums.anyLow ||= col.fatalitiesLow[i] > 0;
      sums.anyHigh ||= col.fatalitiesHigh[i] > 0;
    }
    const { anyLow, anyHigh, low, high, ...rest } = sums;
    return { ...rest, low: anyLow ? low : null, high: anyHigh ? high : null, ...this.#bounds(visible, out) };
  }

  /**
   * Events that state bounds but no best figure, and whether all other visible events state both bounds beside their
   * best figure (`isRanged`).
   *
   * @param {Uint8Array} visible
   * @param {Set<number>} out events whose dead are counted in another
   */
  #bounds(visible, out) {
    const { n, weight, col } = this.#data;
    let [isRanged, bounded, boundedLow, boundedDeadly] = [true, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      if (!visible[i]) continue;
      const bounds = Number(col.fatalitiesLow[i] > 0) + Number(col.fatalitiesHigh[i] > 0);
      const isBounded = Boolean(this.bounded?.[i]);
      if (isBounded) bounded += weight[i];
      if (isBounded && !out.has(i)) {
        boundedLow += this.#low[i];
        if (this.#low[i]) boundedDeadly += weight[i];
      }
      if (isBounded || (bounds < 2 && this.isStated(i))) isRanged = false;
    }
    return { isRanged, bounded, boundedLow, boundedDeadly };
  }

  /** @returns {readonly [part: number, whole: number][]} */
  #overlaps() {
    return this.#data.header.dead?.overlaps ?? [];
  }

  /**
   * The events whose dead are in the figure of another event that counts, as in `mapper/claims/totals.py`.
   *
   * @param {(part: number, whole: number) => boolean} overlap
   * @param {(i: number) => boolean} passes
   */
  #leftOut(overlap, passes) {
    /** @type {Set<number>} */
    const out = new Set();
    for (const [part, whole] of this.#overlaps())
      if (passes(part) && passes(whole) && !out.has(whole) && overlap(part, whole)) out.add(part);
    return out;
  }
}

/**
 * @param {Data} data
 * @param {Unsigned} column stated figures plus 1, 0 where none is
 * @param {number} bit of the figures that only a party states
 */
function figuresOf({ header }, column, bit) {
  const figures = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) if (column[i]) figures[i] = column[i] - 1; // `from` takes 15 times as long
  for (const [i, bits] of header.dead?.ofParties ?? []) if (bits & bit) figures[i] = 0;
  return figures;
}

/** @param {Unsigned} best @param {Uint32Array} low @returns {Uint32Array|null} */
function leastOf(best, low) {
  const least = new Uint32Array(low.length);
  let some = false;
  for (let i = 0; i < low.length; i++) {
    if (best[i] || !low[i]) continue;
    least[i] = low[i];
    some = true;
  }
  return some ? least : null;
}

/** @param {Uint32Array} best @param {Uint32Array|null} least */
function sumOf(best, least) {
  if (!least) return best;
  const sum = best.slice();
  for (let i = 0; i < sum.length; i++) sum[i] += least[i];
  return sum;
}

/** @param {Data} data @returns {Uint32Array|null} */
function boundedOf({ weight, col: { fatalitiesLow, fatalitiesBest, fatalitiesHigh } }) {
  const bounded = new Uint32Array(fatalitiesBest.length);
  let some = false;
  for (let i = 0; i < bounded.length; i++) {
    if (fatalitiesBest[i] || !(fatalitiesLow[i] || fatalitiesHigh[i])) continue;
    bounded[i] = weight[i];
    some = true;
  }
  return some ? bounded : null;
}

/** @param {Data} data @param {Unsigned} best stated figures plus 1, 0 where none is */
function statedOf({ header }, best) {
  const stated = new Uint8Array(best.length);
  for (let i = 0; i < best.length; i++) if (best[i]) stated[i] = 1;
  for (const [i, bits] of header.dead?.ofParties ?? []) if (bits & BEST) stated[i] = 0;
  return stated;
}

/** Whether the days of two events touch. @param {Data} data @param {number} a @param {number} b */
function touch({ dated, col: { start, span } }, a, b) {
  if (a >= dated || b >= dated) return a >= dated && b >= dated;
  return start[a] <= start[b] + span[b] && start[b] <= start[a] + span[a];
}
