import { expand, parse, serialise } from "../state/hash.js";

/** Milliseconds of rest before the address follows: a drag writes one entry, not a hundred. */
const REST = 250;

/** What of an address makes a step of the reader's history; moving the map does not. */
const withoutView = (hash) =>
  hash
    .split("&")
    .filter((part) => !part.startsWith("map="))
    .join("&");

/**
 * Writes an address in the way that works everywhere, pages opened as files included.
 * @param {string} hash without `#`
 * @param {boolean} step whether "back" leads to the address before
 */
function write(hash, step) {
  const address = `${location.pathname}${location.search}${hash ? `#${hash}` : ""}`;
  try {
    history[step ? "pushState" : "replaceState"](null, "", address);
  } catch {
    // Some browsers refuse history entries to pages opened as files, or too many in a short time.
    if (step) location.hash = hash;
    else location.replace(`#${hash}`);
  }
}

/** Which changes of the address are steps of the reader's history: playing through time is one, not one for each period. */
function historySteps() {
  let played = null;
  return {
    play: (playing) => (played = playing ? { entered: false } : null),
    isStep(before, after) {
      if (withoutView(before) === withoutView(after)) return false;
      const step = !played?.entered;
      if (played) played.entered = true;
      return step;
    },
  };
}

/**
 * Keeps the address and the view together, both ways.
 *
 * @param {object} context
 * @param {object} context.store
 * @param {object} context.map the Leaflet map, which fires `mapper:playing` at the ends of a player
 * @param {() => string|null} context.eventId of the open card
 * @param {(eventId: string|null) => Promise<void>} context.openEvent
 * @returns {{restore: () => Promise<boolean>, touch: () => void, addressOf: (eventId: string|null) => string}}
 */
export function createRoute({ store, map, eventId, openEvent }) {
  let timer;
  let written = location.hash.replace(/^#/, "");
  let restoring = false;
  let moved = false;
  const steps = historySteps();

  function current(event = eventId()) {
    const { colourBy, ...state } = store.state();
    const centre = map.getCenter();
    const view = moved ? { zoom: map.getZoom(), latitude: centre.lat, longitude: centre.lng } : null;
    const hash = serialise(
      { ...state, colourBy: colourBy === store.data.header.colourBy ? null : colourBy, view, event },
      store.facets,
    );
    return embedInHash(location.hash) ? ["embed", hash].filter(Boolean).join("&") : hash;
  }

  function save() {
    if (restoring) return;
    const hash = current();
    if (hash === written) return;
    write(hash, steps.isStep(written, hash));
    written = hash;
  }

  function touch() {
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  }

  /** @returns {Promise<boolean>} whether the address says where the map looks */
  async function restore() {
    clearTimeout(timer);
    restoring = true;
    written = location.hash.replace(/^#/, "");
    const {
      view,
      event = null,
      colourBy = store.data.header.colourBy,
      ...state
    } = expand(parse(written), store.facets);
    try {
      await store.setState({ ...state, colourBy });
      if (view) map.setView([view.latitude, view.longitude], view.zoom, { animate: false });
      moved ||= Boolean(view);
      await openEvent(event);
    } finally {
      restoring = false;
    }
    return Boolean(view);
  }

  const follow = () => location.hash.replace(/^#/, "") !== written && restore();
  for (const name of ["hashchange", "popstate"]) window.addEventListener(name, follow);
  // Fitting the map to the data is no choice of the reader's: only what a hand moved is remembered.
  for (const name of ["pointerdown", "wheel", "keydown"]) {
    map.getContainer().addEventListener(name, () => (moved = true), { passive: true });
  }
  map.on("moveend", () => moved && touch());
  map.on("mapper:playing", ({ playing }) => {
    save(); // what came before is no part of it, and its last period is
    steps.play(playing);
  });

  const addressOf = (event) => `${location.href.split("#")[0]}#${current(event)}`;
  return { restore, touch, addressOf };
}

const HASH_EMBED = /^#embed(&|$)/;

/** @param {string} hash @returns {boolean} whether the hash asks for a page without its panel */
const embedInHash = (hash) => HASH_EMBED.test(hash);

/** @returns {boolean} whether the page is asked for without its panel: `?embed` or `#embed` */
export const embedded = () => new URLSearchParams(location.search).has("embed") || embedInHash(location.hash);

/** @returns {string} the address of the page with its panel */
export function wholeAddress() {
  const address = new URL(location.href);
  address.searchParams.delete("embed");
  address.hash = address.hash.replace(HASH_EMBED, "");
  return address.href;
}
