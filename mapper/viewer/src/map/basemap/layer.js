/**
 * The base map as a Leaflet layer: a canvas under the events for the ground, and one over them for the names.
 * Both are drawn anew when a move or zoom has ended.
 */
import L from "../leaflet.js";
import { WORLD } from "../mercator.js";
import { contextOf } from "../contextOf.js";
import { CanvasRenderer } from "../renderer.js";
import { borderNames } from "./borderNames.js";
import { drawGround } from "./drawGround.js";
import { drawNames } from "./drawNames.js";
import { allLabels } from "./labels.js";
import { PALETTES } from "./palette.js";
import { placeLabels } from "./placeLabels.js";
import { nameablePlaces } from "./places.js";
import { createRuler } from "./ruler.js";
import { RiverNames } from "./rivers.js";
import { copiesOf, isWithin } from "./views.js";

/** @import {Bounds, LatLng, Map as LeafletMap} from "leaflet" */
/** @import {Basemap, Language} from "../../data/types.js" */
/** @import {Arcs, Box, EventPlace, GroundView, Label, MapTheme, Occupied, PlacedLabel} from "../types.js" */
/** @import {Occupancy} from "../occupancy.js" */

/** Over tiles (200), under vectors and events (400). */
const PANE = "basemap";
const PANE_Z_INDEX = 250;

/** Over the events (450), under tooltips (650) and popups (700): names may lie over hatched areas. */
const NAMES_PANE = "basemap-names";
const NAMES_Z_INDEX = 460;

/** The source, and a note that its borders are not the program's opinion. */
const CREDIT = {
  en: "borders: Natural Earth, no position implied",
  fr: "frontières\u00a0: Natural Earth, sans prise de position",
};

/**
 * @typedef {object} BasemapOptions
 * @property {MapTheme} theme
 * @property {Language} language of the names
 * @property {() => Occupied} occupied gives the boxes that no name may cover
 */

/** The embedded base map. */
export class BasemapLayer extends CanvasRenderer {
  #ground;
  #theme;
  #language;
  #occupied;
  #showsNames = true;
  #measure = createRuler();
  /** @type {Label[]} */
  #places = [];
  /** @type {Label[]} */
  #added = [];
  #showsRivers = true;
  #labels;
  #rivers;
  /** @type {{ground: CanvasRenderingContext2D, names: CanvasRenderingContext2D}|null} */
  #contexts = null;

  /** @param {{basemap: Basemap, arcs: Arcs}} ground @param {BasemapOptions} options */
  constructor(ground, { theme, language, occupied }) {
    super({ pane: PANE });
    this.#ground = ground;
    this.#theme = theme;
    this.#language = language;
    this.#occupied = occupied;
    this.#labels = allLabels(ground.basemap, language);
    this.#rivers = new RiverNames(ground, language, this.#measure);
  }

  /** @override @param {LeafletMap} map */
  onAdd(map) {
    addPane(map, PANE, PANE_Z_INDEX);
    addPane(map, NAMES_PANE, NAMES_Z_INDEX);
    return super.onAdd(map);
  }

  /** @param {MapTheme} theme */
  setTheme(theme) {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#draw();
  }

