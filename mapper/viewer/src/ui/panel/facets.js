/**
 * The facets of the panel: actors, places, months and types.
 */
import { once } from "../../data/bytes.js";
import { compareNames } from "../../data/fold.js";
import { placeEffects } from "../../state/mapEffects.js";
import { placeName, typeName } from "../parts/categoryName.js";
import { sayCompared } from "./checkRow.js";
import { createFacet } from "./facet.js";
import { createMonths } from "./months.js";

/** @import {NamedPlace, Places} from "../../data/places.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Context, UpdatedPart} from "../types.js" */
/** @import {FacetItem} from "./facet.js" */
/** @import {MapEffects, RowCounts} from "../../state/types.js" */

/** An item with its number in the header. @typedef {FacetItem & {index: number}} NumberedItem */

/**
 * Items on the map first, then by falling count without any filter, so that the order is stable.
 *
 * @param {ArrayLike<number>} totals
 */
const byFallingCount = (totals) => (/** @type {NumberedItem} */ a, /** @type {NumberedItem} */ b) =>
  Number(a.offMap) - Number(b.offMap) || totals[b.index] - totals[a.index] || compareNames(a.label, b.label);

/**
 * Whether switching an actor off changes the map: if actors are not coloured, an event looks the same until its last
 * actor is off.
 *
 * @param {MapEffects} effects
 * @param {number} actor -1 for events without any
 * @param {boolean} coloured
 */
function hasEffect({ notStated, actors, alone }, actor, coloured) {
  return actor < 0 ? notStated : (coloured ? actors : alone)[actor] > 0;
}

/** @param {Context} context @returns {UpdatedPart} */
export function createActorFacet({ store, t, effects }) {
  const { actors, colours } = store.data.header;
  const totals = store.totals();
  const items = actors
    .map(({ id, name, colour }, index) => ({
      key: id,
      label: name,
      colour,
      index,
      inert: !effects.actors[index],
      offMap: !effects.located[index],
      listed: totals.actors[index] > 0,
    }))
    .sort(byFallingCount(totals.actors));
  if (store.facets.actors.numbers.has("")) {
    const isOff = !effects.notStated;
    const { notStated: colour } = colours;
    items.push({
      key: "",
      label: t("notStatedActors"),
      colour,
      index: -1,
      inert: isOff,
      offMap: isOff,
      listed: totals.notStated > 0,
    });
  }
  const indexes = new Map(items.map(({ key, index }) => [key, index]));
  const onChange = (/** @type {string[]|null} */ chosen) => store.patch({ actors: chosen });
  const facet = createFacet({ name: "actors", title: t("actors"), t, onChange });
  facet.list(items);
  facet.element.hidden = !actors.length; // a list with only "not stated" offers no choice
  const update = () => {
    const { actors: chosen, colourBy, measure } = store.state();
    const countIn = (/** @type {RowCounts|null|undefined} */ of, /** @type {string} */ key) =>
      (key === "" ? of?.notStated : of?.actors[indexes.get(key) ?? -1]) ?? 0;
    sayCompared(facet.count, store, t);
    const views = store.rowViews();
    const countsOf = (/** @type {string} */ key) =>
      views.map(({ counts, dead }) => ({
        count: countIn(counts, key),
        bound: countIn(dead?.bounds, key),
        stated: dead ? countIn(dead.stated, key) : undefined,
      }));
    const totals = store.rowTotals();
    const sizeOf = (/** @type {string} */ key) => (key === "" ? -1 : totals.actors[indexes.get(key) ?? -1]);
    const { colours } = store.categories("actor");
    const colourOf = (/** @type {string} */ key) =>
      colours[key === "" ? actors.length : (indexes.get(key) ?? -1)];
    const coloured = colourBy === "actor";
    const isInert = (/** @type {string} */ key) => !hasEffect(effects, indexes.get(key) ?? -1, coloured);
    facet.update({ chosen, coloured, countsOf, colourOf, isInert, sizeOf, measure });
  };
  return { element: facet.element, update };
}

/**
 * Places by name. There may be many thousand, so they are counted only while the list is unfolded.
 *
 * @param {Context} context
 * @returns {UpdatedPart}
 */
