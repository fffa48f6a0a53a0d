/**
 * Events over time along the bottom of the map: stacked bars in the current colours, a brush for the period,
 * a player.
 */
import {
  firstDayOfMonth,
  isoDay,
  monthFromKey,
  monthKey,
  monthNumber,
  periodOf,
} from "../../data/calendar.js";
import { formatDay, formatPeriod } from "../../i18n/dates.js";
import { button, h } from "../parts/dom.js";
import { wordSpan } from "../summary.js";
import { drawBars } from "./bars.js";
import { binsOfPeriod, nextBins, periodOfBins } from "./bins.js";
import { Brush } from "./brush.js";

/** @import {Data, Header} from "../../data/types.js" */
/** @import {BinSize, Histogram, State} from "../../state/types.js" */
/** @import {Context} from "../types.js" */
/** @import {Bins} from "./bins.js" */

/** Milliseconds for each step of the player. */
const STEP = 900;

/** A map of at most so many months opens with days: a bar for each month would be too coarse. */
const FEW_MONTHS = 3;

/** The most dates that are named of events too far off for the chart. */
const MOST_DATES = 2;

const UNITS = /** @type {const} */ ({ month: "unitMonth", week: "unitWeek", day: "unitDay" });

/** @param {string|null} iso @param {0|1} end 0 for its first day, 1 for its last */
const dayOrNull = (iso, end) => (iso === null ? null : (periodOf(iso)?.[end] ?? null));

/**
 * Whether a bin touches one of the chosen months.
 *
 * @param {Int32Array} edges
 * @param {number} bin
 * @param {Set<string>} chosen
 */
function touchesMonths(edges, bin, chosen) {
  const last = monthNumber(edges[bin + 1] - 1);
  for (let month = monthNumber(edges[bin]); month <= last; month++)
    if (chosen.has(monthKey(month))) return true;
  return false;
}

/**
 * The bars with which a map opens: days, if it has few months and most events are known to a day.
 *
 * @param {Data} data
 * @returns {BinSize}
 */
export function openingUnit({ header, dated, weight, col: { span } }) {
  if (header.months.colours.length > FEW_MONTHS) return "month";
  let [ofDays, all] = [0, 0];
  for (let i = 0; i < dated; i++) {
    all += weight[i];
    if (!span[i]) ofDays += weight[i];
  }
  return 2 * ofDays > all ? "day" : "month";
}

/**
 * First and last day of the months of the map. A week may begin before them and end after them.
 *
 * @param {Header} header
 */
function daysOfMonths({ months }) {
  const first = monthFromKey(months.first);
  return [firstDayOfMonth(first), firstDayOfMonth(first + months.colours.length) - 1];
}

