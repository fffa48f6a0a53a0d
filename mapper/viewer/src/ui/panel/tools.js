/**
 * The tools at the top of the panel: search, colouring, and the filter in words.
 */
import { COLOURINGS, MEASURES } from "../../data/vocabulary.js";
import { CONTEXT_CHOICES, SHAPES } from "../../state/state.js";
import { createNearest } from "../../data/nearest.js";
import { formatWritten } from "../../i18n/dates.js";
import { readDates } from "../../i18n/typedDates.js";
import { button, fill, h } from "../parts/dom.js";
import { segmented } from "../parts/segmented.js";
import { filterWords } from "./filterWords.js";

/** @import {Context, UpdatedPart} from "../types.js" */

const SHAPE_WORDS = /** @type {const} */ ({
  auto: "shapeAuto",
  symbols: "shapeSymbols",
  cells: "shapeCells",
});

/** With fewer places, cells are not offered. */
const MANY_SITES = 60;

/** Milliseconds without typing after which a search starts. */
const TYPING = 180;

/** The field for searching. @param {Context} context @returns {UpdatedPart & {input: HTMLInputElement}} */
export function createSearchBox({ store, t }) {
  let timer = 0;
  /** Whether the field has text that is not in the store yet. */
  let isTyping = false;
  let searches = 0;
  const search = async () => {
    clearTimeout(timer);
    isTyping = false;
    searches += 1;
    await store.patch({ text: input.value });
    searches -= 1;
  };
  const searchSoon = () => {
    clearTimeout(timer);
    isTyping = true;
    timer = window.setTimeout(search, input.value ? TYPING : 0);
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    search();
  };
  const input = h("input", {
    type: "search",
    "aria-label": t("search"),
    placeholder: t("searchHint"),
    autocomplete: "off",
    spellcheck: "false",
    oninput: searchSoon,
  });
  const meant = createMeant({ store, t });
  const element = h("form.search", { role: "search", onsubmit: submit }, input, meant.element);
  const update = () => {
    if (!isTyping && !searches) input.value = store.state().text;
    meant.update();
  };
  return { element, input, update };
}

/**
 * Suggests dates, or else names, for a search that finds nothing.
 *
 * @param {Pick<Context, "store"|"t">} context
 * @returns {UpdatedPart}
 */
function createMeant({ store, t }) {
  const nearest = createNearest(store.data);
  const element = h("p.meant", { role: "status", hidden: true });
  const offer = (/** @type {string} */ name) =>
    button(name, () => store.patch({ text: name }), { className: "action" });
  const offerDate = (/** @type {string} */ date) =>
    button(formatWritten(date, t.language), () => store.patch({ text: "", from: date, to: date }), {
      className: "action",
    });
  const update = async () => {
    const { text } = store.state();
    const findsNothing = () => Boolean(text) && text === store.state().text && store.count() === 0;
    const dates = findsNothing() ? readDates(text, store.monthsWithEvents()) : [];
    const names = findsNothing() && !dates.length ? await nearest(text) : [];
    const offers = [...dates.map(offerDate), ...names.map(offer)];
    element.hidden = !findsNothing() || !offers.length;
    fill(element, element.hidden ? [] : [t("didYouMean"), ...offers]);
  };
  return { element, update };
}

/**
 * The choice of the colouring, among those for which any event has data.
 * @param {Context} context @returns {UpdatedPart}
 */
export function createColourBy({ store, t }) {
  const { actors, types } = store.data.header;
  const isStated = {
    actor: actors.length,
    kind: actors.length,
    month: 1,
    type: types.some(({ name }) => name),
  };
  const choices = COLOURINGS.filter((key) => isStated[key]).map((key) => ({
    key,
    label: t(`colourings.${key}`),
  }));
  const buttons = segmented(t("colourBy"), choices, (colourBy) => store.patch({ colourBy }));
  const label = h("span.label", { "aria-hidden": "true" }, t("colourBy"));
  return {
    element: h("div.colour-by", { hidden: choices.length < 2 }, label, buttons.element),
    update: () => buttons.update(store.state().colourBy),
  };
}

/** The choice of what sizes and counts stand for. @param {Context} context @returns {UpdatedPart} */
export function createMeasure({ store, t }) {
  const choices = MEASURES.map((key) => ({ key, label: t(`measures.${key}`) }));
  const buttons = segmented(t("measure"), choices, (measure) => store.patch({ measure }));
  const label = h("span.label", { "aria-hidden": "true" }, t("measure"));
  const isDoubtful = store.data.header.dead?.zeroMayBeUnknown;
  const note = h("p.note", { hidden: true }, t("deadNote"), isDoubtful && ` ${t("zeroMayBeUnknown")}`);
  const shapes = segmented(
    t("shape"),
    SHAPES.map((key) => ({ key, label: t(SHAPE_WORDS[key]) })),
    (shape) => store.patch({ shape }),
  );
  const shapeLabel = h("span.label", { "aria-hidden": "true" }, t("shape"));
  const mayCrowd = store.data.header.counts.sites >= MANY_SITES;
  const shapeRow = mayCrowd && h("div.colour-by", {}, shapeLabel, shapes.element);
  const { fatalitiesLow, fatalitiesBest, fatalitiesHigh } = store.data.col;
  const isStated = [fatalitiesLow, fatalitiesBest, fatalitiesHigh].some((column) => column.some(Boolean));
  const row = h("div.colour-by", {}, label, buttons.element);
  return {
    element: h("div.measure", {}, row, shapeRow, note),
    update() {
      row.hidden = !isStated && !store.countsDead();
      shapes.update(store.state().shape);
      buttons.update(store.state().measure);
      note.hidden = !store.countsDead();
    },
  };
}

/**
 * The switch between events of the conflict, political and contextual events, and all; nothing if the file has only one
 * kind.
 *
 * @param {Context} context
 * @returns {UpdatedPart}
 */
export function createContextSwitch({ store, t }) {
  const choices = CONTEXT_CHOICES.map((key) => ({
    key,
    label: [t(`contexts.${key}`), key !== "include" && t.number(store.unfiltered.eventsOf(key))]
      .filter(Boolean)
      .join(" "),
  }));
  const buttons = segmented(t("contextSwitch"), choices, (context) => store.patch({ context }));
  const element = h("div.context-switch", { title: t("contextHint") }, buttons.element);
  element.hidden = !(store.unfiltered.kinds.conflict && store.unfiltered.kinds.context);
  return { element, update: () => buttons.update(store.state().context) };
}

/**
 * The filter in words, with a button that removes it.
 *
 * @param {Context} context
 * @param {() => void} afterReset
 * @returns {UpdatedPart}
 */
export function createFilterNow({ store, t }, afterReset) {
  const words = h("p.filter-words", {});
  const reset = () => {
    store.reset();
    afterReset();
  };
  const element = h(
    "div.filter-now",
    { hidden: true },
    words,
    button(t("resetAll"), reset, { className: "action.reset-all" }),
  );
  const update = () => {
    const phrases = filterWords(store, t);
    element.hidden = !phrases.length;
    words.textContent = phrases.join(t("semicolon"));
    words.title = words.textContent; // all of it, where three lines are too few
  };
  return { element, update };
}
