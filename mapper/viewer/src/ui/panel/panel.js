/**
 * The panel at the left: search, colouring, facets, lists, legend of symbols, sources and downloads.
 */
import { h } from "../parts/dom.js";
import { createSymbols } from "../parts/symbols.js";
import { createAbout } from "./about.js";
import { createAreas } from "./areas.js";
import { createActorFacet, createMonthFacet, createPlaceFacet, createTypeFacet } from "./facets.js";
import { createKinds } from "./kinds.js";
import { createLists } from "./lists.js";
import {
  createColourBy,
  createContextSwitch,
  createFilterNow,
  createMeasure,
  createSearchBox,
} from "./tools.js";

/** @import {StoreKey} from "../../state/types.js" */
/** @import {Context} from "../types.js" */

/**
 * @param {Context} context
 * @returns {{element: HTMLElement, search: HTMLInputElement, eventsShown: () => Uint32Array}}
 */
export function createPanel(context) {
  const { store, signal, t } = context;
  const search = createSearchBox(context);
  const colourBy = createColourBy(context);
  const measure = createMeasure(context);
  const kinds = createContextSwitch(context);
  // The reset button disappears with the filter, so the focus moves within the panel.
  const filter = createFilterNow(context, () => element.focus({ preventScroll: true }));
  const facets = [
    createActorFacet(context),
    createKinds(context),
    createPlaceFacet(context),
    createMonthFacet(context),
    createTypeFacet(context),
  ];
  const lists = createLists(context);
  const { boundaries } = store.data.header;
  const areas = boundaries ? [createAreas(context, boundaries.areas)] : [];
  const about = createAbout(context);
  const elementsOf = (/** @type {{element: HTMLElement}[]} */ parts) => parts.map((part) => part.element);
  const element = h(
    "div.panel",
    { id: "mapper-panel", tabindex: -1 },
    h("div.tools", {}, elementsOf([search, kinds, colourBy, measure])),
    h("div.facets", {}, elementsOf(facets)),
    h("div.lists", {}, lists.events, lists.unmapped),
    h("div.more-sections", {}, elementsOf(areas), createSymbols(t), about.element),
    filter.element, // at the lower edge, where it moves nothing under the pointer when it appears
  );
  /** @param {Set<StoreKey>} [changed] everything if left out */
  const update = (changed) => {
    if (changed?.size === 1 && changed.has("shape")) {
      measure.update(); // only this tells whether cells or symbols are drawn
      return;
    }
    for (const part of [...facets, search, kinds, colourBy, measure, filter, ...areas, about]) part.update();
    if (changed?.size === 1 && changed.has("colourBy")) lists.refresh();
    else lists.update();
  };
  store.onState(({ changed }) => update(changed), { signal });
  store.subscribe(({ changed }) => changed.has("selection") && lists.mark(), { signal });
  update();
  lists.mark();
  return { element, search: search.input, eventsShown: lists.shown };
}
