/** @import {EngineOptions, MapTheme, SymbolTheme} from "../types.js" */

/** From this number of sites on, the symbols of single events are smaller. */
const MANY_SITES = 400;

/** Radius of the symbol of a single event on a map of few sites, and on one of many. */
const MIN_RADIUS = 6;
const MIN_RADIUS_OF_MANY = 4.5;

/**
 * Every option of the engine but `minRadius`; `EngineOptions` says what each means.
 *
 * @type {Readonly<Omit<EngineOptions, "minRadius">>}
 */
export const DEFAULTS = Object.freeze({
  maxRadius: 34,
  emptyRadius: 3.5,
  cellRadius: 13,
  mergeDistance: Object.freeze(/** @type {const} */ ([10, 28])),
  ringsFrom: 9,
  figureFrom: 10,
  mostKept: 1 << 22, // numbers of four bytes
  pickTolerance: 4,
  touchTolerance: 14,
  zoomSnap: 0.25, // finer than Leaflet's 1, so that fitting wastes no room
  maxZoom: 18, // a pixel is half a metre, finer than any place of an event is known
  maxZoomOfTiles: 20,
  fitMaxZoom: 9,
  loneMaxZoom: 7, // for a single place: any closer, nothing shows where in its country it is
  eventMaxZoom: 12,
  emptyView: Object.freeze(/** @type {const} */ ([20, 10, 2])),
  insets: () => ({ left: 0, top: 0, right: 0, bottom: 0 }),
  margin: 48,
  describe: ({ places, lines }) => ({
    title: places.map(({ name }) => name).join(", "),
    detail: "",
    lines: lines.map(({ key, count, ...line }) => ({ ...line, name: key, count: String(count) })),
  }),
});

/**
 * @param {Partial<EngineOptions>} given
 * @param {number} sites how many the map has
 * @returns {EngineOptions}
 */
export const completeOptions = (given, sites) => ({
  ...DEFAULTS,
  minRadius: sites < MANY_SITES ? MIN_RADIUS : MIN_RADIUS_OF_MANY,
  ...given,
});

/** @type {Readonly<Record<MapTheme, SymbolTheme>>} */
export const SYMBOL_THEMES = Object.freeze({
  light: {
    land: "#f5f3ee",
    outline: "#4f483d",
    figure: "#2b2721",
    rest: "#e9e4d9",
    empty: "#8d867a",
    ring: "#1c1917",
    isDark: false,
    stripeOpacity: 0.6,
    stripeEdge: null,
  },
  dark: {
    land: "#1d2226",
    outline: "#c9cfd4",
    figure: "#eef1f3",
    rest: "#4a535b",
    empty: "#8d969d",
    ring: "#ffffff",
    isDark: true,
    stripeOpacity: 0.8,
    stripeEdge: "#8d969d",
  },
});
