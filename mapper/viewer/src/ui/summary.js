import { firstDayOfMonth, monthKey, monthNumber } from "../data/calendar.js";
import { inYears } from "../data/periods.js";
import { formatMonth, formatPeriod } from "../i18n/dates.js";
import { fileWords } from "./panel/filterWords.js";
import { h } from "./parts/dom.js";

/** @import {CountedPeriod, Language} from "../data/types.js" */
/** @import {Translator} from "../i18n/index.js" */
/** @import {Store} from "../state/store.js" */
/** @import {DeadTotal} from "../state/types.js" */
/** @import {Context, Part} from "./types.js" */

/** The most chosen actors that are named. */
const MOST_SIDES = 3;

/** The most chosen months and years that are named. */
const MOST_PERIODS = 4;

/**
 * The months that a period touches, or years if an end is known only to the year: the summary states the span of the
 * events, not dates.
 *
 * @param {CountedPeriod} period
 * @param {Language} language
 */
export function wordSpan({ from, to, fromKnown, toKnown }, language) {
  const [first, last] = [monthNumber(from), monthNumber(to)];
  const year = (/** @type {number} */ month) => String(Math.floor(month / 12));
  if (fromKnown === toKnown && fromKnown === "year")
    return year(first) === year(last) ? year(first) : `${year(first)}–${year(last)}`;
  if (fromKnown === toKnown)
    return formatPeriod(firstDayOfMonth(first), firstDayOfMonth(last + 1) - 1, language);
  const word = (/** @type {number} */ month, /** @type {"month"|"year"} */ known) =>
    known === "year" ? year(month) : formatMonth(monthKey(month), language);
  return `${word(first, fromKnown)} – ${word(last, toKnown)}`;
}

/**
 * The chosen months and years, if some between them are left out: a span would name those too.
 *
 * @param {Store} store
 * @param {Translator} t
 * @returns {string} "" if none is left out between them, or if they are too many to name
 */
function wordChosenMonths(store, t) {
  const { months, from, to } = store.state();
  const offered = store.monthsWithEvents();
  const chosen = offered.filter((month) => months?.includes(month));
  if (chosen.length < 2 || from !== null || to !== null) return "";
  const between = offered.indexOf(chosen[chosen.length - 1]) - offered.indexOf(chosen[0]) + 1 - chosen.length;
  const periods = inYears(chosen, offered);
  if (!between || periods.length > MOST_PERIODS) return "";
  return t.list(periods.map(({ key }) => formatMonth(key, t.language)));
}

/** "conflict events", where the file has others too. @param {Store} store @param {number} n @param {Translator} t */
function nounOf(store, n, t) {
  const { conflict, context } = store.unfiltered.kinds;
  return t(`eventsOfKind.${conflict && context ? store.state().context : "include"}`, { n });
}

/**
 * "12 of 19 conflict events on the map"; under a filter, and where all kinds of events are shown, "3 of 19 conflict
 * events, 2 on the map".
 *
 * @param {Store} store
 * @param {Translator} t
 */
function wordEvents(store, t) {
  const [n, shown, { located }] = [
    store.unfiltered.eventsOf(store.state().context),
    store.count(),
    store.counts(),
  ];
  const noun = nounOf(store, n, t);
  if (shown === n && located < n && store.state().context === "leave-out")
    return t("countOnMap", { located, n, noun });
  const words = shown === n ? t("countOfKind", { n, noun }) : t("countOf", { shown, n, noun });
  return located === shown ? words : `${words}, ${t("ofThemOnMap", { located })}`;
}

/**
 * "12 of 19 conflict events on the map, 4 sources cited, February 2018 – June 2025".
 *
 * @param {Store} store
 * @param {Translator} t
 */
export function summaryWords(store, t) {
  const { sources, period } = store.counts();
  const longer = store.countLonger();
  const parts = [
    store.countsDead() ? killedWords(store, t) : wordEvents(store, t),
    longer > 0 && t("longerNote", { n: longer }),
    sources > 0 && t("sourcesCount", { n: sources }),
    period && (wordChosenMonths(store, t) || wordSpan(period, t.language)),
  ];
  return parts.filter(Boolean).join(", ");
}

/**
 * "9,660 killed, as recorded (low 8,912, high 11,020), in 2,118 of 3,990 events with JNIM; not stated in 412". The sums of
 * low and high figures are left out where they are of other events than the 9,660; "3,104 or more", where some events only
 * say how many at least.
 *
 * @param {Store} store
 * @param {Translator} t
 */
function killedWords(store, t) {
  const dead = store.killed();
  const { offMap, notStated, bounded, boundedLow, notAdded } = dead;
  return [
    sumWords(store, dead, t),
    offMap > 0 && t("deadOffMap", { n: offMap }),
    bounded > 0 && t("deadBounded", { n: bounded, low: (dead.best && boundedLow) || "" }),
    notStated > bounded && t("deadNotStatedIn", { n: notStated - bounded }),
    notAdded > 0 && t("deadNotAdded", { n: notAdded }),
  ]
    .filter(Boolean)
    .join(t("semicolon"));
}

/**
 * The sum in words: a number, a lower bound, or nothing. Without any stated figure it is not 0.
 *
 * @param {Store} store
 * @param {DeadTotal} dead
 * @param {Translator} t
 */
function sumWords(store, { best, low, high, deadly, isRanged, notStated, ...bounds }, t) {
  const n = store.count();
  const noun = nounOf(store, n, t);
  const events = t("countOfKind", { n, noun });
  const known = best + bounds.boundedLow;
  if (!known && notStated && (bounds.bounded || notStated === n)) return t("killedUnknown", { events });
  const range = isRanged ? rangeWords(best, low, high, t) : "";
  const killed = bounds.bounded ? t("killedAtLeast", { n: known }) : t("killedCount", { n: known });
  const of = [events, withSides(store, t)].filter(Boolean).join(" ");
  return t("killedIn", { killed, range, deadly: deadly + bounds.boundedDeadly, events: of });
}

/** "with Government of Sudan", where actors are chosen: it is not said who killed. @param {Store} store @param {Translator} t */
function withSides(store, t) {
  const { actors: chosen } = store.state();
  if (!chosen?.length) return "";
  if (chosen.length > MOST_SIDES || chosen.includes("")) return t("withChosenSides");
  const named = store.data.header.actors.filter(({ id }) => chosen.includes(id));
  return t("withSides", { names: t.either(named.map(({ name, shortName }) => shortName || name)) });
}

/**
 * @param {number} best
 * @param {number|null} low
 * @param {number|null} high
 * @param {Translator} t
 * @returns {string} "" where neither differs from the best figure
 */
function rangeWords(best, low, high, t) {
  if ((low ?? best) === best && (high ?? best) === best) return "";
  return [low && t("lowFigure", { n: low }), high && t("highFigure", { n: high })].filter(Boolean).join(", ");
}

/** The filter with which the file was made; null if the file has all events. @param {Context} context */
export function createFileFilter({ store, t }) {
  const text = fileWords(store, t).join(t("semicolon"));
  return text ? h("p.file-filter", { title: text }, t("fileOnly", { text })) : null;
}

/** What is shown, in one line. @param {Context} context @returns {Part} */
export function createSummary({ store, t, signal }) {
  const element = h("p.summary", { "aria-live": "polite" });
  const update = () => (element.textContent = summaryWords(store, t));
  store.onState(update, { signal });
  update();
  return { element };
}
