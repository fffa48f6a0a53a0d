/**
 * The list of events, and the lists of events that the map cannot show.
 */
import { FLAGS } from "../../data/vocabulary.js";
import { button, h, section } from "../parts/dom.js";
import { EVENT_ROW, eventRow } from "../parts/eventRow.js";
import { VirtualList } from "../parts/virtualList.js";
import { checkRow } from "./checkRow.js";
import { createEmptyState } from "./empty.js";

/** @import {Columns} from "../../data/types.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Context} from "../types.js" */

/** Height of a row that says in two lines why there is no point. */
const TALL_ROW = 84;

/**
 * @param {Uint8Array} visible
 * @param {{n: number, dated: number, col: Pick<Columns, "siteCount">}} data
 * @param {boolean} newestFirst
 * @returns {{all: Uint32Array, withoutPoint: Uint32Array, undated: Uint32Array}} the visible events; in `all`
 *   the undated ones are last
 */
export function sortEvents(visible, { n, dated, col }, newestFirst) {
  const found = new Uint32Array(n);
  let count = 0;
  for (let i = 0; i < dated; i++) if (visible[i]) found[count++] = i;
  if (newestFirst) found.subarray(0, count).reverse();
  const datedCount = count;
  for (let i = dated; i < n; i++) if (visible[i]) found[count++] = i;
  const all = found.subarray(0, count);
  const isMissing = col.siteCount.includes(0); // most maps have a point for every event
  const withoutPoint = isMissing ? all.filter((i) => !col.siteCount[i]) : new Uint32Array(0);
  return { all, withoutPoint, undated: all.subarray(datedCount) };
}

/** @param {Columns["flags"]} flags @param {number} flag @returns {Uint32Array} the events that have it */
function withFlag(flags, flag) {
  const found = [];
  for (let i = 0; i < flags.length; i++) if (flags[i] & flag) found.push(i);
  return Uint32Array.from(found);
}

/** The orders of the list, and the default when sizes stand for events and when they stand for the dead. */
const ORDERS = /** @type {const} */ ({
  events: ["newestFirst", "oldestFirst"],
  killed: ["mostKilledFirst", "newestFirst", "oldestFirst"],
});

/**
 * Events with most recorded dead first, by the best figure or else the lower bound; then events without a figure, then
 * events with 0.
 *
 * @param {Uint32Array} events
 * @param {Store} store
 */
export function byDead(events, store) {
  const { fatalitiesBest, fatalitiesLow } = store.data.col; // 0 not stated, 1 nobody, 2 one, …
  const figureOf = (/** @type {number} */ i) => fatalitiesBest[i] || fatalitiesLow[i];
  /** @type {Map<number, number>} */
  const next = new Map();
  for (const i of events) next.set(figureOf(i), (next.get(figureOf(i)) ?? 0) + 1);
  const rank = (/** @type {number} */ figure) => (figure > 1 ? figure : 1 - figure);
  let at = 0;
  for (const figure of [...next.keys()].sort((a, b) => rank(b) - rank(a))) {
    const count = next.get(figure) ?? 0;
    next.set(figure, at);
    at += count;
  }
  const result = new Uint32Array(events.length);
  for (const i of events) {
    const place = next.get(figureOf(i)) ?? 0;
    result[place] = i;
    next.set(figureOf(i), place + 1);
  }
  return result;
}

/**
 * One of the lists of events that the map cannot show.
 *
 * @param {Context} context
 * @param {string} title
 * @param {{reason?: boolean}} [options] `reason`: say why there is no point
 */
function unmappedList(context, title, { reason = false } = {}) {
  const { store, t } = context;
  /** @type {Uint32Array} */
  let shown = new Uint32Array(0);
  const count = h("span.count", {});
  const list = new VirtualList({
    label: title,
    row: reason ? TALL_ROW : EVENT_ROW,
    render: (i) => eventRow(context, i, { reason, onOpen: () => context.open(i, shown) }),
  });
  const element = h("div.sublist", {}, h("h3", {}, title, " ", count), list.element);
  const update = (/** @type {Uint32Array} */ events) => {
    shown = events;
    element.hidden = !events.length;
    count.textContent = t.number(store.eventsIn(events));
    list.update(events);
  };
  return { element, list, update };
}

