// The Leaflet layer: one canvas in its own pane under the events, redrawn when a move or zoom has ended.

import L from "leaflet";
import { decodeArcs } from "./decode.js";
import { drawGround, drawLabels, fontOf } from "./draw.js";
import { STYLES, allLabels, placeLabels } from "./labels.js";
import { PALETTES } from "./palette.js";
import { choicesAlong, measured, placeAlong } from "./rivers.js";
import { touches } from "./trace.js";

/** @typedef {"light"|"dark"} Theme */

const DEFAULTS = {
  /** @type {Theme} */
  theme: "light",
  /** Boxes that no name may cover: `occupied(bounds) → [[left, top, right, bottom], …]`, all in layer points. */
  occupied: () => [],
  /** Language of the names, as far as there are any: "en" or "fr". */
  language: "en",
};

/** The pane's name, and its place: over tiles (200), under vectors and events (400). */
export const PANE = "basemap";
const PANE_Z_INDEX = 250;

const BasemapLayer = L.Renderer.extend({
  options: {
    pane: PANE,
    /** How much of the view is drawn around it, so that a short pan shows no edge. */
    padding: 0.2,
  },

  initialize(basemap, options) {
    L.Util.setOptions(this, { ...DEFAULTS, ...options });
    L.Util.stamp(this);
    this._layers = {};
    this._world = { basemap, arcs: decodeArcs(basemap.arcs, basemap.stepsPerDegree) };
    this._labels = allLabels(basemap, this.options.language);
    this._widths = new Map();
  },

  onAdd(map) {
    if (!map.getPane(PANE)) {
      const pane = map.createPane(PANE);
      pane.style.zIndex = PANE_Z_INDEX;
      pane.style.pointerEvents = "none";
    }
    L.Renderer.prototype.onAdd.call(this, map);
  },

  /** @param {Theme} theme */
  setTheme(theme) {
    this.options.theme = theme;
    return this.refresh();
  },

  /** @param {string} language "en" or "fr" */
  setLanguage(language) {
    this.options.language = language;
    this._labels = allLabels(this._world.basemap, language);
    delete this._riverZoom;
    return this.refresh();
  },

  /** Draws again: the symbols that names must avoid have changed. */
  refresh() {
    if (this._map && this._bounds) this._draw();
    return this;
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._ctx = this._container.getContext("2d", { alpha: false });
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
    delete this._ctx;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(ratio * size.x);
    this._container.height = Math.round(ratio * size.y);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this._draw();
  },

  _draw() {
    const view = this._view();
    const palette = PALETTES[this.options.theme];
    const ratio = this._container.width / view.width;
    this._ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawGround(this._ctx, this._world, view, palette);
    const { placed, riverNames } = this._place(view);
    drawLabels(this._ctx, placed, riverNames, view, palette);
  },

  /** @returns {object} what the canvas shows, in world pixels of the zoom */
  _view() {
    const zoom = this._map.getZoom();
    const origin = this._map.getPixelOrigin();
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    return { zoom, scale: 256 * 2 ** zoom, left: origin.x + min.x, top: origin.y + min.y, width: size.x, height: size.y };
  },

  _place(view) {
    const { x: w, y: h } = this._bounds.getSize();
    const around = L.bounds(this._bounds.min.subtract([w / 2, h / 2]), this._bounds.max.add([w / 2, h / 2]));
    const origin = this._map.getPixelOrigin();
    const shifted = (box) => box.map((edge, i) => edge + (i % 2 ? origin.y : origin.x));
    const symbols = this.options.occupied(around).map(shifted);
    const [left, top, right, bottom] = shifted([around.min.x, around.min.y, around.max.x, around.max.y]);
    const wanted = ([x, y]) => x >= left && x <= right && y >= top && y <= bottom;
    const measure = (text, kind) => this._measure(text, kind);
    const { placed, occupancy } = placeLabels(this._labels, { zoom: view.zoom, measure, symbols, wanted });
    return { placed, riverNames: this._riverNames(view, occupancy) };
  },

  _riverNames(view, occupancy) {
    if (this._riverZoom !== view.zoom) {
      this._riverZoom = view.zoom;
      this._riverChoices = new Map();
    }
    const seen = this._world.basemap.rivers.flatMap(([name, inFrench, lines]) =>
      name ? lines.filter((line) => touches(this._world.arcs, line, view)).map((line) => [line, this.options.language === "fr" ? inFrench : name]) : [],
    );
    return seen.flatMap(([line, name]) => placeAlong(this._choices(line, name, view.scale), occupancy));
  },

  /** Where a river can be named does not change while the zoom stays. */
  _choices(line, name, scale) {
    if (!this._riverChoices.has(line)) {
      const choices = choicesAlong(measured(this._world.arcs, line, scale), name, (text, kind) => this._measure(text, kind));
      this._riverChoices.set(line, choices);
    }
    return this._riverChoices.get(line);
  },

  _measure(text, kind) {
    const key = `${kind} ${text}`;
    let width = this._widths.get(key);
    if (width === undefined) {
      this._ctx.font = fontOf(kind);
      width = this._ctx.measureText(text).width + text.length * STYLES[kind].spacing * STYLES[kind].size;
      this._widths.set(key, width);
    }
    return width;
  },
});

/**
 * The embedded base map as a Leaflet layer.
 * @param {object} basemap the header's `basemap`
 * @param {Partial<typeof DEFAULTS>} [options]
 * @returns {L.Layer & {setTheme: (theme: Theme) => L.Layer, setLanguage: (language: string) => L.Layer, refresh: () => L.Layer}}
 */
export const createBasemapLayer = (basemap, options = {}) => new BasemapLayer(basemap, options);
