import L from "../map/leaflet.js";
import { button, fill, h } from "./parts/dom.js";
import { embedded, wholeAddress } from "./route.js";
import { Sheet } from "./sheet.js";

/** Up to this width the page is a phone's: the map on top, everything else in a sheet. */
const PHONE = "(max-width: 720px)";

/**
 * Puts the parts together: heading and panel at the left, map and time line beside them, card over the map;
 * on a phone the map with a sheet.
 */
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
  #zoom;
  #sizes;
  #arrange = () => this.#place();
  #stopBefore = "peek";

  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {object} options.map the Leaflet map
   * @param {Function} options.t translator
   * @param {string} options.title
   * @param {HTMLElement} options.line what is shown, in one line
   * @param {{panel: object, timeline: object, card: object, print: object, note: object}} options.parts
   */
  constructor({ root, map, t, title, line, parts }) {
    Object.assign(root.dataset, {
      tab: root.dataset.tab ?? "events",
      panel: root.dataset.panel ?? (embedded() ? "hidden" : "open"),
    });
    this.#root = root;
    this.#map = map;
    this.#t = t;
    this.#parts = parts;
    this.#sheet = new Sheet({ root, t });
    this.#build(title, line);
    this.#zoom = L.control.zoom({ zoomInTitle: t("zoomIn"), zoomOutTitle: t("zoomOut") }).addTo(map);
    this.#phone.addEventListener("change", this.#arrange);
    this.#sheet.setStop(root.dataset.stop ?? "peek");
    this.#sizes = new ResizeObserver(() => this.#resized());
    this.#sizes.observe(this.#stage);
    this.#setPanel(root.dataset.panel === "open");
    this.#place();
  }

  /** Let go of what outlives the elements. */
  remove() {
    this.#zoom.remove();
    this.#sizes.disconnect();
    this.#phone.removeEventListener("change", this.#arrange);
  }

  /** @param {boolean} open whether the card is open now */
  cardMoved(open) {
    const was = this.#root.classList.contains("has-card");
    this.#root.classList.toggle("has-card", open);
    if (!this.#phone.matches || was === open) return;
    if (open) this.#stopBefore = this.#sheet.stop();
    const half = this.#stopBefore === "full" ? "full" : "half";
    this.#sheet.setStop(open ? half : this.#stopBefore);
  }

  /** Bring the panel into sight, for the search. */
  showPanel() {
    this.#setPanel(true);
    if (this.#phone.matches && this.#sheet.stop() === "peek") this.#sheet.choose("half");
  }

  /** Makes room for the map where the sheet covers it all. @returns {Promise<void>} done when it has */
  uncover() {
    if (this.#phone.matches && this.#sheet.stop() === "full") this.#sheet.setStop("half");
    return this.settled();
  }

  /** @returns {Promise<void>} done when the sheet stands still, so that `insets` are those to come */
  async settled() {
    await Promise.allSettled(this.#side.getAnimations().map(({ finished }) => finished));
  }

  /** What covers the map, pixels: the card at its right; on a phone the sheet where it stands above its lowest stop. */
  insets() {
    const none = { left: 0, top: 0, right: 0, bottom: 0 };
    const frame = this.#map.getContainer().getBoundingClientRect();
    if (this.#phone.matches)
      return { ...none, bottom: Math.max(frame.bottom - this.#side.getBoundingClientRect().top, 0) };
    const { card } = this.#parts;
    return card.element.hidden
      ? none
      : { ...none, right: Math.max(frame.right - card.element.getBoundingClientRect().left, 0) };
  }

  #build(title, line) {
    const t = this.#t;
    const { panel, timeline, card, print, note } = this.#parts;
    const heading = document.querySelector("h1") ?? h("h1", {});
    fill(heading, h("bdi", {}, title || t("untitled")));
    const onclick = () => this.#setPanel(this.#root.dataset.panel !== "open");
    this.#toggle = button("", onclick, { className: "icon.toggle-panel", "aria-controls": "mapper-panel" });
    const skip = h(
      "a.skip",
      { href: "#mapper-events", onclick: (event) => this.#skipToEvents(event) },
      t("skipToEvents"),
    );
    const whole =
      embedded() && h("a.whole", { href: wholeAddress(), target: "_blank", rel: "noopener" }, t("openWhole"));
    const container = this.#map.getContainer();
    container.setAttribute("role", "region"); // Leaflet makes it focusable, for moving the map by keys
    container.setAttribute("aria-label", t("mapRegion"));
    this.#frame = h("div.map-frame", {}, container, note.element, this.#toggle);
    this.#side = h("aside.side", { "aria-label": t("panel") }, this.#sheet.element, panel.element);
    this.#stage = h("main.stage", {}, this.#frame, card.element, timeline.element);
    this.#root.classList.add("mapper");
    this.#root.classList.toggle("embed", embedded());
    this.#root.replaceChildren(
      skip,
      h("header.masthead", {}, heading, line, whole),
      this.#side,
      this.#stage,
      print.element,
    );
  }

  /** On a phone time line and card live in the sheet. */
  #place() {
    const { panel, timeline, card } = this.#parts;
    if (this.#phone.matches) {
      this.#side.insertBefore(timeline.element, panel.element);
      this.#side.append(card.element);
    } else {
      this.#stage.append(card.element, timeline.element);
    }
    this.#map.invalidateSize({ animate: false, pan: false });
  }

  #resized() {
    this.#map.invalidateSize({ animate: false, pan: false });
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer();
    if (!width || !height) return;
    // Not inherited (print.css), for else every element would be styled anew.
    for (const { style } of [this.#root, this.#frame, this.#map.getContainer()]) {
      style.setProperty("--map-width", `${width}px`);
      style.setProperty("--map-height", `${height}px`);
    }
  }

  #setPanel(open) {
    this.#root.dataset.panel = open ? "open" : "hidden";
    const label = this.#t(open ? "hidePanel" : "showPanel");
    this.#toggle.textContent = open ? "‹" : "›";
    this.#toggle.setAttribute("aria-label", label);
    this.#toggle.setAttribute("aria-expanded", String(open));
    this.#toggle.title = label;
    this.#map.invalidateSize({ animate: false, pan: false });
  }

  #skipToEvents(event) {
    event.preventDefault();
    this.#setPanel(true);
    if (this.#phone.matches) this.#sheet.choose("half");
    const list = this.#parts.panel.element.querySelector("#mapper-events");
    list.open = true;
    (list.querySelector("button.event-row[tabindex='0']") ?? list.querySelector("summary")).focus();
  }
}
