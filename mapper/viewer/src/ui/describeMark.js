import { formatMonth } from "../i18n/dates.js";

/**
 * What a tooltip says of the symbol under the pointer.
 *
 * @param {object} context `{store, t}`
 * @param {{mark: {events: number, disputed: boolean, imprecise: number}, places: string[], lines: Array<object>}} found
 * @returns {{title: string, detail: string, lines: Array<{colour: string, hollow: boolean, name: string, count: string}>}}
 */
export function describeMark({ store, t }, { mark, places, lines }) {
  const others = places.length > 1 ? ` + ${t.number(places.length - 1)}` : "";
  const imprecise = Math.round(mark.imprecise * mark.events);
  const detail = [
    t("events", { n: mark.events }),
    imprecise > 0 && t("impreciseOf", { n: imprecise }),
    mark.disputed && t("sourcesDisagree"),
  ];
  return {
    title: `${places[0] ?? ""}${others}`,
    detail: detail.filter(Boolean).join(" · "),
    lines: lines.map((line) => ({ ...line, name: nameKey(store, line.key, t), count: t.number(line.count) })),
  };
}

/** A category's key in the current colouring, in words. */
export function nameKey(store, key, t) {
  const { header } = store.data;
  const { colourBy } = store.state();
  if (colourBy === "actor") return header.actors.find(({ id }) => id === key)?.name ?? t("notStatedActors");
  if (colourBy === "type") return key || t("notStatedType");
  if (key === "") return t("undated");
  return key === "long" ? t("longPeriod") : formatMonth(key, t.language);
}
