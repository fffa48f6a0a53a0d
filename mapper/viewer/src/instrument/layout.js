import L from "leaflet";
import { button, fill, h } from "./dom.js";
import { embedded } from "./route.js";
import { createSheet } from "./sheet.js";

/** Up to this width the page is a phone's: the map on top, everything else in a sheet. */
const PHONE = "(max-width: 720px)";

/** Pixels on paper that the map's column has (A4 landscape less margins and legend, at 96 to the inch). */
const PRINT_WIDTH = 760;
const PRINT_HEIGHT = 640;

/**
 * Puts the parts together: heading and panel at the left, map and time line beside them, card over the map;
 * on a phone the map with a sheet.
 *
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {object} options.map the Leaflet map
 * @param {Function} options.t translator
 * @param {string} options.title
 * @param {HTMLElement} options.line what is shown, in one line
 * @param {{panel: object, timeline: object, card: object, print: object}} options.parts
 * @returns {{cardMoved: (open: boolean) => void, showPanel: () => void, insets: () => object}}
 */
export function createLayout({ root, map, t, title, line, parts }) {
  const { panel, timeline, card, print } = parts;
  const container = map.getContainer();
  const heading = document.querySelector("h1") ?? h("h1", {});
  fill(heading, h("bdi", {}, title || t("untitled")));
  const hide = button("", () => setPanel(root.classList.contains("no-panel")), { className: "icon.toggle-panel", "aria-controls": "mapper-panel" });
  const sheet = createSheet({ root, t });
  const header = h("header.masthead", {}, h("div.titles", {}, heading, line));
  const side = h("div.side", {}, sheet.element, panel.element);
  const stage = h("main.stage", { "aria-label": t("mapRegion") }, h("div.map-frame", {}, container, hide), card.element, timeline.element);
  const skip = h("a.skip", { href: "#mapper-events", onclick: skipToEvents }, t("skipToEvents"));
  root.classList.add("mapper");
  root.replaceChildren(skip, header, side, stage, print.element);

  addZoom(map, t);
  const phone = matchMedia(PHONE);
  const arrange = () => {
    if (phone.matches) side.insertBefore(timeline.element, panel.element);
    else stage.append(timeline.element);
    side.append(...(phone.matches ? [card.element] : []));
    if (!phone.matches) stage.insertBefore(card.element, timeline.element);
    map.invalidateSize({ animate: false });
  };
  phone.addEventListener("change", arrange);
  root.dataset.tab ??= "events";
  sheet.setStop(root.dataset.stop ?? "peek");
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false, pan: false });
    const { clientWidth: width, clientHeight: height } = container;
    if (!width || !height) return;
    root.style.setProperty("--map-width", `${width}px`);
    root.style.setProperty("--map-height", `${height}px`);
    root.style.setProperty("--print-scale", String(Math.min(PRINT_WIDTH / width, PRINT_HEIGHT / height)));
  }).observe(stage);
  setPanel(!(root.dataset.panel ? root.dataset.panel === "hidden" : embedded()));
  root.classList.toggle("embed", embedded());
  arrange();

  function setPanel(open) {
    root.dataset.panel = open ? "open" : "hidden";
    root.classList.toggle("no-panel", !open);
    hide.textContent = open ? "‹" : "›";
    const label = open ? t("hidePanel") : t("showPanel");
    hide.setAttribute("aria-label", label);
    hide.title = label;
    hide.setAttribute("aria-expanded", String(open));
    map.invalidateSize({ animate: false, pan: false });
  }

  function skipToEvents(event) {
    event.preventDefault();
    setPanel(true);
    if (phone.matches) sheet.choose("half");
    const list = panel.element.querySelector("#mapper-events");
    list.open = true;
    (list.querySelector("button.event-row") ?? list.querySelector("summary")).focus();
  }

  let before = "peek";
  function cardMoved(open) {
    root.classList.toggle("has-card", open);
    if (!phone.matches) return;
    if (open) before = sheet.stop();
    sheet.setStop(open ? (sheet.stop() === "full" ? "full" : "half") : before);
  }

  function showPanel() {
    setPanel(true);
    if (phone.matches && sheet.stop() === "peek") sheet.choose("half");
  }

  /** What covers the map: the card at its right; on a phone the sheet where it stands higher than at its lowest stop. */
  function insets() {
    const none = { left: 0, top: 0, right: 0, bottom: 0 };
    const frame = container.getBoundingClientRect();
    if (phone.matches) return { ...none, bottom: Math.max(frame.bottom - side.getBoundingClientRect().top, 0) };
    return card.element.hidden ? none : { ...none, right: Math.max(frame.right - card.element.getBoundingClientRect().left, 0) };
  }

  return { cardMoved, showPanel, insets };
}

/** Leaflet's zoom buttons, named in the page's language. */
function addZoom(map, t) {
  map.mapperZoom?.remove();
  map.mapperZoom = L.control.zoom({ zoomInTitle: t("zoomIn"), zoomOutTitle: t("zoomOut") }).addTo(map);
}
