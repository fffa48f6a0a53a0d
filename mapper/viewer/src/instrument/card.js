import { cardContent, nameSource } from "./cardContent.js";
import { copyButton } from "./clipboard.js";
import { button, fill, h, said } from "./dom.js";
import { eventAt } from "./events.js";
import { eventRow, titleOf } from "./eventRow.js";
import { citation } from "./citation.js";
import { createVirtualList } from "./virtualList.js";

const ROW = 54;

/**
 * The card at the right: one event with all its text, or the list of the events at one symbol.
 *
 * @param {object} context `{store, engine, t, linkTo}`
 * @returns {{element: HTMLElement, open: Function, openMany: Function, close: Function, current: () => number|null}}
 */
export function createCard(context) {
  const { store, engine, t } = context;
  const { data } = store;
  let events = [];
  let position = 0;
  let shown = null;
  let opener = null;
  let symbol = false;
  let sites = null;
  const head = h("div.card-head", {});
  const body = h("div.card-body", { tabindex: -1 });
  const element = h("aside.card", { "aria-label": t("card"), hidden: true, onkeydown: escape }, head, body);

  function escape(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  }

  function reveal({ focus = true } = {}) {
    if (element.hidden) opener = document.activeElement;
    element.hidden = false;
    body.scrollTop = 0;
    context.onOpen?.();
    if (focus) body.focus({ preventScroll: true });
  }

  function close() {
    if (element.hidden) return;
    element.hidden = true;
    shown = null;
    store.select({ sites: null, event: null });
    context.onClose?.();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }

  const closeButton = () => button("×", close, { className: "icon.close", "aria-label": t("close"), title: t("close") });

  function step(by) {
    position = Math.min(Math.max(position + by, 0), events.length - 1);
    show(events[position]);
  }

  /** Several events: where one stands among them, the way to its neighbours and back to the list. */
  function neighbours() {
    if (events.length < 2) return [];
    return [
      button("‹", () => step(-1), { className: "icon", "aria-label": t("previous"), disabled: position === 0 }),
      h("span.position", {}, t("ofPosition", { i: position + 1, n: events.length })),
      button("›", () => step(1), { className: "icon", "aria-label": t("next"), disabled: position === events.length - 1 }),
      symbol && button(t("backToList"), () => listMany(), { className: "quiet" }),
    ];
  }

  async function show(i, options) {
    shown = i;
    const [text, names] = await Promise.all([data.text(i), data.names()]);
    if (shown !== i) return element; // another card was asked for meanwhile
    const event = eventAt(data, i);
    const id = names.eventIds[i];
    const title = h("h2", { dir: "auto" }, titleOf(event, text, t));
    fill(head, h("div.card-tools", {}, neighbours(), closeButton()));
    fill(body, title, cardContent({ event, text, data }, t), identity(event, text, id), actions(event, text, id));
    element.setAttribute("aria-label", t("card"));
    store.select({ event: i, sites: event.sites.length ? event.sites : null });
    reveal(options);
    return element;
  }

  function identity(event, text, id) {
    const partOf = text.partOf && h("p.note", {}, `${t("partOf")}: `, said(text.partOf));
    const code = h("code", {}, h("bdi", {}, id));
    return h("section.identity", {}, h("h3", {}, t("eventId")), h("p", {}, code, " ", copyButton(() => id, t, { label: t("copy"), name: t("copyId") })), partOf);
  }

  function actions(event, text, id) {
    const cite = () => citation({ title: titleOf(event, text, t), map: data.header.title, id, sources: event.sources.map((source) => ({ ...source, named: nameSource(source, t) })), link: context.linkTo(id) }, t);
    return h(
      "div.actions",
      { "data-no-map-effect": true },
      event.sites.length > 0 && button(t("showOnMap"), () => engine.showEvent(event.index), { className: "action" }),
      copyButton(() => context.linkTo(id), t, { label: t("copyLink") }),
      copyButton(cite, t, { label: t("copyCitation") }),
    );
  }

  function listMany() {
    shown = null;
    symbol = true;
    const list = createVirtualList({ label: t("eventsHere", { n: events.length }), row: ROW, render: (i, at) => eventRow(context, i, { onOpen: () => ((position = at), show(i)) }) });
    fill(head, h("div.card-tools", {}, closeButton()));
    fill(body, h("h2", {}, t("eventsHere", { n: events.length })), list.element);
    store.select({ event: null, sites });
    reveal();
    list.update(events);
    return Promise.resolve(element);
  }

  /** Open one event, perhaps as one of several. */
  function open(i, { among = [i], focus = true, fromSymbol = false } = {}) {
    events = among;
    position = Math.max(Array.prototype.indexOf.call(among, i), 0);
    symbol = fromSymbol;
    return show(i, { focus });
  }

  /** Open the events at a symbol: their list, or the only one at once. */
  function openMany(list, at = null) {
    sites = at;
    if (list.length === 1) return open(list[0], { fromSymbol: true });
    events = list;
    position = 0;
    return listMany();
  }

  return { element, open, openMany, close, current: () => shown };
}
