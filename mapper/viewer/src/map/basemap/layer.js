// The Leaflet layer: a canvas under the events for the ground and one over them for the names, redrawn when a move or zoom has ended.

import L from "../leaflet.js";
import { CanvasRenderer } from "../renderer.js";
import { drawGround, drawLabels, fontOf } from "./draw.js";
import { STYLES, allLabels, placeLabels } from "./labels.js";
import { PALETTES } from "./palette.js";
import { nameablePlaces } from "./places.js";
import { choicesAlong, measured, placeAlong } from "./rivers.js";
import { touches } from "./trace.js";

/** @typedef {"light"|"dark"} Theme */

const DEFAULTS = {
  /** @type {Theme} */
  theme: "light",
  /**
   * Boxes that no name may cover: `occupied(bounds) → {symbols: [[left, top, right, bottom], …], mixed: [boolean, …], counts: […]}`,
   * all in layer points; `mixed` as `placeLabels` takes it.
   */
  occupied: () => ({ symbols: [], mixed: [], counts: [] }),
  /** Language of the names, as far as there are any: "en" or "fr". */
  language: "en",
  /** Whether names are written. */
  names: true,
};

/** The source, and that its lines are not ours. */
const CREDIT = {
  en: "borders: Natural Earth, no position implied",
  fr: "frontières : Natural Earth, sans prise de position",
};

/** The pane's name, and its place: over tiles (200), under vectors and events (400). */
export const PANE = "basemap";
const PANE_Z_INDEX = 250;

/** Over the events (450): names lie over hatched areas and lines; symbols they avoid. Tooltips (650) and popups (700) lie over both. */
const NAMES_PANE = "basemap-names";
const NAMES_Z_INDEX = 460;

function addPane(map, name, zIndex) {
  if (map.getPane(name)) return;
  const pane = map.createPane(name);
  pane.style.zIndex = zIndex;
  pane.style.pointerEvents = "none";
}

function canvas() {
  const element = document.createElement("canvas");
  element.setAttribute("aria-hidden", "true");
  return element;
}

/** A canvas to measure a kind of name by, since to set a font takes longer than to measure; and the widths that are known. */
function rulerOf(kind) {
  const ctx = canvas().getContext("2d");
  ctx.font = fontOf(kind);
  return { ctx, widths: new Map(), spacing: STYLES[kind].spacing * STYLES[kind].size };
}

function widthOf(text, { ctx, widths }) {
  let width = widths.get(text);
  if (width === undefined) widths.set(text, (width = ctx.measureText(text).width));
  return width;
}

