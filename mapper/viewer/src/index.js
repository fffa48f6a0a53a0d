/**
 * The viewer's entry: the page calls `mapperViewer.mount(map)` once folium has made its Leaflet map.
 */
import "leaflet/dist/leaflet.css";
import "./css/index.css";
import L from "./map/leaflet.js";
import markerIcon from "leaflet/dist/images/marker-icon.png";
import markerIcon2x from "leaflet/dist/images/marker-icon-2x.png";
import markerShadow from "leaflet/dist/images/marker-shadow.png";
import { createBoundaries } from "./map/boundaries.js";
import { arcsOf } from "./map/basemap/arcs.js";
import { createBasemapLayer } from "./map/basemap/layer.js";
import { sitePlaces } from "./map/basemap/places.js";
import { escapeHtml } from "./map/escape.js";
import { mountEngine } from "./map/engine/index.js";
import { mountUi } from "./ui/index.js";
import { PayloadError, decodePayload, parseHeader, readBlocks } from "./data/payload.js";
import { createStore } from "./state/store.js";
import { createTiles } from "./map/tiles.js";

window.L = L;
// Markers that users add themselves find their picture in the bundle, not beside a style sheet that does not exist.
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({ iconUrl: markerIcon, iconRetinaUrl: markerIcon2x, shadowUrl: markerShadow });

/**
 * Reads the data blocks of the page, puts events, base map, panel and cards on the map, and sets `window.mapperView`.
 *
 * @param {L.Map} map
 * @param {{document?: Document}} [options] where the data blocks are, if not in the map's own document
 * @returns {MapperView}
 */
export function mount(map, { document = map.getContainer().ownerDocument } = {}) {
  const view = new MapperView(map, document);
  window.mapperView = view;
  view.ready.catch((fault) => showFault(map, fault));
  return view;
}

/** What scripts of the page, tests and users may rely on. */
class MapperView {
  #store = null;
  #engine = null;
  #ui = null;
  #header;

  constructor(map, document) {
    /** @type {Promise<void>} resolved after the first complete paint */
    this.ready = this.#start(map, document);
  }

  /** Leaflet layers by actor id, month key and type name; none before `ready`. */
  get layers() {
    return this.#engine?.layers ?? {};
  }

  /** @returns {number} events in the file, unlocated and undated ones too; 0 before it is read */
  total() {
    return this.#store?.total() ?? 0;
  }

  /** @returns {number} events that pass the filter */
  count() {
    return this.#store ? this.#store.count() : this.total();
  }

  /** @returns {import("./state/state.js").State|null} null before `ready` */
  state() {
    return this.#store?.state() ?? null;
  }

  /**
   * What is left out is unrestricted; the colouring stays.
   *
   * @param {Partial<import("./state/state.js").State>} [partial]
   * @returns {Promise<void>} resolved after the paint
   */
  async setState(partial) {
    await this.ready;
    await this.#store.setState(partial);
    await this.#engine.paint();
  }

  /**
   * @param {string} eventId
   * @returns {Promise<HTMLElement>} the event's card, with all its text
   */
  async open(eventId) {
    await this.ready;
    const { eventIds } = await this.#store.data.names();
    const event = eventIds.indexOf(eventId);
    if (event < 0) throw new RangeError(`There is no event “${eventId}” in this map.`);
    return this.#ui.openCard(event);
  }

  async #start(map, document) {
    if (!("DecompressionStream" in window))
      throw new Error("This browser is too old to unpack the map. Any browser of 2023 or later opens it.");
    const blocks = readBlocks(document);
    this.#header = parseHeader(blocks.header);
    const store = (this.#store = createStore(await decodePayload(blocks, this.#header)));
    const engine = (this.#engine = mountEngine(map, store, {
      insets: () => this.#ui?.insets() ?? {},
      describe: (found) => this.#ui.describe(found),
    }));
    credit(map, this.#header.attributions);
    const basemap = this.#header.basemap && addBasemap(map, engine, store.data);
    if (this.#header.boundaries) map.addLayer(createBoundaries(map, this.#header.boundaries));
    if (this.#header.tiles) map.addLayer(createTiles(map, this.#header.tiles, basemap));
    this.#ui = mountUi(rootAround(map.getContainer()), store, engine, { map });
    await this.#ui.ready;
    await frameOver();
    performance.mark("mapper:ready");
    // Names and texts come after the map in the page, and are not waited for.
    complete(store.data, engine, basemap).catch((fault) => showFault(map, fault));
  }
}

/** What was drawn in a frame is seen when the frame is over, whatever else the browser has to do then. */
function frameOver() {
  if (window.scheduler?.postTask) return window.scheduler.postTask(() => {}, { priority: "user-blocking" });
  return new Promise((over) => setTimeout(over));
}

function credit(map, lines) {
  map.attributionControl?.setPrefix("Leaflet");
  for (const line of lines) map.attributionControl?.addAttribution(escapeHtml(line));
}

function rootAround(container) {
  const root = container.ownerDocument.createElement("div");
  container.replaceWith(root);
  root.append(container);
  return root;
}

/** What the first picture does not need: names of the events' places, what lies around the view, and whether the texts are there. */
async function complete(data, engine, basemap) {
  const { places } = await data.names();
  engine.complete();
  basemap?.setPlaces(sitePlaces(data, places));
  if (data.n) await data.text(0);
}

function addBasemap(map, engine, data) {
  const { basemap, language } = data.header;
  const layer = createBasemapLayer(basemap, arcsOf(data), { language, occupied: () => engine.occupied() });
  map.addLayer(layer);
  map.on("mapper:theme", ({ theme }) => layer.setTheme(theme));
  map.on("mapper:language", (change) => layer.setLanguage(change.language));
  return layer;
}

/** Says what is wrong, and uncovers the plain table of the page where it has one (`mapper/render/plain.py`). */
function showFault(map, fault) {
  document.documentElement.classList.add("mapper-failed");
  const box = document.createElement("div");
  box.className = "mapper-fault";
  box.setAttribute("role", "alert");
  box.textContent =
    fault instanceof PayloadError ? fault.message : `This map cannot be shown. ${fault.message}`;
  map.getContainer().append(box);
}

window.mapperViewer = { mount };
