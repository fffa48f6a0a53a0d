/**
 * The viewer's entry: the page calls `mapperViewer.mount(map)` once folium has made its Leaflet map.
 */
import "leaflet/dist/leaflet.css";
import "./css/index.css";
import markerIcon from "leaflet/dist/images/marker-icon.png";
import markerIcon2x from "leaflet/dist/images/marker-icon-2x.png";
import markerShadow from "leaflet/dist/images/marker-shadow.png";
import { fromBase64 } from "./data/bytes.js";
import { parseHeader } from "./data/header.js";
import { decodePayload, readBlocks, textOf } from "./data/payload.js";
import { arcsOf } from "./map/basemap/trace.js";
import { BasemapLayer } from "./map/basemap/layer.js";
import { sitePlaces } from "./map/basemap/places.js";
import { createBoundaries } from "./map/boundaries.js";
import { mountEngine } from "./map/engine/index.js";
import L from "./map/leaflet.js";
import { createTiles } from "./map/tiles.js";
import { leaveWheelToPage } from "./map/wheel.js";
import { createStore } from "./state/store.js";
import { addCredits } from "./ui/credits.js";
import { createDisplay } from "./ui/display.js";
import { OldBrowserError, showFault } from "./ui/fault.js";
import { mountUi } from "./ui/index.js";
import { whenQuiet } from "./ui/parts/dom.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {ArchiveHeader, Basemap, Data} from "./data/types.js" */
/** @import {Blocks} from "./data/payload.js" */
/** @import {ArchiveOptions} from "./map/types.js" */
/** @import {Engine} from "./map/engine/index.js" */
/** @import {DisplayStore} from "./state/display.js" */
/** @import {Store} from "./state/store.js" */
/** @import {DeadTotal, State} from "./state/types.js" */

/**
 * Milliseconds after a change of the filter until the symbols are named again, so that counting does not wait for it.
 */
const REST = 200;

/**
 * The parts of an open page.
 *
 * @typedef {{store: Store, engine: Engine, ui: ReturnType<typeof mountUi>}} Parts
 */

Reflect.set(window, "L", L);
// Markers that users add get their icon from the bundle.
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({ iconUrl: markerIcon, iconRetinaUrl: markerIcon2x, shadowUrl: markerShadow });

/**
 * Reads the data blocks of the page, puts events, base map, panel and cards on the map, and sets
 * `window.mapperView`.
 *
 * @param {LeafletMap} map
 * @param {{document?: Document}} [options] where the data blocks are, if not in the map's own document
 * @returns {MapperView}
 */
function mount(map, { document = map.getContainer().ownerDocument } = {}) {
  map.attributionControl?.setPrefix("Leaflet"); // plain, on a map that cannot be shown too
  const view = new MapperView(map, document);
  Reflect.set(window, "mapperView", view);
  view.ready.catch((fault) => showFault(map, fault));
  return view;
}

/** The public interface of an open map, for scripts of the page, tests and users. */
class MapperView {
  /** @type {Parts|null} */
  #parts = null;
  #opening;

  /** @param {LeafletMap} map @param {Document} document */
  constructor(map, document) {
    this.#opening = openMap(map, document, (parts) => (this.#parts = parts));
    /** @type {Promise<void>} resolved after the first complete paint */
    this.ready = this.#opening.then(() => {});
  }

  /** Leaflet layers by actor id, month key and type name; none before `ready`. */
  get layers() {
    return this.#parts?.engine.layers ?? {};
  }

  /** @returns {number} events in the file, including unlocated and undated ones; 0 before it is read */
  total() {
    return this.#parts?.store.total() ?? 0;
  }

  /** @returns {number} events that pass the filter */
  count() {
    return this.#parts?.store.count() ?? 0;
  }

  /** @returns {DeadTotal|null} the dead of the events that pass the filter; null before `ready` */
  killed() {
    return this.#parts?.store.killed() ?? null;
  }

  /** @returns {State|null} null before `ready` */
  state() {
    return this.#parts?.store.state() ?? null;
  }

  /**
   * Sets the filter. Conditions that are left out restrict nothing; colouring and measure stay.
   *
   * @param {Partial<State>} [partial]
   * @returns {Promise<void>} resolved after the paint
   */
  async setState(partial) {
    const { store, engine } = await this.#opening;
    await store.setState(partial);
    await engine.paint();
  }

  /**
   * @param {string} eventId
   * @returns {Promise<HTMLElement>} the event's card, with all its text
   * @throws {RangeError} if there is no such event
   */
  async open(eventId) {
    const { store, ui } = await this.#opening;
    const { eventIds } = await store.data.names();
    const event = eventIds.indexOf(eventId);
    if (event < 0) throw new RangeError(`There is no event “${eventId}” in this map.`);
    return ui.openCard(event);
  }
}

