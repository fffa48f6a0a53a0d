import { countInAreas } from "../areaCounts.js";
import { fill, h, said, section } from "./dom.js";

/** Areas that are listed; more would be slow, and nobody reads them. */
const MOST = 300;

/**
 * The user's own areas with their counts, the most events first; nothing where the map has none.
 *
 * @param {object} context `{store, t}`
 * @returns {{element: HTMLElement|null, update: () => void}}
 */
export function createAreas({ store, t }) {
  const { boundaries } = store.data.header;
  if (!boundaries) return { element: null, update: () => {} };
  const list = h("ul.area-list", {});
  const note = h("p.note", {});
  const element = section("areas", t("areas"), { open: true }, note, list);
  const row = (name, count) => h("li", {}, said(name || t("unnamedArea")), h("span.count", {}, t.number(count)));
  function update() {
    const { inside, elsewhere } = countInAreas(store.data, store.visible);
    const order = Array.from(inside.keys()).sort((a, b) => inside[b] - inside[a] || a - b);
    fill(list, order.slice(0, MOST).map((k) => row(boundaries.areas[k].name, inside[k])), order.length > MOST && h("li", {}, `+ ${t.number(order.length - MOST)}`));
    note.textContent = t("areasNote", { n: elsewhere });
  }
  return { element, update };
}
