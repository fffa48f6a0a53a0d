/**
 * The kinds of actors: the legend when kinds are coloured, and groups of actors to switch together.
 */
import { h, section, swatch } from "../parts/dom.js";
import { kindName } from "../parts/categoryName.js";
import { checkRow, onlyButton, sayCompared, wordCounts } from "./checkRow.js";
import { groupState, onlyKeys, switchKeys } from "./choice.js";

/** @import {Context, UpdatedPart} from "../types.js" */

/** @param {Context} context @returns {UpdatedPart} */
export function createKinds({ store, effects, t }) {
  const { kinds = [], actors } = store.data.header;
  const all = store.facets.actors.keys;
  const change = (/** @type {string[]|null} */ chosen) => store.patch({ actors: chosen });
  const rows = kinds.map(({ name, colour }, kind) => {
    const members = actors.flatMap(({ group }, actor) => (group === kind ? [actor] : []));
    const keys = members.map((actor) => actors[actor].id);
    const offMap = !members.some((actor) => effects.located[actor]);
    const hint = offMap ? t("notOnMap") : "";
    const count = h("span.count", {});
    const label = kindName(name, t);
    const mark = offMap && h("span.off-map", {}, hint);
    const content = [swatch(colour), h("span.name", {}, label), mark, count];
    const onSwitch = (/** @type {boolean} */ on) => change(switchKeys(store.state().actors, all, keys, on));
    const { element, box } = checkRow({ content, onSwitch, inert: offMap, hint });
    element.append(onlyButton(label, () => change(onlyKeys(all, keys)), t));
    return { element, box, count, keys };
  });
  const list = h(
    "div.rows",
    { role: "group", "aria-label": t("kinds") },
    rows.map(({ element }) => element),
  );
  const { element, count: compared } = section("kinds", t("kinds"), { open: false }, list);
  element.hidden = rows.length < 2 || actors.length <= rows.length;
  const update = () => {
    const { actors: chosen, colourBy } = store.state();
    const isColoured = colourBy === "kind";
    if (isColoured && !element.classList.contains("coloured")) element.setAttribute("open", "");
    element.classList.toggle("coloured", isColoured);
    if (element.hidden || !(element instanceof HTMLDetailsElement && element.open)) return;
    sayCompared(compared, store, t);
    const views = store.groupViews("kinds");
    const countsOf = (/** @type {number} */ kind) =>
      views.map((view) => ({
        count: view.counts[kind],
        bound: view.bounds?.[kind],
        stated: view.stated?.[kind],
      }));
    const words = rows.map((_, kind) => wordCounts(countsOf(kind), t));
    rows.forEach(({ element: row, box, count, keys }, kind) => {
      const group = groupState(chosen, keys);
      box.checked = group === "all";
      box.indeterminate = group === "some";
      row.classList.toggle("is-off", group === "none");
      count.textContent = words[kind];
    });
    const longest = Math.max(...words.map(({ length }) => length));
    element.style.setProperty("--count", `${longest}ch`);
  };
  element.addEventListener("toggle", update); // counted when first seen
  return { element, update };
}
