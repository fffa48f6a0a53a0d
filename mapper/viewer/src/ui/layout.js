/**
 * Puts the parts of the page together: heading and panel at the left, map and time line beside them, the card
 * over the map. On a phone the map is above a sheet that holds everything else.
 */
import L from "../map/leaflet.js";
import { isEmbedded, wholeAddress } from "./address.js";
import { button, h } from "./parts/dom.js";
import { mapTitle } from "./parts/mapTitle.js";
import { LOW, PHONE, Sheet, stopFrom } from "./sheet.js";

/** @import {Frame} from "../map/engine/frame.js" */
/** @import {Insets} from "../map/types.js" */
/** @import {Card} from "./card/card.js" */
/** @import {Context, Part} from "./types.js" */

/** @typedef {{panel: Part, timeline: Part, card: Card, print: Part, note: Part, ways: Part, key: Part, summary: Part,
 *   fileFilter: HTMLElement|null, frame: Frame}} Parts */

/** The layout of a page. */
export class Layout {
  #root;
  #map;
  #t;
  #parts;
  #phone = matchMedia(PHONE);
  #sheet;
  #side;
  #stage;
  #frame;
  #toggle;
  /** The title; on a phone the map begins below it. */
  #heading;
  /** The stop of the sheet before the card opened. */
  #stopBefore;

