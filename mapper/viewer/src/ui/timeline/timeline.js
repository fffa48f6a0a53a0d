import {
  firstDayOfMonth,
  isoDay,
  monthFromKey,
  monthKey,
  monthNumber,
  periodOf,
} from "../../data/calendar.js";
import { drawBars } from "./bars.js";
import { binsOfPeriod, nextBins, periodOfBins } from "./bins.js";
import { Brush } from "./brush.js";
import { formatDay, formatPeriod } from "../../i18n/dates.js";
import { button, h } from "../parts/dom.js";

/** Milliseconds that each step of the player stays. */
const STEP = 900;

const UNITS = ["month", "week", "day"];

const dayOrNull = (iso, end) => (iso ? periodOf(iso)[end] : null);

/** Whether a bin touches one of the chosen months. */
function inMonths(edges, bin, chosen) {
  const last = monthNumber(edges[bin + 1] - 1);
  for (let month = monthNumber(edges[bin]); month <= last; month++)
    if (chosen.has(monthKey(month))) return true;
  return false;
}

/** The days of the months that hold the data: weeks begin and end beyond them. */
function covered({ months }) {
  const first = monthFromKey(months.first);
  return [firstDayOfMonth(first), firstDayOfMonth(first + months.colours.length) - 1];
}

/** Events over time along the bottom of the map: stacked bars in the current colours, a brush for the period, a player. */
export class Timeline {
  #store;
  #map;
  #t;
  #unit = "month";
  #histogram;
  #timer = null;
  #played = null;
  #canvas = h("canvas.bars", { "aria-hidden": "true" });
  #tip = h("div.bar-tip", { hidden: true });
  #period = h("p.period", {});
  #undated = h("p.undated-note", {});
  #play = button("", () => (this.#timer ? this.stop() : this.#start()), { className: "play" });
  #reset;
  #units;
  #brush;
  #sizes;
  #drawnSize = "";

