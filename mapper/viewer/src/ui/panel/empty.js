/**
 * What is said where nothing passes the filter, or nothing can be drawn.
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

/** Which condition empties the filter. @param {Condition & {n: number}} condition @param {Translator} t */
const emptiedBy = ({ words, n }, t) => t("emptiedBy", { what: t(words), n });

/**
 * A sentence in place of the list of events, and buttons that drop the conditions.
 *
 * @param {Context} context
 * @returns {UpdatedPart}
 */
export function createEmptyState({ store, t }) {
  const element = h("div.empty", { hidden: true });
  /**
   * Changes the filter. The button that was pressed goes away, so the focus moves to the list.
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
      button(t("resetAll"), () => leave(() => store.setState({})), { className: "action" }),
    ];
  };
  const update = () => {
    element.hidden = store.count() > 0;
    if (element.hidden) return;
    fill(element, store.total() ? waysOut() : h("p", {}, t("noEvents")));
  };
  return { element, update };
}

/** A sentence over a map on which nothing can be drawn. @param {Context} context @returns {Part} */
export function createMapNote({ store, t, signal }) {
  const element = h("p.map-note", { hidden: true });
  const nothingMatches = () => {
    const helpful = conditionsOf(store).filter(({ n }) => n > 0);
    return [t("nothingMatches"), ...helpful.map((condition) => emptiedBy(condition, t))].join(" ");
  };
  const update = () => {
    element.hidden = store.counts().located > 0;
    if (element.hidden) return;
    if (!store.total()) element.textContent = t("noEvents");
    else element.textContent = store.count() ? t("noneLocated") : nothingMatches();
  };
  store.onState(update, { signal });
  update();
  return { element };
}