  /**
   * @param {Context} context
   * @param {HTMLElement} root keeps its state in `data-tab`, `data-panel` and `data-stop`
   * @param {Parts} parts
   */
  constructor({ store, map, t, signal }, root, parts) {
    root.dataset.tab ??= "events";
    root.dataset.panel ??= isEmbedded() ? "hidden" : "open";
    this.#root = root;
    this.#map = map;
    this.#t = t;
    this.#parts = parts;
    this.#sheet = new Sheet({ root, t });
    const onToggle = () => this.#setPanel(root.dataset.panel !== "open");
    const className = "icon.toggle-panel";
    this.#toggle = button("", onToggle, { className, "aria-controls": "mapper-panel" });
    this.#frame = h(
      "div.map-frame",
      {},
      this.#mapRegion(),
      parts.note.element,
      parts.key.element,
      this.#toggle,
    );
    this.#side = h("aside.side", { "aria-label": t("panel") }, this.#sheet.element, parts.panel.element);
    this.#stage = h("main.stage", {}, this.#frame, parts.card.element, parts.timeline.element);
    this.#heading = h("h1", {}, h("bdi", {}, mapTitle(store.data.header, t)));
    this.#fillRoot();
    // A map without any point can only show the list.
    const isEmpty = store.data.col.siteLon.length === 0 && store.total() > 0;
    this.#sheet.setStop(stopFrom(root.dataset.stop) ?? (isEmpty ? "half" : "peek"));
    this.#stopBefore = this.#sheet.stop();
    this.#setPanel(root.dataset.panel === "open");
    this.#place();
    this.#follow(store, signal);
  }

  /** Shows the panel. */
  showPanel() {
    this.#setPanel(true);
    if (this.#phone.matches && this.#sheet.stop() === "peek") this.#sheet.choose("half");
  }

  /** Lowers the sheet if it covers the whole map. @returns {Promise<void>} when it has */
  uncover() {
    const { matches: isLow } = matchMedia(LOW);
    const covers = this.#sheet.stop() === "full" || (isLow && this.#sheet.stop() === "half");
    if (this.#phone.matches && covers) this.#sheet.setStop(isLow ? "peek" : "half");
    return this.settled();
  }

  /** @returns {Promise<void>} when the sheet stands still, so that `insets` do not change any more */
  async settled() {
    await Promise.allSettled(this.#side.getAnimations().map(({ finished }) => finished));
  }

  /**
   * The covered sides of the map, in pixels: by the card, or on a phone by the sheet above its lowest stop.
   *
   * @returns {Insets}
   */
  insets() {
    const none = { left: 0, top: 0, right: 0, bottom: 0 };
    const frame = this.#map.getContainer().getBoundingClientRect();
    const { element: card } = this.#parts.card;
    if (this.#phone.matches)
      return { ...none, bottom: Math.max(frame.bottom - this.#side.getBoundingClientRect().top, 0) };
    const { left } = card.getBoundingClientRect();
    if (card.hidden || left < frame.left) return none; // a card over the panel covers no map
    return { ...none, right: Math.max(frame.right - left, 0) };
  }

  /** @param {Context["store"]} store @param {AbortSignal} signal */
  #follow(store, signal) {
    const { card } = this.#parts;
    store.subscribe(
      async ({ changed }) => {
        if (!changed.has("selection")) return;
        await card.shown();
        this.#cardMoved(!card.element.hidden);
      },
      { signal },
    );
    const titles = { zoomInTitle: this.#t("zoomIn"), zoomOutTitle: this.#t("zoomOut") };
    const zoom = L.control.zoom(titles).addTo(this.#map);
    const home = this.#homeControl().addTo(this.#map);
    // At least half as wide, which "3000 km" needs.
    const scale = L.control
      .scale({ imperial: false, position: "bottomright", maxWidth: 120 })
      .addTo(this.#map);
    const sizes = new ResizeObserver(() => this.#resized());
    sizes.observe(this.#stage);
    sizes.observe(this.#heading);
    this.#phone.addEventListener("change", () => this.#place(), { signal });
    signal.addEventListener("abort", () => {
      for (const control of [zoom, home, scale]) control.remove();
      sizes.disconnect();
    });
  }

  /** A button below the zoom buttons that returns to the view with which the page opened. */
  #homeControl() {
    const label = this.#t("home");
    const onclick = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#parts.frame.fit(true);
    };
    const link = h("a.home", { href: "#", role: "button", title: label, "aria-label": label, onclick }, "⌂");
    const control = new L.Control({ position: "topleft" });
    control.onAdd = () => {
      const bar = h("div.leaflet-bar.leaflet-control", {}, link);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    return control;
  }

  /** @param {boolean} isOpen whether the card is open now */
  #cardMoved(isOpen) {
    const wasOpen = this.#root.classList.contains("has-card");
    this.#root.classList.toggle("has-card", isOpen);
    if (!this.#phone.matches || wasOpen === isOpen) return;
    if (isOpen) this.#stopBefore = this.#sheet.stop();
    const raised = this.#stopBefore === "full" ? "full" : "half";
    this.#sheet.setStop(isOpen ? raised : this.#stopBefore);
  }

  #mapRegion() {
    const container = this.#map.getContainer();
    container.append(this.#parts.ways.element);
    container.setAttribute("role", "region"); // the map's container has the focus while keys move the map
    container.setAttribute("aria-label", this.#t("mapRegion"));
    return container;
  }

  #fillRoot() {
    const t = this.#t;
    const skip = h(
      "a.skip",
      { href: "#mapper-events", onclick: (event) => this.#skipToEvents(event) },
      t("skipToEvents"),
    );
    const link = { href: wholeAddress(), target: "_blank", rel: "noopener" };
    const whole = isEmbedded() && h("a.whole", link, t("openWhole"));
    const { summary, fileFilter, print } = this.#parts;
    const masthead = h("header.masthead", {}, this.#heading, fileFilter, summary.element, whole);
    this.#root.classList.add("mapper");
    this.#root.classList.toggle("has-file-filter", Boolean(fileFilter));
    this.#root.classList.toggle("embed", isEmbedded());
    this.#root.replaceChildren(skip, masthead, this.#side, this.#stage, print.element);
    this.#root.style.setProperty("--headline", `${this.#heading.offsetHeight}px`);
  }

  /** Puts time line and card into the sheet of a phone, or over the map. */
  #place() {
    const { panel, timeline, card } = this.#parts;
    if (this.#phone.matches) {
      this.#side.insertBefore(timeline.element, panel.element);
      this.#side.append(card.element);
    } else {
      this.#stage.append(card.element, timeline.element);
    }
    // Without a view, Leaflet caches a size that another layer asked for too early.
    Reflect.set(this.#map, "_sizeChanged", true);
    this.#map.invalidateSize({ animate: false, pan: false });
  }

  #resized() {
    this.#root.style.setProperty("--headline", `${this.#heading.offsetHeight}px`);
    this.#map.invalidateSize({ animate: false, pan: false });
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer();
    if (!width || !height) return;
    // These properties are not inherited (print.css), so each element needs its own.
    for (const { style } of [this.#root, this.#frame, this.#map.getContainer()]) {
      style.setProperty("--map-width", `${width}px`);
      style.setProperty("--map-height", `${height}px`);
    }
  }

  /** @param {boolean} isOpen */
  #setPanel(isOpen) {
    this.#root.dataset.panel = isOpen ? "open" : "hidden";
    const label = this.#t(isOpen ? "hidePanel" : "showPanel");
    this.#toggle.textContent = isOpen ? "‹" : "›";
    this.#toggle.setAttribute("aria-label", label);
    this.#toggle.setAttribute("aria-expanded", String(isOpen));
    this.#toggle.title = label;
    this.#map.invalidateSize({ animate: false, pan: false });
  }

  /** @param {Event} event */
  #skipToEvents(event) {
    event.preventDefault();
    this.#setPanel(true);
    if (this.#phone.matches) this.#sheet.choose("half");
    const list = this.#parts.panel.element.querySelector("#mapper-events");
    if (list instanceof HTMLDetailsElement) list.open = true;
    const first = list?.querySelector("button.event-row[tabindex='0']") ?? list?.querySelector("summary");
    if (first instanceof HTMLElement) first.focus();
  }
}