/** How many of the visible events have coordinates that cannot be right. @param {Context} context */
function createDoubtfulNote({ store, t }) {
  const inDoubt = withFlag(store.data.col.flags, FLAGS.doubtful);
  const element = h("p.note", {});
  const update = () => {
    const n = store.eventsIn(inDoubt.filter((i) => store.visible[i]));
    element.hidden = !n;
    element.textContent = t("doubtfulPoints", { n });
  };
  return { element, update };
}

/**
 * The switch that leaves only events on which sources disagree; nothing if there are none.
 *
 * @param {Context} context
 */
function createDisputedSwitch({ store, t }) {
  const count = h("span.count", {});
  const words = h("span.name", {}, t("onlyDisputed"));
  const mark = h("span.disputed-mark", { "aria-hidden": "true" });
  const { element, box } = checkRow({
    content: [mark, words, count],
    onSwitch: (disputed) => store.patch({ disputed }),
    className: "row.only-disputed",
  });
  element.hidden = !store.data.col.flags.some((flags) => flags & FLAGS.disagree);
  const update = () => {
    if (element.hidden) return;
    box.checked = store.state().disputed;
    count.textContent = t.number(store.countDisputed());
  };
  return { element, update };
}

/**
 * @param {Context} context
 * @returns {{events: HTMLElement, unmapped: HTMLElement, update: () => void, refresh: () => void,
 *   mark: () => void, shown: () => Uint32Array}} `refresh` draws the rows anew, when only their colours have changed;
 *   `mark` shows which event is on the card; `shown` are the events of the list, in its order
 */
export function createLists(context) {
  const { store, t } = context;
  const { data } = store;
  let position = 0;
  let { measure } = store.state();
  /** @type {Uint32Array} */
  let shown = new Uint32Array(0);
  const reverse = () => {
    position = (position + 1) % ORDERS[measure].length;
    update();
  };
  const order = button("", reverse);
  const list = new VirtualList({
    label: t("eventList"),
    row: EVENT_ROW,
    render: (i) => eventRow(context, i, { onOpen: () => context.open(i, shown) }),
  });
  const empty = createEmptyState(context);
  const withoutPoint = unmappedList(context, t("withoutPoint"), { reason: true });
  const undated = unmappedList(context, t("undatedEvents"));
  const nothing = h("p.note", {}, t("noneUnmapped"));
  const doubtful = createDoubtfulNote(context);
  const disputed = createDisputedSwitch(context);
  const parts = [disputed.element, doubtful.element, empty.element, list.element];
  const events = section("event-list", t("eventList"), { tools: order }, ...parts);
  const title = t(data.dated < data.n ? "unmappedOrUndated" : "unmapped");
  const unmapped = section("unmapped", title, {}, nothing, withoutPoint.element, undated.element);
  events.element.id = "mapper-events";

  const update = () => {
    if (store.state().measure !== measure) position = 0;
    measure = store.state().measure;
    const inOrder = ORDERS[measure][position];
    const sorted = sortEvents(store.visible, data, inOrder !== "oldestFirst");
    if (inOrder === "mostKilledFirst") sorted.all = byDead(sorted.all, store);
    const undatedOnMap = sorted.undated.filter((i) => data.col.siteCount[i]);
    const missing = store.counts().unlocated + store.eventsIn(undatedOnMap);
    shown = sorted.all;
    order.textContent = t(inOrder);
    disputed.update();
    doubtful.update();
    empty.update();
    list.update(sorted.all);
    withoutPoint.update(sorted.withoutPoint);
    undated.update(sorted.undated);
    events.count.textContent = t.number(store.count());
    unmapped.count.textContent = t.number(missing);
    nothing.hidden = missing > 0 || !sorted.all.length;
  };
  const lists = [list, withoutPoint.list, undated.list];
  const refresh = () => lists.forEach((one) => one.refresh());
  const mark = () => lists.forEach((one) => one.mark(store.selection.event));
  return { events: events.element, unmapped: unmapped.element, update, refresh, mark, shown: () => shown };
}
