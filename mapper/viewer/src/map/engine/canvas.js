/**
 * Two canvases that move and scale with the map as Leaflet's own renderers do: one for the symbols, and above
 * it one for the rings of selection and pointer, so that a moving pointer repaints no symbol.
 */
import L from "../leaflet.js";
import { contextOf } from "../contextOf.js";
import { CanvasRenderer } from "../renderer.js";

/** @import {Bounds, Map as LeafletMap} from "leaflet" */
/** @import {View} from "../types.js" */

/** A higher resolution costs time and is not visible. */
const MOST_PIXELS_PER_PIXEL = 3;

/** @typedef {(ctx: CanvasRenderingContext2D, view: View) => void} Draw */

/**
 * @typedef {object} SymbolCanvasOptions
 * @property {string} pane
 * @property {Draw} draw draws the symbols
 * @property {Draw} drawRings draws the rings
 * @property {() => boolean} hasRings whether there are any
 */

/** A Leaflet renderer without paths: Leaflet moves it, and `draw` fills it. */
export class SymbolCanvas extends CanvasRenderer {
  #draw;
  #drawRings;
  #hasRings;
  #hadRings = false;
  /** @type {{symbols: CanvasRenderingContext2D, rings: CanvasRenderingContext2D}|null} */
  #contexts = null;

  /** @param {SymbolCanvasOptions} options */
  constructor({ pane, draw, drawRings, hasRings }) {
    super({ pane });
    this.#draw = draw;
    this.#drawRings = drawRings;
    this.#hasRings = hasRings;
  }

  /** @override @param {LeafletMap} map */
  onAdd(map) {
    super.onAdd(map);
    this.redraw();
    return this;
  }

  /** Draws both canvases now. */
  redraw() {
    const frame = this.#frame();
    if (!frame) return;
    paint(frame.contexts.symbols, frame.bounds, this.#draw, frame.view);
    this.redrawRings();
  }

  /** Draws only the upper canvas. It is not even resized to the map while nothing is marked. */
  redrawRings() {
    const frame = this.#frame();
    const hasRings = this.#hasRings();
    if (!frame || !(hasRings || this.#hadRings)) return;
    this.#hadRings = hasRings;
    paint(frame.contexts.rings, frame.bounds, hasRings ? this.#drawRings : () => {}, frame.view);
  }

  /** The area to draw; null before the map has a view. */
  #frame() {
    if (!this._map || !this._bounds || !this.#contexts) return null;
    const view = { zoom: this._map.getZoom(), origin: this._map.getPixelOrigin(), bounds: this._bounds };
    return { contexts: this.#contexts, bounds: this._bounds, view };
  }

  /** @override */
  _initContainer() {
    this._container = L.DomUtil.create("div", "mapper-symbols");
    this.#contexts = { symbols: addCanvas(this._container), rings: addCanvas(this._container) };
  }

  /** @override */
  _destroyContainer() {
    this._container?.remove();
    delete this._container;
    this.#contexts = null;
    this.#hadRings = false;
  }

  /** @override */
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    if (this._container && this._bounds) L.DomUtil.setPosition(this._container, this._bounds.min);
    this.fire("update");
  }

  /** Called by Leaflet after each `update`. @override */
  _updatePaths() {
    this.redraw();
  }
}

/** @param {HTMLElement} container */
function addCanvas(container) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true"); // the list of events says the same in words
  canvas.style.position = "absolute";
  canvas.style.pointerEvents = "none";
  container.append(canvas);
  return contextOf(canvas);
}

/** @param {CanvasRenderingContext2D} ctx @param {Bounds} bounds @param {Draw} draw @param {View} view */
function paint(ctx, bounds, draw, view) {
  const ratio = Math.min(window.devicePixelRatio || 1, MOST_PIXELS_PER_PIXEL);
  const size = bounds.getSize();
  const { canvas } = ctx;
  const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    Object.assign(canvas, { width, height });
    Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const { min } = view.bounds;
  ctx.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
  draw(ctx, view);
}