const BasemapLayer = CanvasRenderer.extend({
  options: {
    pane: PANE,
  },

  initialize(basemap, arcs, options) {
    L.Util.setOptions(this, { ...DEFAULTS, ...options });
    L.Util.stamp(this);
    this._layers = {};
    this._world = { basemap, arcs };
    this._places = [];
    this._rulers = {};
    this._gatherLabels();
  },

  onAdd(map) {
    addPane(map, PANE, PANE_Z_INDEX);
    addPane(map, NAMES_PANE, NAMES_Z_INDEX);
    CanvasRenderer.prototype.onAdd.call(this, map);
  },

  /** @param {Theme} theme */
  setTheme(theme) {
    if (theme === this.options.theme) return this;
    this.options.theme = theme;
    if (this._map && this._bounds) this._draw();
    return this;
  },

  /** @param {string} language "en" or "fr" */
  setLanguage(language) {
    if (language === this.options.language) return this;
    const control = this._map?.attributionControl;
    control?.removeAttribution(this.getAttribution());
    this.options.language = language;
    control?.addAttribution(this.getAttribution());
    this._gatherLabels();
    return this.refresh();
  },

  /**
   * Names the places of the events as well, and draws what lies around the view.
   * @param {{name: string, longitude: number, latitude: number, events: number}[]} places points, not areas
   */
  setPlaces(places) {
    this._places = nameablePlaces(places);
    this._gatherLabels();
    this.widen();
    return this;
  },

  /** @returns {string} for Leaflet's attribution control */
  getAttribution() {
    return CREDIT[this.options.language] ?? CREDIT.en;
  },

  /** @param {boolean} shown whether names are written; tiles bring their own */
  setNames(shown) {
    this.options.names = shown;
    return this.refresh();
  },

  _gatherLabels() {
    this._labels = allLabels(this._world.basemap, this.options.language, this._places);
    delete this._riverZoom;
  },

  /** Writes the names again: the symbols that they must avoid have changed. */
  refresh() {
    if (this._map && this._bounds) this._drawNames();
    return this;
  },

  _initContainer() {
    this._container = canvas();
    this._ctx = this._container.getContext("2d", { alpha: false });
    this._names = canvas();
    this._names.classList.add("leaflet-zoom-animated");
    this._namesCtx = this._names.getContext("2d");
    this._map.getPane(NAMES_PANE).append(this._names);
  },

  _destroyContainer() {
    this._container.remove();
    this._names.remove();
  },

  _updateTransform(center, zoom) {
    CanvasRenderer.prototype._updateTransform.call(this, center, zoom);
    this._names.style.transform = this._container.style.transform;
  },

  /** Leaflet would place the canvas between two pixels here, which blurs it; there are no paths to reset. */
  _reset() {
    this._update();
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    CanvasRenderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    for (const element of [this._container, this._names]) {
      L.DomUtil.setPosition(element, this._bounds.min);
      element.width = Math.round(ratio * size.x);
      element.height = Math.round(ratio * size.y);
      element.style.width = `${size.x}px`;
      element.style.height = `${size.y}px`;
    }
    this._draw();
  },

  _draw() {
    const view = this._scaled(this._ctx);
    drawGround(this._ctx, this._world, view, PALETTES[this.options.theme]);
    this._drawNames();
  },

  _drawNames() {
    const view = this._scaled(this._namesCtx);
    this._namesCtx.clearRect(0, 0, view.width, view.height);
    if (!this.options.names) return;
    const { placed, riverNames } = this._place(view);
    drawLabels(this._namesCtx, placed, riverNames, view, PALETTES[this.options.theme]);
  },

  /** @returns {object} the view, after `ctx` was set to its scale */
  _scaled(ctx) {
    const view = this._view();
    const ratio = this._container.width / view.width;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    return view;
  },

  /** @returns {object} what the canvas shows, in world pixels of the zoom */
  _view() {
    const zoom = this._map.getZoom();
    const origin = this._map.getPixelOrigin();
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    return {
      zoom,
      scale: 256 * 2 ** zoom,
      left: origin.x + min.x,
      top: origin.y + min.y,
      width: size.x,
      height: size.y,
    };
  },

  _place(view) {
    const { x: w, y: h } = this._bounds.getSize();
    const around = L.bounds(this._bounds.min.subtract([w / 2, h / 2]), this._bounds.max.add([w / 2, h / 2]));
    const origin = this._map.getPixelOrigin();
    const shifted = (box) => box.map((edge, i) => edge + (i % 2 ? origin.y : origin.x));
    const occupied = this.options.occupied(around);
    const [symbols, counts] = [occupied.symbols.map(shifted), occupied.counts.map(shifted)];
    const [left, top, right, bottom] = shifted([around.min.x, around.min.y, around.max.x, around.max.y]);
    const wanted = ([x, y]) => x >= left && x <= right && y >= top && y <= bottom;
    const measure = (text, kind) => this._measure(text, kind);
    const { placed, occupancy } = placeLabels(this._labels, {
      zoom: view.zoom,
      measure,
      symbols,
      mixed: occupied.mixed,
      counts,
      wanted,
    });
    return { placed, riverNames: this._riverNames(view, occupancy) };
  },

  _riverNames(view, occupancy) {
    if (this._riverZoom !== view.zoom) {
      this._riverZoom = view.zoom;
      this._riverChoices = new Map();
    }
    const seen = this._world.basemap.rivers.flatMap(([name, inFrench, lines]) =>
      name
        ? lines
            .filter((line) => touches(this._world.arcs, line, view))
            .map((line) => [line, this.options.language === "fr" ? inFrench : name])
        : [],
    );
    return seen.flatMap(([line, name]) => placeAlong(this._choices(line, name, view.scale), occupancy));
  },

  /** Where a river can be named does not change while the zoom stays. */
  _choices(line, name, scale) {
    if (!this._riverChoices.has(line)) {
      const choices = choicesAlong(measured(this._world.arcs, line, scale), name, (text, kind) =>
        this._measure(text, kind),
      );
      this._riverChoices.set(line, choices);
    }
    return this._riverChoices.get(line);
  },

  /** Where letters stand apart, each is measured by itself: of these names there are many, but few letters. */
  _measure(text, kind) {
    const ruler = (this._rulers[kind] ??= rulerOf(kind));
    if (!ruler.spacing) return widthOf(text, ruler);
    let width = 0;
    for (const letter of text) width += widthOf(letter, ruler) + ruler.spacing;
    return width;
  },
});

/**
 * The embedded base map as a Leaflet layer.
 * @param {object} basemap the header's `basemap`
 * @param {import("./arcs.js").Arcs} arcs that its numbers mean
 * @param {Partial<typeof DEFAULTS>} [options]
 * @returns {L.Layer & {setTheme: (theme: Theme) => L.Layer, setLanguage: (language: string) => L.Layer, setPlaces: (places: object[]) => L.Layer, refresh: () => L.Layer}}
 */
export const createBasemapLayer = (basemap, arcs, options = {}) => new BasemapLayer(basemap, arcs, options);
