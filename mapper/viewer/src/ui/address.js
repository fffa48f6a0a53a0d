/**
 * Keeps the page's address and the view in sync: a copied link opens the same view, and the browser's "back" works.
 */
import { expandChoices, parseHash, writeHash } from "../state/hash.js";
import { whenQuiet } from "./parts/dom.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {DisplayStore} from "../state/display.js" */
/** @import {Store} from "../state/store.js" */
/** @import {ContextChoice} from "../state/types.js" */

/** Milliseconds without a change before the address is updated. */
const REST = 250;

/** The part of an address whose change makes a history entry; moving the map makes none. @param {string} hash */
const withoutView = (hash) =>
  hash
    .split("&")
    .filter((part) => !part.startsWith("map="))
    .join("&");

const currentHash = () => location.hash.replace(/^#/, "");

/**
 * Writes the hash, also in pages opened as files.
 *
 * @param {string} hash without `#`
 * @param {boolean} isStep whether "back" leads to the address before
 */
function write(hash, isStep) {
  const address = `${location.pathname}${location.search}${hash ? `#${hash}` : ""}`;
  try {
    history[isStep ? "pushState" : "replaceState"](null, "", address);
  } catch {
    // Some browsers refuse history entries to pages opened as files, or too many in a short time.
    if (isStep) location.hash = hash;
    else location.replace(`#${hash}`);
  }
}

const HASH_EMBED = /^#embed(&|$)/;

/** Whether the address asks for the page without its panel: `?embed` or `#embed`. */
export const isEmbedded = () =>
  new URLSearchParams(location.search).has("embed") || HASH_EMBED.test(location.hash);

/** The address of the page with its panel. */
export function wholeAddress() {
  const address = new URL(location.href);
  address.searchParams.delete("embed");
  address.hash = address.hash.replace(HASH_EMBED, "");
  return address.href;
}

/**
 * @typedef {object} AddressOptions
 * @property {() => void} fit lets the map look where the events are
 * @property {(eventId: string) => void} onMissing called where the address names an event that the map lacks
 */

/** Keeps address and view in sync. Made once for each page. */
export class Address {
  #store;
  #map;
  #options;
  #save = whenQuiet(() => this.#saveNow(), REST);
  /** Whether the map has a view: before, nothing can be located on it. */
  #hasView = false;
  /** The hash of the current view. */
  #written = currentHash();
  #isRestoring = false;
  /** Whether the reader has moved the map. Only then does the address contain the map's position. */
  #hasMoved = false;
  /** The id of the event on the card. @type {string|null} */
  #eventId = null;
  /**
   * A run of the time line's player makes only one history entry; null while it does not run.
   *
   * @type {{hasStep: boolean}|null}
   */
  #player = null;

  /**
   * @param {{store: Store, display: DisplayStore, map: LeafletMap}} view
   * @param {AddressOptions} options
   */
  constructor({ store, display, map }, options) {
    this.#store = store;
    this.#map = map;
    this.#options = options;
    const follow = () => currentHash() !== this.#written && this.restore();
    for (const name of ["hashchange", "popstate"]) window.addEventListener(name, follow);
    const markMoved = () => (this.#hasMoved = true);
    for (const name of ["pointerdown", "wheel", "keydown"]) {
      map.getContainer().addEventListener(name, markMoved, { passive: true });
    }
    map.on("moveend", () => this.#hasMoved && this.#save.soon());
    store.onState(() => this.#save.soon());
    store.subscribe(({ changed }) => changed.has("selection") && this.#followCard());
    display.subscribe(({ changed }) => {
      if (!changed.has("playing")) return;
      this.#saveNow(); // the view before the player starts is a history entry of its own, and so is its last period
      this.#player = display.state().playing ? { hasStep: false } : null;
    });
  }

  /**
   * Sets the view from the address. Without a position in the address the map stays where it is, and at first shows the
   * events.
   */
  async restore() {
    this.#save.cancel();
    this.#isRestoring = true;
    this.#written = currentHash();
    const { header } = this.#store.data;
    const written = parseHash(this.#written);
    try {
      if (written.places) await this.#store.places();
      const address = expandChoices(written, this.#store.facets);
      const { view, event = null, colourBy, measure, shape, ...state } = address;
      await this.#store.setState({
        ...state,
        context: this.context(),
        colourBy: colourBy ?? header.colourBy,
        measure: measure ?? header.measure ?? "events",
        shape: shape ?? "auto",
      });
      if (view) {
        this.#map.setView([view.latitude, view.longitude], view.zoom, { animate: false });
        this.#hasMoved = true;
      } else if (!this.#hasView) {
        this.#options.fit();
      }
      this.#hasView = true;
      await this.#openEvent(event);
    } finally {
      this.#isRestoring = false;
    }
  }

  /** @returns {ContextChoice} the address's choice of context, or the one with which the map opens */
  context() {
    return parseHash(currentHash()).context ?? this.#store.unfiltered.opening();
  }

  /** The address of the view with an event's card open. @param {string} eventId */
  linkTo(eventId) {
    return `${location.href.split("#")[0]}#${this.#hash(eventId)}`;
  }

  /** @param {string|null} id */
  async #openEvent(id) {
    if (id === null) {
      this.#store.deselect();
      return;
    }
    const { eventIds } = await this.#store.data.names();
    const event = eventIds.indexOf(id);
    if (event >= 0) this.#store.select({ event, sites: null, list: null });
    else this.#options.onMissing(id);
  }

  async #followCard() {
    const { event } = this.#store.selection;
    this.#eventId = event === null ? null : (await this.#store.data.names()).eventIds[event];
    this.#save.soon();
  }

  /** @param {string|null} event id of the event on the card */
  #hash(event) {
    const { colourBy, measure, shape, context, ...state } = this.#store.state();
    const { header } = this.#store.data;
    const { lat: latitude, lng: longitude } = this.#map.getCenter();
    const hash = writeHash(
      {
        ...state,
        context: context === this.#store.unfiltered.opening() ? null : context,
        colourBy: colourBy === header.colourBy ? null : colourBy,
        shape: shape === "auto" ? null : shape,
        measure: measure === (header.measure ?? "events") ? null : measure,
        view: this.#hasMoved ? { zoom: this.#map.getZoom(), latitude, longitude } : null,
        event,
      },
      this.#store.facets,
    );
    return HASH_EMBED.test(location.hash) ? ["embed", hash].filter(Boolean).join("&") : hash;
  }

  #saveNow() {
    if (this.#isRestoring) return;
    const hash = this.#hash(this.#eventId);
    if (hash === this.#written) return;
    write(hash, this.#isStep(hash));
    this.#written = hash;
  }

  /** @param {string} hash */
  #isStep(hash) {
    if (withoutView(this.#written) === withoutView(hash)) return false;
    if (!this.#player) return true;
    const isFirst = !this.#player.hasStep;
    this.#player.hasStep = true;
    return isFirst;
  }
}
