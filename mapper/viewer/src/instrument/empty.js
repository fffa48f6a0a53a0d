import { button, fill, h } from "./dom.js";
import { activeConditions } from "./filterWords.js";

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
    const conditions = activeConditions(store.state());
    const rescued = conditions.map((condition) => ({ ...condition, n: store.countWithout(condition.key.toLowerCase()) }));
    const helpful = rescued.filter(({ n }) => n > 0);
    fill(
      element,
      h("p.headline", {}, t("nothingMatches")),
      helpful.map(({ key, n, drop }) => [
        h("p", {}, t("emptiedBy", { what: t(`what${key}`), n })),
        button(t("dropCondition", { what: t(`what${key}`) }), () => store.patch(drop), { className: "action" }),
      ]),
      !helpful.length && h("p", {}, t("emptiedTogether", { what: t.list(conditions.map(({ key }) => t(`what${key}`))) })),
      button(t("resetAll"), () => store.setState({}), { className: "action" }),
    );
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
  function update() {
    element.hidden = store.counts().located > 0;
    if (element.hidden) return;
    if (!store.total()) element.textContent = t("noEvents");
    else element.textContent = store.count() ? t("noneLocated") : t("nothingMatches");
  }
  return { element, update };
}
