/**
 * The user's own areas with their counts.
 */
import { boundsOfArea } from "../../map/boundaries.js";
import { countInAreas } from "../../state/areaCounts.js";
import { dataText, fill, h, section } from "../parts/dom.js";

/** @import {Area} from "../../data/types.js" */
/** @import {Context, UpdatedPart} from "../types.js" */

/** Areas that are listed at most. */
const MOST_AREAS = 300;

/**
 * Areas with most events first. Pointing at one shows its outline on the map, choosing it brings it into
 * view.
 *
 * @param {Context} context
 * @param {Area[]} areas
 * @returns {UpdatedPart}
 */
export function createAreas({ store, t, showBounds }, areas) {
  const list = h("ul.area-list", {});
  const note = h("p.note", {});
  const { element } = section("areas", t("areas"), {}, note, list);
  const leave = () => store.select({ hover: null });
  const row = (/** @type {number} */ area, /** @type {string} */ count) => {
    const enter = () => store.select({ hover: { area } });
    const attributes = {
      type: "button",
      title: t("showArea"),
      onclick: () => showBounds(boundsOfArea(areas[area])),
      onpointerenter: enter,
      onpointerleave: leave,
      onfocus: enter,
      onblur: leave,
    };
    const name = dataText(areas[area].name || t("unnamedArea"));
    return h("li", {}, h("button.area", attributes, name, h("span.count", {}, count)));
  };
  const update = () => {
    const { data, visible } = store;
    const { inside } = countInAreas(data, visible, store.weights());
    const bounded = store.countsDead() ? store.dead().bounded : null;
    const inBounds = bounded && countInAreas(data, visible, bounded).inside;
    const { elsewhere } = countInAreas(data, visible, data.weight);
    const order = Array.from(inside.keys()).sort((a, b) => inside[b] - inside[a] || a - b);
    const rest = order.length - MOST_AREAS;
    const wordCount = (/** @type {number} */ area) =>
      inBounds?.[area] ? t("leastCount", { n: inside[area] }) : t.number(inside[area]);
    if (store.selection.hover?.area !== undefined) leave(); // the row under the pointer is replaced
    fill(
      list,
      order.slice(0, MOST_AREAS).map((area) => row(area, wordCount(area))),
      rest > 0 && h("li", {}, `+ ${t.number(rest)}`),
    );
    note.textContent = t("areasNote", { n: elsewhere });
  };
  return { element, update };
}
