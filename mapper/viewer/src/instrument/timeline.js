import { isoDay, monthKey, monthNumber, periodOf } from "../calendar.js";
import { categoriesOf } from "../categories.js";
import { drawBars } from "./bars.js";
import { binsOfPeriod, nextBins, periodOfBins } from "./bins.js";
import { createBrush } from "./brush.js";
import { isOn } from "./choice.js";
import { formatDay, formatPeriod } from "./dates.js";
import { button, h } from "./dom.js";

/** Milliseconds that each step of the player stays. */
const STEP = 900;

const UNITS = ["month", "week", "day"];

const dayOrNull = (iso, end) => (iso ? periodOf(iso)[end] : null);

/**
 * Events over time along the bottom of the map: stacked bars in the current colours, a brush for the period, a player.
 *
 * @param {object} context
 * @param {object} context.store
 * @param {Function} context.t translator
 * @returns {{element: HTMLElement, update: () => void, stop: () => void}}
 */
export function createTimeline({ store, t }) {
  const { header, n, dated } = store.data;
  let unit = "month";
  let histogram = store.histogram({ by: unit });
  let timer = null;

  const canvas = h("canvas.bars", { "aria-hidden": "true" });
  const tip = h("div.bar-tip", { hidden: true });
  const brush = createBrush({ labels: { from: t("periodFrom"), to: t("periodTo") }, onChange: choose, onHover: showTip });
  const play = button("", () => (timer ? stop() : start()), { className: "play" });
  const reset = button(t("reset"), () => (stop(), store.patch({ from: null, to: null })), { className: "quiet.reset", title: t("wholePeriod") });
  const units = h("select", { "aria-label": t("timelineUnit"), onchange: () => ((unit = units.value), stop(), update()) });
  units.append(...UNITS.map((name) => h("option", { value: name }, t(`unit${name[0].toUpperCase()}${name.slice(1)}`))));
  const period = h("output.period", {});
  const undated = h("span.undated-note", {}, n > dated ? t("undatedNote", { n: n - dated }) : "");
  const controls = h("div.timeline-controls", {}, play, h("div.timeline-words", {}, period, undated), units, reset);
  const chart = h("div.chart", { title: "" }, canvas, brush.element, tip);
  const element = h("section.timeline", { "aria-label": t("timeline") }, controls, chart);
  new ResizeObserver(() => draw()).observe(canvas);

  function bins() {
    const { from, to } = store.state();
    return binsOfPeriod(histogram.edges, { from: dayOrNull(from, 0), to: dayOrNull(to, 1) });
  }

  function choose(chosen) {
    stop();
    store.patch(periodOfBins(histogram.edges, chosen));
  }

  function start() {
    if (!histogram.totals.length) return;
    timer = setInterval(step, STEP);
    showPlaying();
    step();
  }

  function step() {
    const next = nextBins(bins(), histogram.totals.length);
    if (next) store.patch(periodOfBins(histogram.edges, next));
    else stop();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    showPlaying();
  }

  function showPlaying() {
    play.classList.toggle("playing", Boolean(timer));
    play.setAttribute("aria-label", timer ? t("pause") : t("play"));
    play.setAttribute("aria-pressed", String(Boolean(timer)));
    play.title = timer ? t("pause") : t("play");
  }

  function wordBins(from, to) {
    return formatPeriod(histogram.edges[from], histogram.edges[to + 1] - 1, t.locale);
  }

  function showTip(bin) {
    tip.hidden = bin === null || !histogram.totals.length;
    if (tip.hidden) return;
    tip.textContent = t("barTip", { period: wordBins(bin, bin), events: t("events", { n: histogram.totals[bin] }) });
    const share = (bin + 0.5) / histogram.totals.length;
    tip.style.setProperty("--at", `${100 * share}%`);
    tip.classList.toggle("right", share > 0.5);
  }

  function draw() {
    const { from, to } = bins();
    const { months, colourBy } = store.state();
    const inMonths = (bin) => {
      if (months === null) return true;
      const last = monthNumber(histogram.edges[bin + 1] - 1);
      for (let m = monthNumber(histogram.edges[bin]); m <= last; m++) if (isOn(months, monthKey(m))) return true;
      return false;
    };
    const shown = (bin) => bin >= from && bin <= to && inMonths(bin);
    drawBars(canvas, histogram, { colours: categoriesOf(header, colourBy).colours, shown, locale: t.locale });
  }

  function update() {
    histogram = store.histogram({ by: unit });
    const length = histogram.totals.length;
    const chosen = bins();
    const restricted = Boolean(store.state().from || store.state().to);
    brush.update({
      length,
      ...(length ? chosen : { from: 0, to: -1 }),
      word: (bin, end) => formatDay(end === "from" ? histogram.edges[bin] : histogram.edges[bin + 1] - 1, t.locale),
    });
    reset.hidden = !restricted;
    play.disabled = units.disabled = !length;
    period.textContent = length ? wordPeriod(chosen, restricted) : t("undated");
    draw();
  }

  function wordPeriod(chosen, restricted) {
    const { from, to } = store.state();
    if (!restricted) return wordBins(0, histogram.totals.length - 1);
    const first = dayOrNull(from, 0) ?? histogram.edges[0];
    const last = dayOrNull(to, 1) ?? histogram.edges[histogram.edges.length - 1] - 1;
    return first <= last ? formatPeriod(first, last, t.locale) : `${isoDay(first)} > ${isoDay(last)}`;
  }

  showPlaying();
  return { element, update, stop, redraw: draw };
}
