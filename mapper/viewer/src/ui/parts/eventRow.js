import { joined, neutralSides } from "../card/claims.js";
import { wordWhen } from "../../i18n/dates.js";
import { h, swatch } from "./dom.js";
import { eventAt } from "../../data/events.js";

/** Swatches shown beside a title. */
const MOST_SWATCHES = 4;

/**
 * What an event is called where it has no title of its own: its type and its place.
 *
 * @param {object} event from `eventAt`
 * @param {object} text its text row
 * @param {Function} t translator
 * @returns {string}
 */
export function titleOf(event, text, t) {
  return text.title || [event.type || t("card"), joined(text.place, " / ")].filter(Boolean).join(", ");
}

/** Where it was; an event that is called by its place says who was involved, in the order of their names. */
function secondLine(event, text) {
  if (text.title) return joined(text.place, " / ") || event.country?.name;
  return neutralSides(event.involvements)
    .flatMap(({ actors, associated }) => [...actors, ...associated])
    .map(({ name }) => name)
    .join(", ");
}

/** The colours of an event in the current colouring, each once. */
function swatchesOf(store, i) {
  const { colours, hollow } = store.categories();
  const found = new Map(
    store.involvements(i).map((category) => [colours[category], Boolean(hollow[category])]),
  );
  return [...found].slice(0, MOST_SWATCHES).map(([colour, isHollow]) => swatch(colour, { hollow: isHollow }));
}

/**
 * One row of a list of events: colours, title, date and place. The title arrives when its block is unpacked.
 *
 * @param {object} context `{store, t}`
 * @param {number} i event
 * @param {{reason?: boolean, onOpen: () => void}} options `reason`: say why it is not on the map instead of where it is
 * @returns {HTMLButtonElement}
 */
export function eventRow({ store, t }, i, { reason = false, onOpen }) {
  const event = eventAt(store.data, i);
  const title = h("bdi.title", {}, "…");
  const where = h("bdi", {}, "");
  const when = h("bdi", {}, wordWhen(event, t).text);
  const marks = h("span.swatches", { "aria-hidden": "true" }, swatchesOf(store, i));
  const mark =
    event.disputed &&
    h("span.disputed-mark", { role: "img", "aria-label": t("sourcesDisagree"), title: t("sourcesDisagree") });
  const hover = (on) => () => store.select({ hover: on && event.sites.length ? { event: i } : null });
  const row = h(
    "button.event-row",
    {
      type: "button",
      "data-event": i,
      onclick: onOpen,
      onpointerenter: hover(true),
      onpointerleave: hover(false),
      onfocus: hover(true),
      onblur: hover(false),
    },
    marks,
    h("span.words", {}, h("span.first", {}, title, mark), h("span.second", {}, when, where)),
  );
  store.data.text(i).then((text) => {
    title.textContent = titleOf(event, text, t);
    const second = reason ? text.reason : secondLine(event, text);
    if (second) where.textContent = second;
    when.textContent = wordWhen(event, t, text.dateText).text;
    row.title = [title.textContent, when.textContent, second].filter(Boolean).join("\n");
  });
  return row;
}
