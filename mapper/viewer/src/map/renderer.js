import L from "./leaflet.js";

/** @import {RendererOptions} from "leaflet" */

/** The share of the view that is drawn beyond each edge, so that a short drag shows no empty rim. */
const MARGIN = 0.1;

/** A renderer that draws on canvases. At first it covers the view only, so that a page opens sooner. */
export class CanvasRenderer extends L.Renderer {
  /** @param {RendererOptions} options */
  constructor(options) {
    super({ padding: 0, ...options });
  }

  /** From now on also draws the map around the view. */
  widen() {
    this.options.padding = MARGIN;
    if (this._map) this._update();
  }
}