export function createPlaceFacet({ store, t }) {
  const onChange = (/** @type {string[]|null} */ chosen) => store.patch({ places: chosen });
  const facet = createFacet({ name: "places", title: t("places"), open: false, t, onChange });
  const { element } = facet;
  element.hidden = !store.data.header.counts.sites;
  /** @type {Map<string, number>} */
  const indexes = new Map();
  const list = (/** @type {Places} */ places) => {
    const { data, unfiltered } = store;
    const effects = placeEffects(data, places, unfiltered.kept(store.state().context));
    const totals = store.groupTotals("places");
    const items = store.facets.places.keys
      .map((key, index) => ({
        ...placeItem(places.list[index], store, t),
        key,
        index,
        inert: !effects[index],
        listed: totals[index] > 0,
      }))
      .sort(byFallingCount(totals));
    for (const { key, index } of items) indexes.set(key, index);
    facet.list(items);
  };
  let wasChosen = false;
  const update = () => {
    const { places: chosen, measure } = store.state();
    if (chosen && !wasChosen) element.setAttribute("open", "");
    wasChosen = Boolean(chosen);
    if (!indexes.size || !element.hasAttribute("open")) return;
    sayCompared(facet.count, store, t);
    const views = store.groupViews("places");
    const countsOf = (/** @type {string} */ key) => {
      const place = indexes.get(key) ?? -1;
      return views.map(({ counts, bounds, stated }) => ({
        count: counts[place],
        bound: bounds?.[place],
        stated: stated?.[place],
      }));
    };
    const totals = once(() => store.groupTotals("places"));
    const sizeOf = (/** @type {string} */ key) => totals()[indexes.get(key) ?? -1];
    facet.update({ chosen, coloured: false, countsOf, sizeOf, measure });
  };
  const show = async () => {
    if (!element.hasAttribute("open")) return;
    const places = await store.places();
    if (!indexes.size) list(places);
    update();
  };
  element.addEventListener("toggle", () => show().catch(() => {})); // a damaged file is reported when it opens
  return { element, update };
}

/** @param {NamedPlace|undefined} place @param {Store} store @param {Translator} t */
function placeItem(place, store, t) {
  const label = placeName(place, store, t);
  return { label, colour: "", offMap: false, note: place?.isArea ? t("areaOfPlace") : "" };
}

/** @param {Context} context @returns {UpdatedPart} */
export function createTypeFacet({ store, t, effects }) {
  const totals = store.totals().types;
  const items = store.data.header.types
    .map(({ name, colour }, index) => {
      const isOff = !effects.types[index];
      const label = name ? typeName(name, t) : t("notStatedType");
      return { key: name, label, colour, index, inert: isOff, offMap: isOff, listed: totals[index] > 0 };
    })
    .sort(byFallingCount(totals));
  const indexes = new Map(items.map(({ key, index }) => [key, index]));
  const onChange = (/** @type {string[]|null} */ chosen) => store.patch({ types: chosen });
  const facet = createFacet({ name: "types", title: t("types"), t, onChange });
  facet.list(items);
  facet.element.hidden = items.every(({ key }) => !key);
  const update = () => {
    const { types: chosen, colourBy, measure } = store.state();
    sayCompared(facet.count, store, t);
    const views = store.rowViews();
    const countsOf = (/** @type {string} */ key) => {
      const type = indexes.get(key) ?? -1;
      return views.map(({ counts, dead }) => ({
        count: counts.types[type],
        bound: dead?.bounds?.types[type],
        stated: dead?.stated.types[type],
      }));
    };
    const totals = store.rowTotals();
    const sizeOf = (/** @type {string} */ key) => totals.types[indexes.get(key) ?? -1];
    facet.update({ chosen, coloured: colourBy === "type", countsOf, sizeOf, measure });
  };
  return { element: facet.element, update };
}

/** @param {Context} context @returns {UpdatedPart} */
export function createMonthFacet({ store, t, effects }) {
  const { header, n, dated } = store.data;
  const months = createMonths({
    header,
    effects,
    totals: store.totals(),
    all: store.unfiltered.ofMonths(),
    hasUndated: dated < n,
    t,
    onChange: (chosen) => store.patch({ months: chosen }),
  });
  const update = () => {
    const { months: chosen, colourBy } = store.state();
    const [counts, dead] = [store.rowCounts(), store.rowDead()];
    months.update({ chosen, coloured: colourBy === "month", counts, dead });
  };
  return { element: months.element, update };
}
