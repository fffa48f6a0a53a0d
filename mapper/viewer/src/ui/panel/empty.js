/**
 * The messages shown if nothing passes the filter, or nothing can be drawn.
 */
import { button, fill, h } from "../parts/dom.js";
import { activeConditions } from "./filterWords.js";

/** @import {Store} from "../../state/store.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Context, Part, UpdatedPart} from "../types.js" */
/** @import {Condition} from "./filterWords.js" */

/** The conditions of the filter, each with how many events would pass without it. @param {Store} store */
const conditionsOf = (store) =>
  activeConditions(store.state()).map((condition) => ({
    ...condition,
    n: store.countWithout(condition.name),
  }));

/** Words for a condition that leaves no event. @param {Condition & {n: number}} condition @param {Translator} t */
const emptiedBy = ({ words, n }, t) => t("emptiedBy", { what: t(words), n });

/**
 * A sentence instead of the list of events, and buttons that drop the conditions.
 *
 * @param {Context} context
 * @returns {UpdatedPart}
 */
export function createEmptyState({ store, t }) {
  const element = h("div.empty", { hidden: true });
  /**
   * Changes the filter. The pressed button disappears, so the focus moves to the list.
   *
   * @param {() => void} change
   */
  const leave = (change) => {
    change();
    const next = element.closest("section, details, .panel")?.querySelector("[tabindex='0'], summary");
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  };
  const waysOut = () => {
    const conditions = conditionsOf(store);
    const helpful = conditions.filter(({ n }) => n > 0);
    const names = conditions.map(({ words }) => t(words));
    return [
      h("p.headline", {}, t("nothingMatches")),
      helpful.map((condition) => [
        h("p", {}, emptiedBy(condition, t)),
        button(
          t("dropCondition", { what: t(condition.words) }),
          () => leave(() => store.patch(condition.drop)),
          { className: "action" },
        ),
      ]),
      !helpful.length && h("p", {}, t("emptiedTogether", { what: t.list(names) })),
      button(t("resetAll"), () => leave(() => store.reset()), { className: "action" }),
    ];
  };
  const update = () => {
    element.hidden = store.count() > 0;
    if (element.hidden) return;
    fill(element, store.total() ? waysOut() : h("p", {}, t("noEvents")));
  };
  return { element, update };
}

/**
 * A sentence over a map on which nothing can be drawn, or about an address that names no event.
 *
 * @param {Context} context
 * @returns {Part & {say: (notice: string) => void}} `say` shows a notice until the reader changes something
 */
export function createMapNote({ store, display, t, signal }) {
  const element = h("p.map-note", { role: "status", hidden: true });
  let notice = "";
  const nothingMatches = () => {
    const helpful = conditionsOf(store).filter(({ n }) => n > 0);
    return [t("nothingMatches"), ...helpful.map((condition) => emptiedBy(condition, t))].join(" ");
  };
  const words = () => {
    if (notice) return notice;
    if (store.counts().located > 0) return "";
    if (!store.total()) return t("noEvents");
    // While the time line plays, a period without events is part of what it shows.
    if (!store.count()) return display.state().playing ? "" : nothingMatches();
    return display.state().playing ? "" : t("noneLocated");
  };
  const update = () => {
    element.textContent = words();
    element.hidden = !element.textContent;
  };
  const say = (/** @type {string} */ text) => {
    notice = text;
    update();
  };
  store.onState(() => say(""), { signal });
  store.subscribe(({ changed }) => changed.has("selection") && say(""), { signal });
  display.subscribe(({ changed }) => changed.has("playing") && update(), { signal });
  update();
  return { element, say };
}
