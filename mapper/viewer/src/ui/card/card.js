/**
 * The card at the right: one event with all its text, or the list of the events at a symbol. It shows what
 * the store has selected.
 */
import { eventAt } from "../../data/events.js";
import { button, dataText, fill, h } from "../parts/dom.js";
import { mapTitle } from "../parts/mapTitle.js";
import { EVENT_ROW, eventRow, titleOf } from "../parts/eventRow.js";
import { sourceName } from "../parts/sources.js";
import { VirtualList } from "../parts/virtualList.js";
import { citation } from "../share/citation.js";
import { copyButton } from "../share/clipboard.js";
import { singleEvents } from "../details/section.js";
import { cardContent } from "./content.js";

/** @import {Names} from "../../data/types.js" */
/** @import {CardEvent, Context} from "../types.js" */

/** @param {(HTMLElement|string)[]} parts */
const joined = (parts) => parts.flatMap((part, k) => (k ? [", ", part] : [part]));

/** The card of a page. */
export class Card {
  #context;
  #head = h("div.card-head", {});
  #body = h("div.card-body", { tabindex: -1 });
  /** The element that had the focus before the card opened. @type {Element|null} */
  #opener = null;
  #shown = Promise.resolve();

  /** @param {Context} context */
  constructor(context) {
    const { store, t, signal } = context;
    this.#context = context;
    this.element = h("section.card", { "aria-label": t("card"), hidden: true }, this.#head, this.#body);
    store.subscribe(({ changed }) => changed.has("selection") && this.#follow(), { signal });
    this.#follow();
  }

  /** @returns {Promise<void>} when the card shows what is selected, with all its text */
  shown() {
    return this.#shown;
  }

  /** Moves the focus to the card, once it shows what is selected. */
  async focus() {
    await this.#shown;
    this.#body.focus({ preventScroll: true });
  }

  #follow() {
    const { event, sites, list } = this.#context.store.selection;
    if (event !== null) this.#shown = this.#showEvent(event);
    else if (sites && list) this.#shown = this.#showList(list);
    else this.#shown = this.#hide();
  }

  /** @param {number} i event */
  async #showEvent(i) {
    const { store, t } = this.#context;
    const { data } = store;
    const [text, names, sources] = await Promise.all([data.text(i), data.names(), data.sources()]);
    if (store.selection.event !== i) return; // another one was selected meanwhile
    const [partOf, sameAs] = await Promise.all(
      [text.partOf, text.possiblySameAs].map((ids) => this.#named(ids, names)),
    );
    if (store.selection.event !== i) return;
    const record = { event: eventAt(data, i), text, data, id: names.eventIds[i], sources };
    fill(this.#head, h("div.card-tools", {}, this.#neighbours(), this.#closeButton()));
    fill(
      this.#body,
      h("h2", { dir: "auto" }, titleOf(record.event, text, t)),
      this.#showOnMap(record),
      cardContent(record, t),
      ...(globalThis.mapperDetails ? [singleEvents(this.#context, [i], { open: true })] : []),
      this.#identity(record, { partOf, sameAs }),
      this.#actions(record),
    );
    this.#reveal();
  }

  /** @param {ArrayLike<number>} events */
  async #showList(events) {
    const { store, t } = this.#context;
    const title = t("eventsHere", { n: store.eventsIn(events) });
    const list = new VirtualList({
      label: title,
      row: EVENT_ROW,
      render: (i) => eventRow(this.#context, i, { onOpen: () => this.#open(i) }),
    });
    fill(this.#head, h("div.card-tools", {}, this.#closeButton()));
    fill(
      this.#body,
      h("h2", {}, title),
      ...(globalThis.mapperDetails ? [singleEvents(this.#context, events)] : []),
      list.element,
    );
    this.#reveal();
    list.update(events);
  }

  #reveal() {
    if (this.element.hidden) this.#opener = document.activeElement;
    this.element.hidden = false;
    this.#body.scrollTop = 0;
  }

  async #hide() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    if (this.#opener instanceof HTMLElement && this.#opener.isConnected)
      this.#opener.focus({ preventScroll: true });
  }

  /** Opens an event of the same list; null leads back to the list. @param {number|null} event */
  #open(event) {
    this.#context.store.select({ event });
    this.focus();
  }

  #closeButton() {
    const label = this.#context.t("close");
    const close = () => this.#context.store.deselect();
    return button("×", close, { className: "icon.close", "aria-label": label, title: label });
  }

  /** The event's position in its list, and the buttons to its neighbours and back to the list. */
  #neighbours() {
    const { t, store, eventsShown } = this.#context;
    const { event, sites, list: opened } = store.selection;
    // The neighbours of an event alone at its place, or opened by a link, come from the list of all events.
    const list = opened && opened.length > 1 ? opened : eventsShown();
    const at = Array.prototype.indexOf.call(list, event);
    if (list.length < 2 || at < 0) return [];
    const step = (/** @type {number} */ position, /** @type {string} */ sign, /** @type {string} */ label) =>
      button(sign, () => this.#open(list[position]), {
        className: "icon",
        "aria-label": label,
        disabled: position < 0 || position >= list.length,
      });
    return [
      step(at - 1, "‹", t("previous")),
      h("span.position", {}, t("ofPosition", { i: at + 1, n: list.length })),
      step(at + 1, "›", t("next")),
      sites && button(t("backToList"), () => this.#open(null)),
    ];
  }

  /** @param {CardEvent} record */
  #showOnMap({ event }) {
    const { t, engine } = this.#context;
    const show = () => engine.frame.showEvent(event.index);
    return event.sites.length > 0 && button(t("showOnMap"), show, { className: "action" });
  }

  /**
   * The titles of the events that a record refers to; an id without an event on this map stays as it is.
   *
   * @param {string|undefined} ids joined by semicolons
   * @param {Names} names
   * @returns {Promise<(HTMLElement|string)[]>}
   */
  #named(ids, { eventIds }) {
    const { data } = this.#context.store;
    const named = async (/** @type {string} */ id) => {
      const event = eventIds.indexOf(id);
      if (event < 0) return dataText(id);
      const title = titleOf(eventAt(data, event), await data.text(event), this.#context.t);
      return button(title, () => this.#open(event), { className: "link" });
    };
    const listed = (ids ?? "").split(";").flatMap((id) => id.trim() || []);
    return Promise.all(listed.map(named));
  }

  /**
   * @param {CardEvent} record
   * @param {{partOf: (HTMLElement|string)[], sameAs: (HTMLElement|string)[]}} related
   */
  #identity({ id }, related) {
    const { t } = this.#context;
    const note = (
      /** @type {"partOf"|"possiblySameAs"} */ key,
      /** @type {(HTMLElement|string)[]} */ events,
    ) => events.length > 0 && h("p.note", {}, t(key), t("colon"), joined(events));
    const partOf = note("partOf", related.partOf);
    const sameAs = note("possiblySameAs", related.sameAs);
    const copy = copyButton(() => id, t, { label: t("copy"), name: t("copyId") });
    return h(
      "section.identity",
      {},
      h("h3", {}, t("eventId")),
      h("p", {}, h("code", {}, dataText(id)), " ", copy),
      partOf,
      sameAs,
    );
  }

  /** @param {CardEvent} record */
  #actions({ event, text, data, id, sources }) {
    const { t, linkTo } = this.#context;
    const cited = event.sources.map((number) => sources.at(number));
    const cite = () =>
      citation(
        {
          title: titleOf(event, text, t),
          map: mapTitle(data.header, t),
          id,
          sources: cited.map((source) => ({ ...source, name: sourceName(source, t) })),
          link: linkTo(id),
        },
        t,
      );
    return h(
      "div.actions",
      {},
      copyButton(() => linkTo(id), t, { label: t("copyLink") }),
      copyButton(cite, t, { label: t("copyCitation") }),
    );
  }
}