/**
 * @param {LeafletMap} map
 * @param {Document} document
 * @param {(parts: Parts) => void} onParts called when all parts are there, before the first paint
 * @returns {Promise<Parts>} when all is painted
 */
async function openMap(map, document, onParts) {
  if (!("DecompressionStream" in window)) throw new OldBrowserError();
  const blocks = readBlocks(document);
  const header = parseHeader(blocks.header);
  const store = createStore(await decodePayload(blocks, header));
  const display = createDisplay(header);
  /** @type {ReturnType<typeof mountUi>|null} */
  let ui = null;
  const engine = mountEngine(
    map,
    { store, display },
    {
      insets: () => ui?.insets() ?? { left: 0, top: 0, right: 0, bottom: 0 },
      describe: (found) => ui?.describe(found) ?? { title: "", detail: "", lines: [] },
    },
  );
  leaveWheelToPage(map);
  addCredits(map, header.attributions, display);
  const basemap = header.basemap ? addBasemap(map, header.basemap, { store, display, engine }) : null;
  if (header.boundaries) map.addLayer(createBoundaries(map, header.boundaries.areas, { store, display }));
  if (header.tiles) map.addLayer(createTiles(map, header.tiles, basemap));
  ui = mountUi(rootAround(map.getContainer()), { store, display, map, engine });
  const parts = { store, engine, ui };
  onParts(parts);
  await ui.start();
  runLayers(document);
  await frameOver();
  performance.mark("mapper:ready");
  // Names and texts come after the map in the page; the first paint does not wait for them.
  complete(store.data, engine, basemap)
    .then(() => header.archive && addArchive(map, blocks, header.archive, { display, basemap }))
    .catch((fault) => showFault(map, fault));
  return parts;
}

/**
 * Runs the scripts of folium layers that a user added, which often need the size and the view of the map.
 *
 * @param {Document} document
 */
function runLayers(document) {
  const block = document.getElementById("mapper-layers");
  if (!block) return;
  const script = document.createElement("script");
  script.textContent = block.textContent;
  block.replaceWith(script);
}

/** Resolves when the current frame is painted. @returns {Promise<void>} */
function frameOver() {
  if ("scheduler" in window && window.scheduler?.postTask)
    return window.scheduler.postTask(() => {}, { priority: "user-blocking" });
  return new Promise((over) => setTimeout(over));
}

/** Puts an element around the map's container, for the whole page. @param {HTMLElement} container */
function rootAround(container) {
  const root = container.ownerDocument.createElement("div");
  container.replaceWith(root);
  root.append(container);
  return root;
}

/**
 * @param {LeafletMap} map
 * @param {Basemap} basemap
 * @param {{store: Store, display: DisplayStore, engine: Engine}} view
 */
function addBasemap(map, basemap, { store, display, engine }) {
  const layer = new BasemapLayer(
    { basemap, arcs: arcsOf(store.data) },
    {
      theme: display.mapTheme(),
      language: display.state().language,
      occupied: () => engine.occupied(),
    },
  );
  map.addLayer(layer);
  const redraw = whenQuiet(() => layer.redrawNames(), REST);
  store.onState(redraw.soon);
  display.subscribe(() => {
    layer.setTheme(display.mapTheme());
    layer.setLanguage(display.state().language);
  });
  return layer;
}

/**
 * Adds what the first paint does not need: the names of the events' places, and the map around the view.
 * Reads the first texts too, so that a damaged file is found when it opens.
 *
 * @param {Data} data
 * @param {Engine} engine
 * @param {BasemapLayer|null} basemap
 */
async function complete(data, engine, basemap) {
  const { places } = await data.names();
  engine.complete(places);
  basemap?.setPlaces(sitePlaces(data, places));
  if (data.n) await data.text(0);
  await data.sources();
}

/**
 * Draws the user's own tiles that are in the page.
 *
 * @param {LeafletMap} map
 * @param {Blocks} blocks
 * @param {ArchiveHeader} header
 * @param {{display: DisplayStore, basemap: BasemapLayer|null}} view
 */
async function addArchive(map, blocks, header, { display, basemap }) {
  const bytes = fromBase64(await textOf(blocks.archive ?? ""), "archive");
  const theme = display.mapTheme();
  const { language } = display.state();
  /** @type {ArchiveOptions["onPlaces"]} */
  const onPlaces = (places, areGround) => basemap?.addPlaces(places, areGround);
  const layer = window.mapperArchive?.addArchive(map, { header, bytes, theme, language, onPlaces });
  if (header.kind !== "vector") basemap?.setNames(false); // as online tiles, images bring names
  display.subscribe(() => {
    layer?.setTheme(display.mapTheme());
    layer?.setLanguage(display.state().language);
  });
}

Reflect.set(window, "mapperViewer", { mount });