  /** @param {Language} language */
  setLanguage(language) {
    if (language === this.#language) return;
    const control = this._map?.attributionControl;
    control?.removeAttribution(this.getAttribution());
    this.#language = language;
    control?.addAttribution(this.getAttribution());
    this.#gatherLabels();
    this.#drawNames();
  }

  /**
   * Names the places of the events as well, and draws the map around the view.
   *
   * @param {EventPlace[]} places points, not areas
   */
  setPlaces(places) {
    this.#places = nameablePlaces(places);
    this.#gatherLabels();
    this.widen();
  }

  /**
   * Names the places in the user's own tiles.
   *
   * @param {Label[]} places towns and villages, the largest first
   * @param {boolean} hasRivers whether the tiles lie over the base map and draw rivers of their own
   */
  addPlaces(places, hasRivers) {
    this.#added = places;
    this.#showsRivers = !hasRivers;
    this.#gatherLabels();
    this.#drawNames();
  }

  /** @param {boolean} shown whether names other than those of the largest symbols are written */
  setNames(shown) {
    this.#showsNames = shown;
    this.#drawNames();
  }

  /** Draws the names again, after the meaning of the symbols has changed. */
  redrawNames() {
    this.#drawNames();
  }

  /** The text for Leaflet's attribution control. @override */
  getAttribution() {
    return CREDIT[this.#language];
  }

  /** @override */
  _initContainer() {
    const [ground, names] = [createCanvas(), createCanvas()];
    names.classList.add("leaflet-zoom-animated");
    this._map.getPane(NAMES_PANE)?.append(names);
    this.#contexts = { ground: contextOf(ground, { alpha: false }), names: contextOf(names) };
    this._container = ground;
  }

  /** @override */
  _destroyContainer() {
    this.#contexts?.ground.canvas.remove();
    this.#contexts?.names.canvas.remove();
    this.#contexts = null;
    delete this._container;
  }

  /** @override @param {LatLng} center @param {number} zoom */
  _updateTransform(center, zoom) {
    super._updateTransform(center, zoom);
    if (!this.#contexts) return;
    const { ground, names } = this.#contexts;
    names.canvas.style.transform = ground.canvas.style.transform;
  }

  /** Leaflet would place the canvas between two pixels here, which blurs it. @override */
  _reset() {
    this._update();
  }

  /** @override */
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    if (!this.#contexts || !this._bounds) return;
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    for (const { canvas } of Object.values(this.#contexts)) {
      L.DomUtil.setPosition(canvas, this._bounds.min);
      canvas.width = Math.round(ratio * size.x);
      canvas.height = Math.round(ratio * size.y);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    this.#draw();
  }

  #gatherLabels() {
    this.#labels = allLabels(this.#ground.basemap, this.#language, this.#places, this.#added);
    this.#rivers = new RiverNames(this.#ground, this.#language, this.#measure);
  }

  #draw() {
    if (!this.#contexts || !this._bounds) return;
    const view = this.#view(this._bounds);
    scaleTo(this.#contexts.ground, view);
    drawGround(this.#contexts.ground, this.#ground, copiesOf(view), PALETTES[this.#theme]);
    this.#drawNames();
  }

  #drawNames() {
    if (!this._map || !this.#contexts || !this._bounds) return;
    const view = this.#view(this._bounds);
    const { names } = this.#contexts;
    scaleTo(names, view);
    names.clearRect(0, 0, view.width, view.height);
    for (const copy of copiesOf(view)) {
      const shift = view.left - copy.left;
      const { placed, occupancy } = this.#placeLabels(copy, shift);
      const beside = this.#showsNames ? this.#borderNames(placed, occupancy, shift) : [];
      const rivers = this.#showsNames && this.#showsRivers ? this.#rivers.place(copy, occupancy) : [];
      drawNames(names, [...placed, ...beside], rivers, copy, PALETTES[this.#theme]);
    }
  }

  /** The view that the canvases show. @param {Bounds & {min: {x: number, y: number}}} bounds @returns {GroundView} */
  #view(bounds) {
    const zoom = this._map.getZoom();
    const origin = this._map.getPixelOrigin();
    const size = bounds.getSize();
    const scale = WORLD * 2 ** zoom;
    const [left, top] = [origin.x + bounds.min.x, origin.y + bounds.min.y];
    return { zoom, scale, left, top, width: size.x, height: size.y };
  }

  /**
   * Places the names in the view and half a view around it.
   *
   * @param {GroundView} view of one copy of the world
   * @param {number} shift pixels from the first copy to this one
   */
  #placeLabels({ zoom, scale, left, top, width, height }, shift) {
    const origin = this._map.getPixelOrigin();
    /** @returns {Box} */
    const inWorld = (/** @type {Box} */ [west, north, east, south]) => [
      west + origin.x - shift,
      north + origin.y,
      east + origin.x - shift,
      south + origin.y,
    ];
    const occupied = this.#occupied();
    const { mixed, hidden, counts } = occupied;
    const symbols = occupied.symbols.map(inWorld);
    const isOfCopy = (/** @type {Box} */ [west, , east]) => west + east >= 0 && west + east < 2 * scale;
    const titles = occupied.titles.filter(({ symbol }) => isOfCopy(symbols[symbol]));
    const seen = this.#seen(shift);
    return placeLabels(this.#showsNames ? this.#labels : [], {
      zoom,
      measure: this.#measure,
      symbols,
      mixed,
      hidden,
      counts: counts.map(inWorld),
      titles,
      isSeen: (box) => isWithin(box, seen),
      wanted: ([x, y]) =>
        x >= left - width / 2 && x <= left + 1.5 * width && y >= top - height / 2 && y <= top + 1.5 * height,
    });
  }

  /** @param {PlacedLabel[]} placed @param {Occupancy} occupancy @param {number} shift */
  #borderNames(placed, occupancy, shift) {
    const seen = this.#seen(shift);
    const countries = placed.filter(({ kind, box }) => kind === "country" && isWithin(box, seen));
    const named = new Set(countries.map(({ text }) => text));
    return borderNames(this.#ground, seen, {
      language: this.#language,
      measure: this.#measure,
      isNamed: (text) => named.has(text),
      occupancy,
    });
  }

  /**
   * The part that the reader sees; the canvases are larger.
   *
   * @param {number} shift pixels from the first copy of the world to the one that is meant
   * @returns {GroundView}
   */
  #seen(shift) {
    const zoom = this._map.getZoom();
    const { min, max } = /** @type {Required<Bounds>} */ (this._map.getPixelBounds());
    const [width, height] = [max.x - min.x, max.y - min.y];
    return { zoom, scale: WORLD * 2 ** zoom, left: min.x - shift, top: min.y, width, height };
  }
}

/** @param {LeafletMap} map @param {string} name @param {number} zIndex */
function addPane(map, name, zIndex) {
  if (map.getPane(name)) return;
  const pane = map.createPane(name);
  pane.style.zIndex = String(zIndex);
  pane.style.pointerEvents = "none";
}

function createCanvas() {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}

/** Sets a context to CSS pixels. @param {CanvasRenderingContext2D} ctx @param {GroundView} view */
function scaleTo(ctx, view) {
  const ratio = ctx.canvas.width / view.width;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
}
