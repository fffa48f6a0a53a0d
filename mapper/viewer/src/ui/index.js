/**
 * Everything on the page except the map. The parts update themselves from the stores; this file only puts them
 * together.
 */
import { TABLES, createTranslator } from "../i18n/index.js";
import { eventsAtSites } from "../map/engine/sites.js";
import { mapEffects } from "../state/mapEffects.js";
import { Address } from "./address.js";
import { Card } from "./card/card.js";
import { describeMark } from "./describeMark.js";
import { createKey } from "./legend/mapLegend.js";
import { listenToKeys } from "./shortcuts.js";
import { Layout } from "./layout.js";
import { createMapNote } from "./panel/empty.js";
import { createPanel } from "./panel/panel.js";
import { mapTitle } from "./parts/mapTitle.js";
import { createPrintLegend } from "./share/print.js";
import { createFileFilter, createSummary } from "./summary.js";
import { createWays } from "./outOfView.js";
import { Timeline } from "./timeline/timeline.js";

/** @import {Header} from "../data/types.js" */
/** @import {Translator} from "../i18n/index.js" */
/** @import {Picked} from "../map/types.js" */
/** @import {Store} from "../state/store.js" */
/** @import {Context} from "./types.js" */

/**
 * The objects that do not change with the language and the choice of context.
 *
 * @typedef {Pick<Context, "store"|"display"|"map"|"engine"|"linkTo"> & {root: HTMLElement}} Shared
 */

/**
 * @param {HTMLElement} root is filled; the map's container is moved into it
 * @param {Pick<Context, "store"|"display"|"map"|"engine">} view
 */
export function mountUi(root, view) {
  const { store, display, engine } = view;
  const address = new Address(view, {
    fit: () => engine.frame.fit(),
    onMissing: (id) => page.note.say(page.t("noSuchEvent", { id })),
  });
  const shared = { ...view, root, linkTo: (/** @type {string} */ id) => address.linkTo(id) };
  store.patch({ context: address.context() }); // before the page is built, so that it is not built twice
  let page = buildPage(shared);

  display.subscribe(({ changed }) => {
    if (changed.has("language")) page = rebuildPage(page, shared, "language");
  });
  store.onState(({ changed }) => {
    // The map then has other actors, months and types, in another order.
    if (changed.has("context")) page = rebuildPage(page, shared, "contextSwitch");
  });
  engine.onPick(async (picked) => {
    selectPicked(store, picked);
    if (!picked) return;
    await page.card.focus();
    await page.layout.settled();
    engine.frame.reveal(picked.point);
  });
  listenToKeys({
    close: () => store.deselect(),
    search() {
      page.layout.showPanel();
      page.panel.search.focus();
    },
  });

  return {
    /** Sets the view from the address, and draws it. @returns {Promise<void>} when it is drawn */
    async start() {
      await address.restore();
      await page.card.shown();
      return engine.show();
    },
    /** @param {number} event @returns {Promise<HTMLElement>} its card, with all its text */
    async openCard(event) {
      store.select({ event, sites: null, list: null });
      await page.card.shown();
      return page.card.element;
    },
    /** The words of the tooltip. @param {Parameters<typeof describeMark>[1]} found */
    describe: (found) => describeMark({ store, t: page.t }, found),
    /** The space of the map that card and sheet cover, in pixels. */
    insets: () => page.layout.insets(),
  };
}

/** Builds the page in the current language. @param {Shared} shared */
function buildPage({ root, ...shared }) {
  const { store, display, engine } = shared;
  const ending = new AbortController();
  const t = createTranslator(display.state().language);
  document.documentElement.lang = t.language;
  nameDocument(store.data.header, t);
  /** @type {Context} */
  const context = {
    ...shared,
    effects: mapEffects(store.data, store.unfiltered.kept(store.state().context)),
    t,
    signal: ending.signal,
    open(event, list) {
      store.select({ event, sites: null, list });
      card.focus();
    },
    eventsShown: () => panel.eventsShown(),
    async showBounds(bounds) {
      await layout.uncover();
      engine.frame.showBounds(bounds);
    },
  };
  const card = new Card(context);
  const panel = createPanel(context);
  const parts = {
    card,
    panel,
    timeline: new Timeline(context),
    print: createPrintLegend(context),
    note: createMapNote(context),
    ways: createWays(context),
    key: createKey(context),
    frame: engine.frame,
    summary: createSummary(context),
    fileFilter: createFileFilter(context),
  };
  const layout = new Layout(context, root, parts);
  store.subscribe(
    async ({ changed }) => {
      const { event } = store.selection;
      if (!changed.has("selection") || event === null) return;
      await card.shown();
      await layout.settled();
      if (store.selection.event === event) engine.frame.reachEvent(event);
    },
    { signal: ending.signal },
  );
  return { t, card, panel, layout, note: parts.note, end: () => ending.abort() };
}

/** @typedef {ReturnType<typeof buildPage>} Page */

/**
 * Rebuilds the page with the same sections open and the same scroll position.
 *
 * @param {Page} before
 * @param {Shared} shared
 * @param {"language"|"contextSwitch"} group name of the buttons of which one was pressed
 */
function rebuildPage(before, shared, group) {
  const sectionsOf = (/** @type {Page} */ page) => [...page.panel.element.querySelectorAll("details")];
  const unfolded = sectionsOf(before).map(({ open }) => open);
  const { scrollTop } = before.panel.element;
  const hadFocus = shared.root.contains(document.activeElement);
  before.end();
  const page = buildPage(shared);
  sectionsOf(page).forEach((section, k) => (section.open = unfolded[k]));
  page.panel.element.scrollTop = scrollTop;
  // The button that was pressed is gone; the focus moves to the same button of the new page.
  const pressed = shared.root.querySelector(`[aria-label="${page.t(group)}"] [aria-pressed="true"]`);
  if (hadFocus && pressed instanceof HTMLElement) pressed.focus({ preventScroll: true });
  return page;
}

/**
 * Names the document of a map without a title in the reader's language, unless somebody gave it another name.
 *
 * @param {Header} header
 * @param {Translator} t
 */
function nameDocument(header, t) {
  const title = mapTitle(header, t);
  if (header.title || document.title === title) return;
  const ours = Object.keys(TABLES).map((language) => mapTitle(header, createTranslator(language)));
  if (ours.includes(document.title)) document.title = title;
}

/**
 * Opens the events at a clicked symbol, or the only one; a click beside all symbols closes the card.
 *
 * @param {Store} store
 * @param {Picked|null} picked
 */
function selectPicked(store, picked) {
  if (!picked) {
    store.deselect();
    return;
  }
  const { sites } = picked;
  const events = eventsAtSites(store.data, store.visible, sites);
  if (events.length === 1) store.select({ event: events[0], sites: null, list: events });
  else store.select({ event: null, sites, list: events });
}