  /** @param {{store: object, map: object, t: Function}} context `map` fires `mapper:playing` ({playing}), for who writes the address */
  constructor({ store, map, t }) {
    this.#store = store;
    this.#map = map;
    this.#t = t;
    this.#reset = button(t("resetPeriod"), () => this.#clear(), {
      className: "quiet.reset",
      title: t("wholePeriod"),
    });
    this.#units = h("select", {
      "aria-label": t("timelineUnit"),
      onchange: () => this.#setUnit(this.#units.value),
    });
    this.#units.append(
      ...UNITS.map((unit) => h("option", { value: unit }, t(`unit${unit[0].toUpperCase()}${unit.slice(1)}`))),
    );
    this.#brush = new Brush({
      labels: { from: t("periodFrom"), to: t("periodTo") },
      onChange: (bins) => this.#choose(bins),
      onHover: (bin) => this.#showTip(bin),
    });
    this.element = h("section.timeline", { "aria-label": t("timeline") }, this.#controls(), this.#chart());
    this.#sizes = new ResizeObserver(() => this.#resized());
    this.#sizes.observe(this.#canvas);
    this.#showPlaying();
  }

  /** Follow the store. */
  update() {
    const { from, to } = this.#store.state();
    // Whoever else sets the period, going back in the history for one, has the last word.
    if (this.#timer && (from !== this.#played.from || to !== this.#played.to)) this.stop();
    this.#histogram = this.#store.histogram({ by: this.#unit });
    const { edges, totals } = this.#histogram;
    const length = totals.length;
    const bins = length ? this.#bins() : { from: 0, to: -1 };
    const word = (bin, end) => formatDay(end === "from" ? edges[bin] : edges[bin + 1] - 1, this.#t.language);
    this.#brush.update({ length, ...bins, word });
    this.#brush.element.hidden = !length;
    this.#reset.hidden = !from && !to;
    this.#play.disabled = this.#units.disabled = !length;
    const { undated } = this.#store.counts(); // under all conditions but those on dates, as the bars are
    this.#undated.textContent = undated ? this.#t("undatedNote", { n: undated }) : "";
    this.#period.textContent = length ? this.#wordPeriod() : "";
    this.redraw();
  }

  /** Draw the bars anew: after a change of size or theme. */
  redraw() {
    const { edges } = this.#histogram;
    const { months } = this.#store.state();
    const chosen = months && new Set(months);
    const { from, to } = this.#bins();
    const shown = (bin) => bin >= from && bin <= to && (!chosen || inMonths(edges, bin, chosen));
    const { colours } = this.#store.categories();
    this.#drawnSize = this.#size();
    drawBars(this.#canvas, this.#histogram, { colours, shown, t: this.#t });
  }

  /** An observer tells the first size too, which has been drawn. */
  #resized() {
    if (this.#size() !== this.#drawnSize) this.redraw();
  }

  #size() {
    return `${this.#canvas.clientWidth} ${this.#canvas.clientHeight}`;
  }

  /** End the player. */
  stop() {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.#map.fire("mapper:playing", { playing: false });
    this.#showPlaying();
  }

  /** Let go of what outlives the element. */
  remove() {
    this.stop();
    this.#sizes.disconnect();
  }

  #controls() {
    return h(
      "div.timeline-controls",
      {},
      this.#play,
      h("div.timeline-words", {}, this.#period, this.#undated),
      this.#units,
      this.#reset,
    );
  }

  #chart() {
    return h("div.chart", {}, this.#canvas, this.#brush.element, this.#tip);
  }

  #bins() {
    const { from, to } = this.#store.state();
    return binsOfPeriod(this.#histogram.edges, { from: dayOrNull(from, 0), to: dayOrNull(to, 1) });
  }

  #choose(bins) {
    this.stop();
    this.#store.patch(periodOfBins(this.#histogram.edges, bins));
  }

  #clear() {
    this.stop();
    this.#store.patch({ from: null, to: null });
  }

  #setUnit(unit) {
    this.#unit = unit;
    this.stop();
    this.update();
  }

  #start() {
    this.#map.fire("mapper:playing", { playing: true });
    this.#timer = setInterval(() => this.#step(), STEP);
    this.#showPlaying();
    const { from, to } = this.#bins();
    this.#show(this.#next() ?? { from: 0, to: to - from }); // at the end, it begins again
  }

  #step() {
    const next = this.#next();
    if (next) this.#show(next);
    else this.stop();
  }

  #next() {
    return nextBins(this.#bins(), this.#histogram.totals.length);
  }

  #show(bins) {
    this.#played = periodOfBins(this.#histogram.edges, bins);
    this.#store.patch(this.#played);
  }

  #showPlaying() {
    const label = this.#t(this.#timer ? "pause" : "play");
    this.#play.classList.toggle("playing", Boolean(this.#timer));
    this.#play.setAttribute("aria-label", label);
    this.#play.title = label;
  }

  #wordPeriod() {
    const { from, to } = this.#store.state();
    const [start, end] = covered(this.#store.data.header);
    const first = dayOrNull(from, 0) ?? start;
    const last = dayOrNull(to, 1) ?? end;
    return first <= last ? formatPeriod(first, last, this.#t.language) : `${isoDay(first)} > ${isoDay(last)}`;
  }

  #showTip(bin) {
    const { edges, totals } = this.#histogram;
    this.#tip.hidden = bin === null || !totals.length;
    if (this.#tip.hidden) return;
    const period = formatPeriod(edges[bin], edges[bin + 1] - 1, this.#t.language);
    this.#tip.textContent = this.#t("barTip", { period, events: this.#t("events", { n: totals[bin] }) });
    const share = (bin + 0.5) / totals.length;
    this.#tip.style.setProperty("--at", `${100 * share}%`);
    this.#tip.classList.toggle("right", share > 0.5);
  }
}
