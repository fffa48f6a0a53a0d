import { firstDayOfMonth, monthNumber } from "../data/calendar.js";
import { formatPeriod } from "../i18n/dates.js";
import { h } from "./parts/dom.js";

/** @import {Period, Language} from "../data/types.js" */
/** @import {Translator} from "../i18n/index.js" */
/** @import {Store} from "../state/store.js" */
/** @import {Context, Part} from "./types.js" */

/**
 * The months that a period touches: the summary says what the file spans, not when something happened.
 *
 * @param {Period} period
 * @param {Language} language
 */
function wordMonths({ from, to }, language) {
  const [first, last] = [firstDayOfMonth(monthNumber(from)), firstDayOfMonth(monthNumber(to) + 1) - 1];
  return formatPeriod(first, last, language);
}

/** "19 events, 4 sources, February 2018 – June 2025". @param {Store} store @param {Translator} t */
export function summaryWords(store, t) {
  const { sources, period } = store.counts();
  const [shown, n] = [store.count(), store.total()];
  const events = shown === n ? t("events", { n }) : t("eventsOf", { shown, n });
  const parts = [
    store.countsDead() && killedWords(store, t),
    !store.countsDead() && events,
    sources > 0 && t("sourcesCount", { n: sources }),
    period && wordMonths(period, t.language),
  ];
  return parts.filter(Boolean).join(", ");
}

/**
 * "9,660 killed, as recorded (low 8,912, high 11,020), in 2,118 of 3,990 events; not stated in 412".
 *
 * @param {Store} store
 * @param {Translator} t
 */
export function killedWords(store, t) {
  const { best, low, high, deadly, notStated, notAdded } = store.killed();
  const isRange = (low ?? best) !== best || (high ?? best) !== best;
  const range = [low && t("lowFigure", { n: low }), high && t("highFigure", { n: high })].filter(Boolean);
  const sum = t("killedIn", {
    n: best,
    range: isRange ? range.join(", ") : "",
    deadly,
    events: t("events", { n: store.count() }),
  });
  return [
    sum,
    notStated > 0 && t("deadNotStatedIn", { n: notStated }),
    notAdded > 0 && t("deadNotAdded", { n: notAdded }),
  ]
    .filter(Boolean)
    .join("; ");
}

/** What is shown, in one line. @param {Context} context @returns {Part} */
export function createSummary({ store, t, signal }) {
  const element = h("p.summary", { "aria-live": "polite" });
  const update = () => (element.textContent = summaryWords(store, t));
  store.onState(update, { signal });
  update();
  return { element };
}
