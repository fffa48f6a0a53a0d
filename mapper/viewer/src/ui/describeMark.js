import { categoryName } from "./parts/categoryName.js";

/** @import {Translator} from "../i18n/index.js" */
/** @import {Found, TooltipWords} from "../map/types.js" */
/** @import {Store} from "../state/store.js" */

/**
 * The words of the tooltip of a symbol.
 *
 * @param {{store: Store, t: Translator}} context
 * @param {Pick<Found, "places"|"lines"> & {mark: Pick<Found["mark"], "events"|"disputed"|"imprecise">}} found
 * @returns {TooltipWords}
 */
export function describeMark({ store, t }, { mark, places, lines }) {
  const imprecise = Math.round(mark.imprecise * mark.events);
  const detail = [
    t("events", { n: mark.events }),
    imprecise > 0 && t("impreciseOf", { n: imprecise }),
    mark.disputed && t("sourcesDisagree"),
  ];
  return {
    title: titleOf(places, mark.events, t),
    detail: detail.filter(Boolean).join(" · "),
    lines: lines.map(({ key, colour, hollow, count }) => ({
      colour,
      hollow,
      name: categoryName(store, key, t),
      count: t.number(count),
    })),
  };
}

/**
 * A symbol of several places is named by the one with the most events.
 *
 * @param {Found["places"]} places
 * @param {number} total events of the symbol
 * @param {Translator} t
 */
function titleOf([first, ...others], total, t) {
  if (!others.length) return first?.name ?? "";
  return t("placeAmongOthers", { place: first.name, events: first.events, total, n: others.length });
}
