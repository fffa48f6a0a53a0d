import { countInAreas } from "../../state/areaCounts.js";
import { boundsOfArea } from "../../map/boundaries.js";
import { fill, h, said, section } from "../parts/dom.js";

/** Areas that are listed; more would be slow, and nobody reads them. */
const MOST = 300;

/**
 * The user's own areas with their counts, the most events first; nothing where the map has none. Pointing at one shows its
 * outline on the map, choosing it brings it into view.
 *
 * @param {object} context `{store, map, engine, t, uncover}`
 * @returns {{element: HTMLElement|null, update: () => void}}
 */
export function createAreas({ store, map, engine, t, uncover }) {
  const { boundaries } = store.data.header;
  if (!boundaries) return { element: null, update: () => {} };
  const list = h("ul.area-list", {});
  const note = h("p.note", {});
  const element = section("areas", t("areas"), { open: true }, note, list);
  const pointAt = (area) => () => map.fire("mapper:area", { area });
  const show = (area) => async () => {
    await uncover();
    engine.showBounds(boundsOfArea(boundaries.areas[area].rings));
  };
  const row = (area, count) => {
    const words = [
      said(boundaries.areas[area].name || t("unnamedArea")),
      h("span.count", {}, t.number(count)),
    ];
    const [on, off] = [pointAt(area), pointAt(null)];
    return h(
      "li",
      {},
      h(
        "button.area",
        {
          type: "button",
          title: t("showArea"),
          onclick: show(area),
          onpointerenter: on,
          onpointerleave: off,
          onfocus: on,
          onblur: off,
        },
        words,
      ),
    );
  };
  function update() {
    pointAt(null)(); // the row that pointed goes, and says nothing any more
    const { inside, elsewhere } = countInAreas(store.data, store.visible);
    const order = Array.from(inside.keys()).sort((a, b) => inside[b] - inside[a] || a - b);
    fill(
      list,
      order.slice(0, MOST).map((k) => row(k, inside[k])),
      order.length > MOST && h("li", {}, `+ ${t.number(order.length - MOST)}`),
    );
    note.textContent = t("areasNote", { n: elsewhere });
  }
  return { element, update };
}
