import { compareNames } from "../../data/fold.js";
import { createAbout } from "./about.js";
import { createAreas } from "./areas.js";
import { button, h } from "../parts/dom.js";
import { createFacet } from "./facet.js";
import { createLists } from "./lists.js";
import { createMonths } from "./months.js";
import { segmented } from "../parts/segmented.js";
import { createSymbols } from "../parts/symbols.js";

/** Milliseconds of rest before typed words are searched. */
const TYPING = 180;

function createSearch({ store, t }) {
  let timer = null;
  let searching = 0;
  const input = h("input", {
    type: "search",
    "aria-label": t("search"),
    placeholder: t("searchHint"),
    autocomplete: "off",
    spellcheck: "false",
    oninput: later,
  });
  const element = h(
    "form.search",
    { role: "search", onsubmit: (event) => (event.preventDefault(), now()) },
    input,
  );
  async function now() {
    clearTimeout(timer);
    timer = null;
    searching += 1;
    await store.patch({ text: input.value });
    searching -= 1;
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(now, input.value ? TYPING : 0);
  }
  const update = () => {
    // What is being typed is newer than what the store knows.
    if (timer === null && !searching) input.value = store.state().text;
  };
  return { element, input, update };
}

function createColourBy({ store, t }) {
  const keys = ["actor", "month", "type"];
  const choices = keys.map((key) => ({ key, label: t(`by${key[0].toUpperCase()}${key.slice(1)}`) }));
  const { element, update } = segmented(t("colourBy"), choices, (colourBy) => store.patch({ colourBy }));
  return {
    element: h("div.colour-by", {}, h("span.label", { "aria-hidden": "true" }, t("colourBy")), element),
    update: () => update(store.state().colourBy),
  };
}

const byCount = (counts) => (a, b) => counts[b.index] - counts[a.index] || compareNames(a.label, b.label);

/** Facets are ordered by their counts in the whole file, and stay so whatever the filter. */
function facetItems(list, totals, { effects, located = effects, labelOf, keyOf }) {
  return list
    .map((entry, index) => ({
      key: keyOf(entry),
      label: labelOf(entry),
      colour: entry.colour,
      index,
      inert: !effects[index],
      offMap: !located[index],
    }))
    .sort(byCount(totals));
}

function actorFacet({ store, t, effects, totals }) {
  const { header } = store.data;
  const items = facetItems(header.actors, totals.actors, {
    effects: effects.actors,
    located: effects.located,
    keyOf: ({ id }) => id,
    labelOf: ({ name }) => name,
  });
  if (store.facets.actors.numbers.has("")) {
    items.push({
      key: "",
      label: t("notStatedActors"),
      colour: header.colours.notStated,
      index: -1,
      inert: !effects.notStated,
      offMap: !effects.notStated,
    });
  }
  const index = new Map(items.map((item) => [item.key, item.index]));
  const facet = createFacet({
    id: "actors",
    title: t("actors"),
    items,
    t,
    onChange: (actors) => store.patch({ actors }),
  });
  const update = ({ state, counts }) =>
    facet.update({
      chosen: state.actors,
      coloured: state.colourBy === "actor",
      counts: (key) => (key === "" ? counts.notStated : counts.actors[index.get(key)]),
    });
  return { element: facet.element, update };
}

function typeFacet({ store, t, effects, totals }) {
  const { header } = store.data;
  const items = facetItems(header.types, totals.types, {
    effects: effects.types,
    keyOf: ({ name }) => name,
    labelOf: ({ name }) => name || t("notStatedType"),
  });
  const index = new Map(items.map((item) => [item.key, item.index]));
  const facet = createFacet({
    id: "types",
    title: t("types"),
    items,
    t,
    onChange: (types) => store.patch({ types }),
  });
  const update = ({ state, counts }) =>
    facet.update({
      chosen: state.types,
      coloured: state.colourBy === "type",
      counts: (key) => counts.types[index.get(key)],
    });
  return { element: facet.element, update };
}

function monthFacet({ store, t, effects, totals }) {
  const { header, n, dated } = store.data;
  const months = createMonths({
    effects,
    totals: totals.months,
    colours: header.months.colours,
    special: header.colours,
    hasUndated: dated < n,
    t,
    onChange: (chosen) => store.patch({ months: chosen }),
  });
  const update = ({ state, counts }) =>
    months.update({ chosen: state.months, coloured: state.colourBy === "month", counts });
  return { element: months.element, update };
}

/**
 * The left panel: search, colouring, the facets, the lists, the legend of symbols, sources and downloads.
 *
 * @param {object} context `{store, t, effects, totals, open, …}`
 * @returns {{element: HTMLElement, search: HTMLInputElement, update: (changed: Set<string>) => void}}
 */
export function createPanel(context) {
  const { store, t } = context;
  const search = createSearch(context);
  const colourBy = createColourBy(context);
  const facets = [actorFacet(context), monthFacet(context), typeFacet(context)];
  const lists = createLists(context);
  const areas = createAreas(context);
  const about = createAbout(context);
  const resetAll = button(t("resetAll"), () => reset(), { className: "action.reset-all" });
  const words = h("p.filter-words", { dir: "auto" });
  const filter = h("div.filter-now", { hidden: true }, words, resetAll);
  const element = h(
    "div.panel",
    { id: "mapper-panel", tabindex: -1 },
    h("div.tools", {}, search.element, colourBy.element, filter),
    h(
      "div.facets",
      {},
      facets.map((facet) => facet.element),
    ),
    h("div.lists", {}, lists.events, lists.unmapped),
    h("div.more-sections", {}, areas.element, createSymbols(t), about.element),
  );
  /** The button goes with what it takes away: whoever pressed it stays in the panel. */
  function reset() {
    store.setState({});
    element.focus({ preventScroll: true });
  }
  function update(changed) {
    const now = { state: store.state(), counts: store.counts() };
    for (const facet of facets) facet.update(now);
    search.update();
    colourBy.update();
    const phrases = context.phrases();
    filter.hidden = !phrases.length;
    words.textContent = phrases.join("; ");
    if (changed.size === 1 && changed.has("colourBy")) lists.refresh();
    else lists.update();
    areas.update();
    about.update();
  }
  return { element, search: search.input, update };
}
