import { cardContent, nameSource } from "./cardContent.js";
import { citation } from "../share/citation.js";
import { copyButton } from "../share/clipboard.js";
import { button, fill, h, said } from "../parts/dom.js";
import { eventRow, titleOf } from "../parts/eventRow.js";
import { eventAt } from "../../data/events.js";
import { VirtualList } from "../parts/virtualList.js";

/** Height of a row in the list of the events at a symbol. */
const ROW = 66;

/** The card at the right: one event with all its text, or the list of the events at one symbol. */
export class Card {
  #context;
  #head = h("div.card-head", {});
  #body = h("div.card-body", { tabindex: -1 });
  #events = [];
  #position = 0;
  #shown = null;
  #symbol = null;
  #opener = null;

  /** @param {object} context `{store, engine, t, linkTo, reach, onOpen, onClose}` */
  constructor(context) {
    this.#context = context;
    const attributes = {
      "aria-label": context.t("card"),
      hidden: true,
      onkeydown: (event) => this.#escape(event),
    };
    this.element = h("section.card", attributes, this.#head, this.#body);
  }

  /** @returns {number|null} the event shown */
  current() {
    return this.#shown;
  }

  /** @returns {(function(Card): Promise<HTMLElement>)|null} opens in another card what is open in this one; null if nothing is */
  reopening() {
    if (this.element.hidden) return null;
    const [events, symbol, shown] = [this.#events, this.#symbol, this.#shown];
    if (shown === null) return (card) => card.openMany(events, symbol.sites, { focus: false });
    return (card) => card.open(shown, { among: events, focus: false, symbol });
  }

  /**
   * Open one event, perhaps as one of several.
   *
   * @param {number} i event
   * @param {{among?: number[]|Uint32Array, focus?: boolean, symbol?: {sites: number[]|null}|null}} [options] `among`: the events that "next" and
   *   "previous" lead through; `symbol`: the one whose events they are, if so
   * @returns {Promise<HTMLElement>} the card, once all its text is there
   */
  open(i, { among = [i], focus = true, symbol = null } = {}) {
    this.#symbol = symbol;
    this.#events = among;
    this.#position = Math.max(among.indexOf(i), 0);
    return this.#show(i, { focus });
  }

  /**
   * Open the events at a symbol: their list, or the only one at once.
   *
   * @param {number[]} events
   * @param {number[]|null} sites those of the symbol
   * @param {{focus?: boolean}} [options]
   * @returns {Promise<HTMLElement>}
   */
  openMany(events, sites = null, { focus = true } = {}) {
    if (events.length === 1) return this.open(events[0], { focus });
    this.#events = events;
    this.#position = 0;
    this.#symbol = { sites };
    return this.#list({ focus });
  }

  close() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.#shown = null;
    this.#context.store.select({ sites: null, event: null });
    this.#context.onClose();
    if (this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
  }

  async #show(i, { focus = true } = {}) {
    const { store, t } = this.#context;
    const { data } = store;
    this.#shown = i;
    const [text, names] = await Promise.all([data.text(i), data.names()]);
    if (this.#shown !== i) return this.element; // another card was asked for meanwhile
    const record = { event: eventAt(data, i), text, data, id: names.eventIds[i] };
    fill(this.#head, h("div.card-tools", {}, this.#neighbours(), this.#closeButton()));
    fill(
      this.#body,
      h("h2", { dir: "auto" }, titleOf(record.event, text, t)),
      cardContent(record, t),
      this.#identity(record),
      this.#actions(record),
    );
    this.#reveal(focus);
    store.select({ event: i, sites: null });
    this.#context.reach(i);
    return this.element;
  }

  async #list({ focus = true } = {}) {
    const { store, t } = this.#context;
    this.#shown = null;
    const title = t("eventsHere", { n: store.eventsIn(this.#events) });
    const render = (i, position) => eventRow(this.#context, i, { onOpen: () => this.#stepTo(position) });
    const list = new VirtualList({ label: title, row: ROW, render });
    fill(this.#head, h("div.card-tools", {}, this.#closeButton()));
    fill(this.#body, h("h2", {}, title), list.element);
    this.#reveal(focus);
    list.update(this.#events);
    store.select({ event: null, sites: this.#symbol.sites });
    return this.element;
  }

  #reveal(focus) {
    if (this.element.hidden) this.#opener = document.activeElement;
    this.element.hidden = false;
    this.#body.scrollTop = 0;
    this.#context.onOpen();
    if (focus) this.#body.focus({ preventScroll: true });
  }

  #escape(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.close();
  }

  #stepTo(position) {
    this.#position = position;
    return this.#show(this.#events[position]);
  }

  #closeButton() {
    const label = this.#context.t("close");
    return button("×", () => this.close(), { className: "icon.close", "aria-label": label, title: label });
  }

  /** Where this event stands among several, and the ways to its neighbours and back to their list. */
  #neighbours() {
    const { t } = this.#context;
    const [at, n] = [this.#position, this.#events.length];
    if (n < 2) return [];
    return [
      button("‹", () => this.#stepTo(at - 1), {
        className: "icon",
        "aria-label": t("previous"),
        disabled: at === 0,
      }),
      h("span.position", {}, t("ofPosition", { i: at + 1, n })),
      button("›", () => this.#stepTo(at + 1), {
        className: "icon",
        "aria-label": t("next"),
        disabled: at === n - 1,
      }),
      this.#symbol && button(t("backToList"), () => this.#list(), { className: "quiet" }),
    ];
  }

  #identity({ text, id }) {
    const { t } = this.#context;
    const partOf = text.partOf && h("p.note", {}, t("partOf"), t("colon"), said(text.partOf));
    const code = h("code", {}, said(id));
    const copy = copyButton(() => id, t, { label: t("copy"), name: t("copyId") });
    return h("section.identity", {}, h("h3", {}, t("eventId")), h("p", {}, code, " ", copy), partOf);
  }

  #actions({ event, text, data, id }) {
    const { t, engine, linkTo } = this.#context;
    const sources = event.sources.map((source) => ({ ...source, named: nameSource(source, t) }));
    const cite = () =>
      citation({ title: titleOf(event, text, t), map: data.header.title, id, sources, link: linkTo(id) }, t);
    const show =
      event.sites.length > 0 &&
      button(t("showOnMap"), () => engine.showEvent(event.index), { className: "action" });
    const copies = [
      copyButton(() => linkTo(id), t, { label: t("copyLink") }),
      copyButton(cite, t, { label: t("copyCitation") }),
    ];
    return h("div.actions", {}, show, copies);
  }
}
