import { categoryName } from "./parts/categoryName.js";

/** @import {Translator} from "../i18n/index.js" */
/** @import {Found, TooltipWords} from "../map/types.js" */
/** @import {Store} from "../state/store.js" */

/**
 * The words of the tooltip of a symbol.
 *
 * @param {{store: Store, t: Translator}} context
 * @param {Pick<Found, "places"|"lines"> & {mark: Pick<Found["mark"], "events"|"size"|"notStated"|"bounded"|"disputed"|"imprecise"|"doubted"|"longer">}} found
 * @returns {TooltipWords}
 */
export function describeMark({ store, t }, { mark, places, lines }) {
  const imprecise = Math.round(mark.imprecise * mark.events);
  const doubted = Math.round(mark.doubted * mark.events);
  const longer = Math.round(mark.longer * mark.events);
  const detail = [
    store.countsDead() &&
      mark.size > 0 &&
      t(mark.bounded ? "killedAtLeast" : "killedCount", { n: mark.size }),
    t("events", { n: mark.events }),
    mark.bounded > 0 && t("deadBounded", { n: mark.bounded, low: "" }),
    mark.notStated > mark.bounded && t("deadNotStatedIn", { n: mark.notStated - mark.bounded }),
    imprecise > 0 && t("impreciseOf", { n: imprecise }),
    doubted > 0 && t("doubtedOf", { n: doubted }),
    longer > 0 && t("longerNote", { n: longer }),
    mark.disputed && t("sourcesDisagree"),
  ];
  return {
    title: titleOf(places, mark, store.countsDead() && mark.size > 0, t),
    detail: detail.filter(Boolean).join(" · "),
    lines: lines.map(({ key, colour, hollow, count, atLeast }) => ({
      colour,
      hollow,
      name: categoryName(store, key, t),
      count: atLeast ? t("leastCount", { n: count }) : t.number(count),
    })),
  };
}

/**
 * A symbol of several places has the name of the place with the most events, or the most dead.
 *
 * @param {Found["places"]} places
 * @param {{size: number}} mark
 * @param {boolean} countsDead
 * @param {Translator} t
 */
function titleOf([first, ...others], { size: total }, countsDead, t) {
  if (!others.length || !total)
    return [first?.name ?? "", others.length && `+${others.length}`].filter(Boolean).join(" ");
  const words = countsDead ? "placeAmongOthersKilled" : "placeAmongOthers";
  return t(words, { place: first.name, events: first.size, total, n: others.length });
}