/** The time line of a page. */
export class Timeline {
  #store;
  #display;
  #t;
  /** @type {BinSize} */
  #unit;
  /** @type {Histogram} */
  #histogram = {
    edges: new Int32Array(0),
    totals: new Uint32Array(0),
    stacks: new Float64Array(0),
    longer: new Uint32Array(0),
    longerStacks: new Float64Array(0),
    bounded: new Uint32Array(0),
    categories: 0,
  };
  #timer = 0;
  /** The period that the player has set. @type {Pick<State, "from"|"to">|null} */
  #played = null;
  #canvas = h("canvas.bars", { "aria-hidden": "true" });
  #tip = h("div.bar-tip", { hidden: true });
  #period = h("p.period", {});
  #note = h("p.undated-note", {});
  #play = button("", () => (this.#timer ? this.#stop() : this.#start()), { className: "play" });
  #reset;
  #units;
  #brush;
  /** Size of the canvas when it was drawn. */
  #drawnSize = "";

  /** @param {Context} context */
  constructor({ store, display, t, signal }) {
    this.#store = store;
    this.#display = display;
    this.#t = t;
    this.#unit = openingUnit(store.data);
    const title = t("wholePeriod");
    this.#reset = button(t("resetPeriod"), () => this.#clear(), { className: "quiet.reset", title });
    this.#units = this.#unitChoice();
    this.#brush = new Brush({
      labels: { from: t("periodFrom"), to: t("periodTo") },
      onChange: (bins) => this.#choose(bins),
      onHover: (bin) => this.#showTip(bin),
    });
    const words = h("div.timeline-words", {}, this.#period, this.#note);
    this.element = h(
      "section.timeline",
      { "aria-label": t("timeline") },
      h("div.timeline-controls", {}, this.#play, words, this.#units, this.#reset),
      h("div.chart", {}, this.#canvas, this.#brush.element, this.#tip),
    );
    // An observer also reports the first size, in which the bars are drawn already.
    const sizes = new ResizeObserver(() => this.#size() !== this.#drawnSize && this.#redraw());
    sizes.observe(this.#canvas);
    signal.addEventListener("abort", () => {
      this.#stop();
      sizes.disconnect();
    });
    store.onState(({ changed }) => (changed.size > 1 || !changed.has("shape")) && this.#update(), { signal });
    let wasDark = display.isDark();
    display.subscribe(
      () => {
        if (display.isDark() === wasDark) return;
        wasDark = display.isDark();
        this.#redraw();
      },
      { signal },
    );
    this.#showPlaying();
    this.#update();
  }

  #unitChoice() {
    const t = this.#t;
    const keys = /** @type {BinSize[]} */ (Object.keys(UNITS));
    const options = keys.map((unit) => h("option", { value: unit }, t(UNITS[unit])));
    const select = h("select", { "aria-label": t("timelineUnit") }, options);
    select.value = this.#unit;
    select.addEventListener("change", () => {
      this.#unit = keys[select.selectedIndex];
      this.#stop();
      this.#update();
    });
    return select;
  }

  #update() {
    const { from, to } = this.#store.state();
    // The player ends when anything else sets the period, for example a step back in the history.
    if (this.#timer && (from !== this.#played?.from || to !== this.#played?.to)) this.#stop();
    this.#histogram = this.#store.histogram({ by: this.#unit });
    const { edges, totals } = this.#histogram;
    const { length } = totals;
    const bins = length ? this.#bins() : { from: 0, to: -1 };
    const word = (/** @type {number} */ bin, /** @type {"from"|"to"} */ end) =>
      formatDay(end === "from" ? edges[bin] : edges[bin + 1] - 1, this.#t.language);
    this.#brush.update({ length, ...bins, word });
    this.#brush.element.hidden = !length;
    this.#reset.hidden = from === null && to === null;
    this.#play.disabled = this.#units.disabled = !length;
    const { undated } = this.#store.counts(); // under all conditions except those on dates, like the bars
    const longer = this.#store.countLonger();
    this.#note.textContent = [this.#wordFar(), this.#wordNote({ longer, undated })]
      .filter(Boolean)
      .join(" · ");
    this.#period.textContent = length ? this.#wordPeriod() : "";
    this.#redraw();
  }

  #redraw() {
    const { edges } = this.#histogram;
    const { months } = this.#store.state();
    const chosen = months && new Set(months);
    const { from, to } = this.#bins();
    this.#drawnSize = this.#size();
    drawBars(this.#canvas, this.#histogram, {
      colours: this.#store.categories().colours,
      words: (most, atLeast) =>
        this.#store.countsDead() ? this.#wordSize(most, atLeast) : this.#t.number(most),
      isShown: (bin) => bin >= from && bin <= to && (!chosen || touchesMonths(edges, bin, chosen)),
      t: this.#t,
    });
  }

  #size() {
    return `${this.#canvas.clientWidth} ${this.#canvas.clientHeight}`;
  }

  /** The range of bins that the filter shows. */
  #bins() {
    const { from, to } = this.#store.state();
    return binsOfPeriod(this.#histogram.edges, { from: dayOrNull(from, 0), to: dayOrNull(to, 1) });
  }

  /** @param {Bins} bins */
  #choose(bins) {
    this.#stop();
    this.#store.patch(periodOfBins(this.#histogram.edges, bins));
  }

  #clear() {
    this.#stop();
    this.#store.patch({ from: null, to: null });
  }

  #start() {
    this.#display.set({ playing: true });
    this.#timer = window.setInterval(() => this.#step(), STEP);
    this.#showPlaying();
    const { from, to } = this.#bins();
    this.#show(this.#next() ?? { from: 0, to: to - from }); // at the end it starts again
  }

  #stop() {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#display.set({ playing: false });
    this.#showPlaying();
  }

  #step() {
    const next = this.#next();
    if (next) this.#show(next);
    else this.#stop();
  }

  #next() {
    return nextBins(this.#bins(), this.#histogram.totals.length);
  }

  /** @param {Bins} bins */
  #show(bins) {
    this.#played = periodOfBins(this.#histogram.edges, bins);
    this.#store.patch(this.#played);
  }

  #showPlaying() {
    const label = this.#t(this.#timer ? "pause" : "play");
    this.#play.classList.toggle("playing", this.#timer > 0);
    this.#play.setAttribute("aria-label", label);
    this.#play.title = label;
  }

  /** @param {{longer: number, undated: number}} events */
  #wordNote({ longer, undated }) {
    if (longer) return this.#t("longerNote", { n: longer });
    return undated ? this.#t("undatedNote", { n: undated }) : "";
  }

  /** Events that are too far off in time for the chart, with their dates. */
  #wordFar() {
    const far = this.#store.farInTime();
    if (!far.length) return "";
    const { start, span } = this.#store.data.col;
    const dates = far.map((i) => formatPeriod(start[i], start[i] + span[i], this.#t.language));
    const named = [...new Set(dates)].slice(0, MOST_DATES).join(this.#t("semicolon"));
    return this.#t("farInTimeNote", { n: this.#store.eventsIn(far), dates: named });
  }

  #wordPeriod() {
    const { from, to } = this.#store.state();
    const { period: known } = this.#store.totals();
    const main = this.#store.inTime()?.period;
    if (from === null && to === null && known && !main) return wordSpan(known, this.#t.language);
    const [start, end] = main ? [main.from, main.to] : daysOfMonths(this.#store.data.header);
    const first = dayOrNull(from, 0) ?? start;
    const last = dayOrNull(to, 1) ?? end;
    return first <= last ? formatPeriod(first, last, this.#t.language) : `${isoDay(first)} > ${isoDay(last)}`;
  }

  /** Events or dead in words. @param {number} n @param {boolean} atLeast */
  #wordSize(n, atLeast) {
    if (!this.#store.countsDead()) return this.#t("events", { n });
    return this.#t(atLeast ? "killedAtLeast" : "killedCount", { n });
  }

  /** @param {number|null} bin */
  #showTip(bin) {
    const { edges, totals, longer, bounded } = this.#histogram;
    this.#tip.hidden = bin === null || !totals.length;
    if (bin === null || !totals.length) return;
    const period = formatPeriod(edges[bin], edges[bin + 1] - 1, this.#t.language);
    const n = longer[bin];
    const words = { period, events: this.#wordSize(totals[bin] - n, bounded[bin] > 0) };
    this.#tip.textContent = n ? this.#t("barTipLonger", { ...words, n }) : this.#t("barTip", words);
    const share = (bin + 0.5) / totals.length;
    this.#tip.style.setProperty("--at", `${100 * share}%`);
    this.#tip.classList.toggle("right", share > 0.5);
  }
}
