import { button, h, section } from "../parts/dom.js";
import { createEmptyState } from "./empty.js";
import { eventRow } from "../parts/eventRow.js";
import { VirtualList } from "../parts/virtualList.js";

/** Height of a row: a title of two lines, and one line of date and place. */
const ROW = 66;

/** Height of a row that says in two lines why there is no point. */
const TALL_ROW = 84;

/**
 * Visible events sorted into the page's lists.
 *
 * @param {Uint8Array} visible
 * @param {{n: number, dated: number, col: object}} data
 * @param {boolean} newestFirst
 * @returns {{all: Uint32Array, withoutPoint: Uint32Array, undated: Uint32Array}} event numbers; the undated are last in `all`
 */
export function sortEvents(visible, { n, dated, col }, newestFirst) {
  const all = new Uint32Array(n);
  let count = 0;
  if (newestFirst) for (let i = dated - 1; i >= 0; i--) if (visible[i]) all[count++] = i;
  if (!newestFirst) for (let i = 0; i < dated; i++) if (visible[i]) all[count++] = i;
  const datedCount = count;
  for (let i = dated; i < n; i++) if (visible[i]) all[count++] = i;
  const shown = all.subarray(0, count);
  return { all: shown, withoutPoint: withoutPoint(shown, col), undated: shown.subarray(datedCount) };
}

function withoutPoint(events, { siteCount }) {
  return siteCount.includes(0) ? events.filter((i) => !siteCount[i]) : new Uint32Array(0);
}

/**
 * The list of events and the lists of those that the map cannot show.
 *
 * @param {object} context `{store, t, open}`
 * @returns {{events: HTMLElement, unmapped: HTMLElement, update: () => void, refresh: () => void}}
 */
export function createLists(context) {
  const { store, t } = context;
  let newestFirst = true;
  let shown = [];
  const order = button("", () => ((newestFirst = !newestFirst), update()), { className: "quiet" });
  const list = new VirtualList({
    label: t("eventList"),
    row: ROW,
    render: (i) => eventRow(context, i, { onOpen: () => context.open(i, shown) }),
  });
  const empty = createEmptyState(context);
  const unplaced = unmappedList(context, t("withoutPoint"), { reason: true });
  const undated = unmappedList(context, t("undatedEvents"), {});
  const nothing = h("p.note", {}, t("noneUnmapped"));
  const events = section("event-list", t("eventList"), { aside: order }, empty.element, list.element);
  const unmapped = section(
    "unmapped",
    t(store.data.dated < store.data.n ? "unmappedOrUndated" : "unmapped"),
    {},
    nothing,
    unplaced.element,
    undated.element,
  );
  events.id = "mapper-events";
  const lists = [list, unplaced, undated];

  function update() {
    order.textContent = newestFirst ? t("newestFirst") : t("oldestFirst");
    const sorted = sortEvents(store.visible, store.data, newestFirst);
    shown = sorted.all;
    empty.update();
    list.update(sorted.all);
    unplaced.update(sorted.withoutPoint);
    undated.update(sorted.undated);
    setCount(events, t.number(store.count()));
    const missing =
      store.counts().unlocated + store.eventsIn(sorted.undated.filter((i) => store.data.col.siteCount[i]));
    setCount(unmapped, t.number(missing));
    nothing.hidden = missing > 0 || !sorted.all.length;
  }
  const refresh = () => lists.forEach((one) => one.refresh());
  return { events, unmapped, update, refresh };
}

const setCount = (element, text) => element.querySelector("summary .count").replaceChildren(text);

function unmappedList(context, title, { reason = false }) {
  const count = h("span.count", {});
  const row = reason ? TALL_ROW : ROW;
  let shown = [];
  const render = (i) => eventRow(context, i, { reason, onOpen: () => context.open(i, shown) });
  const list = new VirtualList({ label: title, row, render });
  const element = h("div.sublist", {}, h("h3", {}, title, " ", count), list.element);
  const update = (items) => {
    shown = items;
    element.hidden = !items.length;
    count.textContent = context.t.number(context.store.eventsIn(items));
    list.update(items);
  };
  return { element, update, refresh: () => list.refresh() };
}
