/**
 * The single events behind counts, on a card. Only pages with such events have this (`mapperDetails`, which the build
 * sets).
 */
import { DetailsError, SingleEvents } from "../../data/details/files.js";
import { newestOf } from "../../data/details/newest.js";
import { append, button, dataText, h } from "../parts/dom.js";
import { eventItem } from "./item.js";

/** @import {Data} from "../../data/types.js" */
/** @import {Context} from "../types.js" */

/** Events that are shown at a time. */
const AT_ONCE = 20;

/** One reader for each page, which keeps what it has read. @type {WeakMap<Data, SingleEvents>} */
const readers = new WeakMap();

/** @param {Data} data */
function readerOf(data) {
  const reader = readers.get(data) ?? new SingleEvents(data, location.href);
  readers.set(data, reader);
  return reader;
}

/**
 * The single events of rows, folded unless `open`; they are read when it is unfolded.
 *
 * @param {Context} context
 * @param {ArrayLike<number>} rows
 * @param {{open?: boolean}} [options]
 */
export function singleEvents({ store, t }, rows, { open = false } = {}) {
  const { data } = store;
  const total = store.eventsIn(rows);
  const events = newestOf(readerOf(data), data, rows);
  const list = h("ol.source-list", {});
  const status = h("p.note", { role: "status" });
  const more = button("", () => show(), { className: "more", hidden: true });

  const show = async () => {
    more.hidden = true;
    status.textContent = t("loadingEvents");
    try {
      for (let shown = 0; shown < AT_ONCE; shown++) {
        const { value, done } = await events.next();
        if (done) break;
        append(list, eventItem(value, data, t));
      }
      const rest = total - list.children.length;
      status.textContent = "";
      more.hidden = rest <= 0;
      more.textContent = t("moreEvents", { n: Math.min(rest, AT_ONCE) });
    } catch (fault) {
      const obstacle = fault instanceof DetailsError ? fault.obstacle : "unread";
      status.replaceChildren(dataText(t(`details_${obstacle}`, { url: data.header.details ?? "" })));
    }
  };

  const element = h(
    "details.more.singles",
    { open },
    h("summary", {}, t("singleEvents", { n: total })),
    list,
    status,
    more,
  );
  let isAsked = false;
  const start = () => {
    if (isAsked || !element.open) return;
    isAsked = true;
    show();
  };
  element.addEventListener("toggle", start);
  start();
  return element;
}
