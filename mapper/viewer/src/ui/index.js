import { firstDayOfMonth, monthNumber } from "../data/calendar.js";
import { TABLES, createTranslator } from "../i18n/index.js";
import { Card } from "./card/card.js";
import { formatPeriod } from "../i18n/dates.js";
import { h } from "./parts/dom.js";
import { mapEffects } from "../state/mapEffects.js";
import { createMapNote } from "./panel/empty.js";
import { eventsAtSites } from "../map/engine/sites.js";
import { eventAt, siteAt } from "../data/events.js";
import { filterPhrases } from "./panel/filterWords.js";
import { Layout } from "./layout.js";
import { createPanel } from "./panel/panel.js";
import { THEMES, applyTheme, isDark, readPreference, writePreference } from "./preferences.js";
import { createPrintLegend } from "./share/print.js";
import { createRoute } from "./route.js";
import { Timeline } from "./timeline/timeline.js";
import { describeMark } from "./describeMark.js";

/** What a page without a title is called, in each language. */
const UNTITLED = new Set(Object.values(TABLES).map(({ untitled }) => untitled));

/**
 * Builds everything of the page but the map's drawing, and keeps it in step with the store.
 *
 * @param {HTMLElement} root emptied and filled; the map's own container is moved into it
 * @param {import("../state/store.js").Store} store
 * @param {object} engine of the map
 * @param {{map: object}} options the Leaflet map
 * @returns {{openCard: (event: number) => Promise<HTMLElement>, openEvents: (events: number[]) => Promise<HTMLElement>,
 *   closeCard: () => void, describe: (mark: object) => object, insets: () => object, ready: Promise<void>}} `describe` words
 *   what lies under the pointer; `insets` is the room that card and sheet take off the map, pixels; `ready` is the first paint.
 *   The map fires `mapper:theme` ({theme}) and `mapper:language` ({language}) for whoever draws on it.
 */
export function mountUi(root, store, engine, { map }) {
  const page = new Page(root, store, engine, map);
  return {
    openCard: (event) => page.parts.card.open(event, { focus: false }),
    openEvents: (events) => page.parts.card.openMany(events),
    closeCard: () => page.parts.card.close(),
    describe: (mark) => describeMark(page.context(), mark),
    insets: () => page.layout.insets(),
    ready: page.start(),
  };
}

