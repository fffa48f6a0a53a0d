/** Every option of the map engine. Lengths are CSS pixels unless said otherwise. */
export const DEFAULTS = Object.freeze({
  // Radius of the symbol of a single event, the smallest there is: on a map of few sites, and on one of many.
  minRadius: Object.freeze([6, 4.5]),
  // From this number of sites on, a map has many.
  manySites: 400,
  // Radius of the largest symbol at a zoom; areas are to scale below it.
  maxRadius: 34,
  // Sites closer than this share a symbol: the first for some ten sites, the second for very many.
  mergeDistance: Object.freeze([10, 28]),
  // From this many events on, the count is written into a symbol where it fits.
  figureFrom: 10,
  // Numbers (symbols of a zoom × colours) that are kept from one move of the map to the next, at most: four bytes each.
  mostKept: 1 << 22,
  // How far beside a symbol the pointer may be, and how far a finger.
  pickTolerance: 4,
  touchTolerance: 14,
  // Steps of zoom that the map may rest at: finer than Leaflet's 1, so that fitting wastes no room.
  zoomSnap: 0.25,
  // Zoom levels: the closest that fitting the view goes, and that showing one event goes.
  fitMaxZoom: 9,
  eventMaxZoom: 12,
  // View where no event is located: latitude, longitude, zoom.
  emptyView: Object.freeze([20, 10, 2]),
  // Room that panel, histogram and card take off the map; a function, as it changes with the window.
  insets: () => ({ left: 0, top: 0, right: 0, bottom: 0 }),
  // Distance of the outermost symbols from the edges of the free part of the map.
  margin: 48,
  // The words of the tooltip: from the symbol, its places' names and its categories to a title, a detail and lines.
  describe: ({ places, lines }) => ({
    title: places.join(", "),
    detail: "",
    lines: lines.map((line) => ({ ...line, name: line.key })),
  }),
  // The colours of the map's ground and ink: THEMES.light or THEMES.dark.
  theme: "light",
});

/**
 * For each theme: the ground, the ink of outlines and of figures, the ring of the selection, and the stripes of areas,
 * which stay behind names and symbols and in the dark need a light edge to be told from the ground.
 */
export const THEMES = Object.freeze({
  light: Object.freeze({
    land: "#f5f3ee",
    outline: "#4f483d",
    figure: "#2b2721",
    ring: "#1c1917",
    stripeOpacity: 0.6,
    stripeEdge: null,
  }),
  dark: Object.freeze({
    land: "#1d2226",
    outline: "#c9cfd4",
    figure: "#eef1f3",
    ring: "#ffffff",
    stripeOpacity: 0.8,
    stripeEdge: "#8d969d",
  }),
});
