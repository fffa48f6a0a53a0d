/**
 * Canvases that hold more than the view, but not at first: a page that opens shows the view, and draws what lies around it when all is read.
 */
import L from "./leaflet.js";

/** Part of the view that is drawn beyond each of its edges, so that a short drag shows no bare rim. */
const MARGIN = 0.1;

export const CanvasRenderer = L.Renderer.extend({
  options: { padding: 0 },

  /** Draws what lies around the view too, now and from now on. */
  widen() {
    this.options.padding = MARGIN;
    if (this._map) this._update();
  },
});