/** The parts of the page in one language; changing the language builds them anew around the same store and map. */
class Page {
  constructor(root, store, engine, map) {
    Object.assign(this, { root, store, engine, map });
    this.effects = mapEffects(store.data);
    this.totals = store.counts();
    this.theme = readPreference("theme", THEMES) ?? "auto";
    applyTheme(this.theme);
    const language = readPreference("language", ["en", "fr"]) ?? store.data.header.language;
    this.route = createRoute({
      store,
      map,
      eventId: () => this.eventId,
      openEvent: (id) => this.openById(id),
    });
    this.eventId = null;
    this.build(language);
    engine.onPick((picked) => this.picked(picked));
    store.subscribe(({ changed }) => this.update(changed));
    document.addEventListener("keydown", (event) => this.key(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paintTheme());
    // Paper is white: the map is drawn light for it, however printing was asked for.
    window.addEventListener("beforeprint", () => this.drawTheme("light"));
    window.addEventListener("afterprint", () => this.paintTheme());
  }

  /** What the parts share. */
  context() {
    return {
      store: this.store,
      engine: this.engine,
      map: this.map,
      t: this.t,
      effects: this.effects,
      totals: this.totals,
      theme: () => this.theme,
      setTheme: (theme) => this.setTheme(theme),
      setLanguage: (language) => this.setLanguage(language),
      phrases: () => this.phrases(),
      summary: () => this.summary(),
      print: () => window.print(),
      linkTo: (id) => this.route.addressOf(id),
      open: (i, among) => this.parts.card.open(i, { among }),
      reach: (i) => this.reach(i),
      uncover: () => this.layout.uncover(),
    };
  }

  build(language) {
    this.t = createTranslator(language);
    document.documentElement.lang = this.t.language;
    this.map.fire("mapper:language", { language: this.t.language });
    const context = this.context();
    const panel = createPanel(context);
    const timeline = new Timeline(context);
    const card = new Card({
      ...context,
      onOpen: () => this.cardMoved(true),
      onClose: () => this.cardMoved(false),
    });
    const print = createPrintLegend(context);
    const note = createMapNote(context);
    this.parts?.print.remove();
    this.parts?.timeline.remove();
    this.layout?.remove();
    this.line = h("p.summary", { "aria-live": "polite" });
    this.parts = { panel, timeline, card, print, note };
    this.layout = new Layout({
      root: this.root,
      map: this.map,
      t: this.t,
      title: this.store.data.header.title,
      line: this.line,
      parts: this.parts,
    });
    this.nameDocument();
    this.update(new Set(["all"]));
  }

  /** The document of a map without a title is called as the heading is, in the reader's language; another title is not ours. */
  nameDocument() {
    if (UNTITLED.has(document.title)) document.title = this.t("untitled");
  }

  async start() {
    const viewed = await this.route.restore();
    if (!viewed) this.engine.fit();
    this.drawTheme(isDark() ? "dark" : "light");
    return this.engine.show();
  }

  phrases() {
    const names = new Map(
      this.store.data.header.actors.map(({ id, shortName, name }) => [id, shortName || name]),
    );
    const actorName = (id) => names.get(id) ?? id;
    // Months without an event are not offered, and need no words.
    const months = {
      keys: this.store.facets.months.keys.filter((key, k) => key === "" || this.totals.months[k]),
    };
    return filterPhrases(this.store.state(), { actorName, facets: { ...this.store.facets, months } }, this.t);
  }

  /** "19 events, 4 sources, February 2018 – June 2025" */
  summary() {
    const { store, t } = this;
    const { sources, period } = store.counts();
    const [shown, n] = [store.count(), store.total()];
    const events = shown === n ? t("events", { n }) : t("eventsOf", { shown, n });
    const span = period && formatMonths(period, t.language);
    return [events, sources > 0 && t("sourcesCount", { n: sources }), span].filter(Boolean).join(", ");
  }

  update(changed) {
    if (changed.has("hover") || changed.has("selection")) return;
    this.line.textContent = this.summary();
    this.parts.panel.update(changed);
    this.parts.timeline.update();
    this.parts.note.update();
    this.route.touch();
  }

  /** A click on a symbol opens its events, a click beside all closes the card. */
  picked(picked) {
    const { store } = this;
    if (!picked) {
      this.parts.card.close();
      return;
    }
    const events = eventsAtSites(store.data, store.visible, picked.sites);
    this.parts.card.openMany(events, picked.sites).then(async () => {
      await this.layout.settled();
      this.engine.reveal(picked.point);
    });
  }

  /** Bring an event's place into sight: beside the card where it is in view, else by moving the map. */
  async reach(i) {
    await this.layout.settled();
    const points = this.pointsOf(i);
    const { x: width, y: height } = this.map.getSize();
    const inView = points.find(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
    if (inView) this.engine.reveal(inView);
    else if (points.length) this.engine.showEvent(i);
  }

  /** Where an event's places are in the view, container pixels. */
  pointsOf(i) {
    const { data } = this.store;
    return eventAt(data, i).sites.map((site) => {
      const { latitude, longitude } = siteAt(data, site);
      return this.map.latLngToContainerPoint([latitude, longitude]);
    });
  }

  async openById(id) {
    if (id === null) {
      this.parts.card.close();
      return;
    }
    const { eventIds } = await this.store.data.names();
    const i = eventIds.indexOf(id);
    if (i >= 0) await this.parts.card.open(i, { focus: false });
  }

  async cardMoved(open) {
    this.layout.cardMoved(open);
    const i = open ? this.parts.card.current() : null;
    this.eventId = i === null ? null : (await this.store.data.names()).eventIds[i];
    this.route.touch();
  }

  setTheme(theme) {
    this.theme = theme;
    writePreference("theme", theme);
    applyTheme(theme);
    this.paintTheme();
  }

  paintTheme() {
    this.drawTheme(isDark() ? "dark" : "light");
    this.parts.timeline.redraw();
  }

  drawTheme(theme) {
    this.engine.setTheme(theme);
    this.map.fire("mapper:theme", { theme });
  }

  setLanguage(language) {
    writePreference("language", language);
    const reopen = this.parts.card.reopening();
    const sections = () => [...this.parts.panel.element.querySelectorAll("details")];
    const before = {
      unfolded: sections().map((details) => details.open),
      top: this.parts.panel.element.scrollTop,
    };
    this.build(language);
    sections().forEach((details, k) => (details.open = before.unfolded[k]));
    this.parts.panel.element.scrollTop = before.top;
    reopen?.(this.parts.card);
    // The button that was pressed is gone with the old words: its successor has the focus.
    this.root
      .querySelector(`[aria-label="${this.t("language")}"] [aria-pressed="true"]`)
      ?.focus({ preventScroll: true });
  }

  key(event) {
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape" && !typing) this.parts.card.close();
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.layout.showPanel();
    this.parts.panel.search.focus();
  }
}

/** The summary names months, not days: it says what the file spans, not when something happened. */
function formatMonths({ from, to }, language) {
  const [first, last] = [firstDayOfMonth(monthNumber(from)), firstDayOfMonth(monthNumber(to) + 1) - 1];
  return formatPeriod(first, last, language);
}
