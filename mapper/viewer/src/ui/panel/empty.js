import { button, fill, h } from "../parts/dom.js";
import { activeConditions } from "./filterWords.js";

/** The conditions of the filter, each with how many events would pass without it. */
const conditionsOf = (store) =>
  activeConditions(store.state()).map((condition) => ({
    ...condition,
    n: store.countWithout(condition.key.toLowerCase()),
  }));

/** The sentence and the ways out where nothing passes the filter. */
export function createEmptyState({ store, t }) {
  const element = h("div.empty", { hidden: true });
  function update() {
    element.hidden = store.count() > 0;
    if (element.hidden) return;
    if (!store.total()) {
      fill(element, h("p", {}, t("noEvents")));
      return;
    }
    const conditions = conditionsOf(store);
    const helpful = conditions.filter(({ n }) => n > 0);
    fill(
      element,
      h("p.headline", {}, t("nothingMatches")),
      helpful.map(({ key, n, drop }) => [
        h("p", {}, t("emptiedBy", { what: t(`what${key}`), n })),
        button(t("dropCondition", { what: t(`what${key}`) }), () => leave(() => store.patch(drop)), {
          className: "action",
        }),
      ]),
      !helpful.length &&
        h("p", {}, t("emptiedTogether", { what: t.list(conditions.map(({ key }) => t(`what${key}`))) })),
      button(t("resetAll"), () => leave(() => store.setState({})), { className: "action" }),
    );
  }
  /** The buttons go with the state that they end: whoever pressed one comes to the list that is there instead. */
  function leave(change) {
    change();
    element
      .closest("section, details, .panel")
      ?.querySelector("[tabindex='0'], summary")
      ?.focus({ preventScroll: true });
  }
  return { element, update };
}

/**
 * A sentence over a map on which nothing can be drawn.
 *
 * @param {object} context `{store, t}`
 * @returns {{element: HTMLElement, update: () => void}}
 */
export function createMapNote({ store, t }) {
  const element = h("p.map-note", { hidden: true });
  /** That nothing passes, and which condition does it, where it is one alone. */
  function nothing() {
    const guilty = conditionsOf(store)
      .filter(({ n }) => n > 0)
      .map(({ key, n }) => t("emptiedBy", { what: t(`what${key}`), n }));
    return [t("nothingMatches"), ...guilty].join(" ");
  }
  function update() {
    element.hidden = store.counts().located > 0;
    if (element.hidden) return;
    if (!store.total()) element.textContent = t("noEvents");
    else element.textContent = store.count() ? t("noneLocated") : nothing();
  }
  return { element, update };
}
