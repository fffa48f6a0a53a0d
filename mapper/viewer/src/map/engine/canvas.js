/**
 * Two canvases in a pane of their own, moved and scaled with the map as Leaflet moves its own renderers: one for the
 * symbols, one above it for the marks of selection and pointer, so that a moving pointer repaints no symbol.
 */
import L from "../leaflet.js";
import { CanvasRenderer } from "../renderer.js";

/** Beyond this, sharper pixels cost time and show nothing. */
const MOST_PIXELS_PER_PIXEL = 3;

/** A renderer without paths: it keeps the frame, `draw` fills it. */
export const SymbolCanvas = CanvasRenderer.extend({
  /**
   * @param {{draw: function(CanvasRenderingContext2D, object): void, drawMarks: function(CanvasRenderingContext2D, object): void, isMarked: function(): boolean, pane: string}} options
   *   `draw` and `drawMarks` are called with their context and the view (see scene.js), the second only where something is marked
   */
  initialize(options) {
    CanvasRenderer.prototype.initialize.call(this, options);
  },

  /** Leaflet draws a renderer's paths as they are added to it; this one has none, and names are placed around what is drawn. */
  onAdd(map) {
    CanvasRenderer.prototype.onAdd.call(this, map);
    this.redraw();
  },

  /** Draws both canvases now. */
  redraw() {
    if (!this._map || !this._bounds) return;
    this._paint(this._symbols, this.options.draw);
    this.redrawMarks();
  },

  /** Draws the upper canvas only. While nothing is marked it stays bare: most often there is nothing to draw. */
  redrawMarks() {
    const isMarked = this.options.isMarked();
    if (!this._map || !this._bounds || !(isMarked || this._wasMarked)) return;
    this._wasMarked = isMarked;
    this._paint(this._marks, isMarked ? this.options.drawMarks : () => {});
  },

  /** @returns {import("./scene.js").View} what the canvases cover, in layer points */
  view() {
    const origin = this._map.getPixelOrigin();
    return { zoom: this._map.getZoom(), origin, bounds: { min: this._bounds.min, max: this._bounds.max } };
  },

  _initContainer() {
    this._container = L.DomUtil.create("div", "mapper-symbols");
    this._symbols = this._canvas();
    this._marks = this._canvas();
  },

  _canvas() {
    const canvas = L.DomUtil.create("canvas", "", this._container);
    canvas.setAttribute("aria-hidden", "true"); // the list of events says the same in words
    canvas.style.position = "absolute";
    canvas.style.pointerEvents = "none";
    return canvas.getContext("2d");
  },

  _destroyContainer() {
    L.DomUtil.remove(this._container);
    delete this._container;
    delete this._symbols;
    delete this._marks;
    delete this._wasMarked;
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    CanvasRenderer.prototype._update.call(this);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.fire("update");
  },

  /** Called by Leaflet after each `update`. */
  _updatePaths() {
    this.redraw();
  },

  _paint(ctx, draw) {
    const ratio = Math.min(window.devicePixelRatio || 1, MOST_PIXELS_PER_PIXEL);
    const size = this._bounds.getSize();
    const { canvas } = ctx;
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
    }
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const { min } = this._bounds;
    ctx.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    draw(ctx, this.view());
  },
});
