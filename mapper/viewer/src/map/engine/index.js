/**
 * The map engine: draws the store's events on a Leaflet map, and reports what is picked there.
 */
import { createTitles } from "../basemap/titles.js";
import { contextOf } from "../contextOf.js";
import { drawArea } from "../drawing/areas.js";
import { SymbolCanvas } from "./canvas.js";
import { Frame } from "./frame.js";
import { createGroups } from "./groups.js";
import { createFacetLayers } from "../facetLayers.js";
import { SYMBOL_THEMES, completeOptions } from "./options.js";
import { RIM, markAt } from "./picking.js";
import { Pointer } from "./pointer.js";
import { cellShape, drawCell } from "../drawing/cells.js";
import { PALE, formsOf } from "../drawing/forms.js";
import { drawRings } from "../drawing/rings.js";
import { shadeOf } from "../drawing/shades.js";
import { countIn, createScene } from "./scene.js";
import { projectAreas, projectSites, sitesOfEvent } from "./sites.js";
import { drawSymbol } from "../drawing/symbols.js";

/** @import {Map as LeafletMap} from "leaflet" */
/** @import {DisplayStore} from "../../state/display.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {Hover, Selection} from "../../state/types.js" */
/** @import {Box, EngineOptions, Form, Mark, Occupied, Picked, Pixel, Scene, SymbolTheme, View} from "../types.js" */
/** @import {FacetLayers} from "../facetLayers.js" */

/** Above tiles, outlines and their labels, below popups. */
const PANE = "mapper-symbols";
const PANE_Z_INDEX = 450;

/** Widths of the rings around what is selected and what is pointed at, in pixels. */
const SELECTED = 2.5;
const HOVERED = 1.5;

/**
 * Milliseconds after which a change is drawn even without a frame: a page in the background paints none.
 */
const LONGEST_WAIT = 250;

/**
 * @param {LeafletMap} map may be without a view yet
 * @param {{store: Store, display: DisplayStore}} state
 * @param {Partial<EngineOptions>} [options]
 */
export const mountEngine = (map, state, options = {}) => new Engine(map, state, options);

/** Made by `mountEngine`. */
export class Engine {
  #map;
  #store;
  #display;
  #options;
  #areas;
  #groups;
  #sceneOf;
  #titlesOf;
  /** Names of places, once they are read. @type {string[]|null} */
  #places = null;
  #pointer;
  #canvas;
  /** The drawn scene, and the view that it is of. @type {{scene: Scene, of: string}|null} */
  #drawn = null;
  /** The number of changes so far. */
  #changes = 0;
  /** How many of these changes have been drawn. */
  #painted = -1;
  /** @type {Promise<void>|null} */
  #pending = null;
  /** @type {Readonly<FacetLayers>|null} */
  #layers = null;
  /** Only for testing whether a point lies in an outline. */
  #sketch = contextOf(document.createElement("canvas"));

  /**
   * @param {LeafletMap} map
   * @param {{store: Store, display: DisplayStore}} state
   * @param {Partial<EngineOptions>} given
   */
  constructor(map, { store, display }, given) {
    const { data } = store;
    this.#map = map;
    this.#store = store;
    this.#display = display;
    this.#options = completeOptions(given, data.header.counts.sites);
    this.#areas = projectAreas(data.header);
    const sites = projectSites(data);
    this.#groups = createGroups(store, { sites, areas: this.#areas }, this.#options);
    const groupsAt = this.#groups.at;
    this.#sceneOf = createScene({ store, sites, areas: this.#areas, groupsAt, options: this.#options });
    this.#titlesOf = createTitles(store);
    this.#sketch.lineWidth = 2 * RIM;
    // A zoom step other than Leaflet's default, or a largest zoom, was chosen by the user and stays.
    if (map.options.zoomSnap === 1) map.options.zoomSnap = this.#options.zoomSnap;
    map.options.maxZoom ??=
      data.header.tiles || data.header.archive ? this.#options.maxZoomOfTiles : this.#options.maxZoom;
    this.#canvas = this.#mountCanvas();
    /** Moves the map. */
    this.frame = new Frame(map, data, { sites, areas: this.#areas }, this.#options);
    this.#pointer = new Pointer(map, store, {
      pick: (point, isTouch) => this.pick(point, isTouch),
      sitesOf: (group) => this.#sitesOfGroup(group),
      describe: this.#options.describe,
    });
    store.subscribe(({ changed }) => {
      if (changed.has("selection") || changed.has("hover")) this.#canvas.redrawRings();
    });
    store.onState(() => {
      this.#changes++;
      this.#pointer.leave();
      this.paint();
    });
    let theme = display.mapTheme();
    display.subscribe(() => {
      if (display.mapTheme() === theme) return;
      theme = display.mapTheme();
      this.#canvas.redraw(); // at once: a page that is about to be printed paints no more frames
    });
  }

  /**
   * Leaflet layers by actor id, month key and type name. They are made when first asked for: there may be
   * hundreds.
   */
  get layers() {
    return (this.#layers ??= createFacetLayers(this.#map, this.#store));
  }

  /**
   * @param {(picked: Picked|null) => void} listener called with what was clicked; null for a click beside all
   *   symbols
   */
  onPick(listener) {
    this.#pointer.onPick(listener);
  }

  /**
   * Draws the current state in the next frame, once however often it is asked for.
   *
   * @returns {Promise<void>} when all is drawn
   */
  paint() {
    return (this.#pending ??= nextFrame().then(() => {
      this.#pending = null;
      this.#canvas.redraw();
    }));
  }

  /**
   * Draws the current state at once, if it is not drawn yet.
   *
   * @returns {Promise<void>} with the next frame
   */
  show() {
    if (this.#painted !== this.#changes) this.#canvas.redraw();
    return nextFrame();
  }

  /**
   * Puts the layers on the map, names the largest symbols, and from now on also draws the map around the view. Then
   * prepares for a change from cells to symbols.
   *
   * @param {string[]} places names of places, as `data.names()` has them
   */
  complete(places) {
    this.#places = places;
    void this.layers;
    this.#canvas.widen();
    void this.#groups.prepare(this.#map.getZoom());
  }

  /**
   * @param {Pixel} point layer point
   * @param {boolean} [isTouch] a finger is less exact than a mouse
   * @returns {Mark|null}
   */
  pick(point, isTouch = false) {
    if (!this.#drawn) return null;
    const { pickTolerance, touchTolerance } = this.#options;
    return markAt(this.#drawn.scene.marks, point, {
      tolerance: isTouch ? touchTolerance : pickTolerance,
      size: this.#map.getSize(),
      isInside: (path, x, y) => this.#sketch.isPointInPath(path, x, y, "evenodd"),
      isOnRim: (path, x, y) => this.#sketch.isPointInStroke(path, x, y),
    });
  }

  /** @param {Box} box of the map's container @returns {number} how many symbols and counts of areas lie in it */
  symbolsIn([left, top, right, bottom]) {
    if (!this.#drawn) return 0;
    const { x, y } = this.#map.layerPointToContainerPoint([0, 0]);
    return countIn(this.#drawn.scene, [left - x, top - y, right - x, bottom - y]);
  }

  /**
   * @returns {{most: number, radiusOf: (size: number) => number, areCells: boolean, shadeOf: (colour: string,
   *   strength: number) => string}} the largest symbol in view, and how large others are; or the largest cell, whatever
   *   is in view, and the shade of one from the weakest (0) to that (1)
   */
  sizes() {
    const { minRadius } = this.#options;
    const scene = this.#drawn?.scene;
    const inView = scene?.marks.reduce((a, { asArea, size }) => Math.max(a, asArea ? 0 : size), 0) ?? 0;
    const cells = scene?.groups.cells;
    return {
      areCells: Boolean(cells),
      most: cells?.most ?? inView,
      radiusOf: (size) => Math.max(minRadius, (scene?.groups.scale ?? 1) * Math.sqrt(size)),
      shadeOf: (colour, strength) =>
        shadeOf(colour, strength, SYMBOL_THEMES[this.#display.mapTheme()].isDark),
    };
  }

  /** @returns {{forms: Form[], theme: SymbolTheme}} which forms the symbols in view have, and how they are drawn */
  forms() {
    const { x: width, y: height } = this.#map.getSize();
    const { x: left, y: top } = this.#map.containerPointToLayerPoint([0, 0]);
    const inView = (this.#drawn?.scene.marks ?? []).filter(
      ({ box: [west, north, east, south] }) =>
        east > left && west < left + width && south > top && north < top + height,
    );
    const { other } = this.#store.data.header.colours;
    return { forms: formsOf(inView, other), theme: SYMBOL_THEMES[this.#display.mapTheme()] };
  }

  /**
   * @returns {Occupied} where no name belongs: the symbols at their full size and the counts of areas,
   *   whatever the filter hides, so that names stay where they are when something is switched off; and the
   *   names of the largest symbols under the filter
   */
  occupied() {
    if (!this.#drawn) return { symbols: [], mixed: [], hidden: [], counts: [], titles: [] };
    const { scene } = this.#drawn;
    const titles = this.#places ? this.#titlesOf(scene, this.#places) : [];
    const { boxes: symbols, mixed, hidden, rooms: counts } = scene;
    return { symbols, mixed, hidden, counts, titles };
  }

  #mountCanvas() {
    this.#map.createPane(PANE).style.zIndex = String(PANE_Z_INDEX);
    const canvas = new SymbolCanvas({
      pane: PANE,
      draw: (ctx, view) => this.#draw(ctx, view),
      drawRings: (ctx, view) => this.#drawRings(ctx, view),
      hasRings: () => ringed(this.#store.selection) || ringed(this.#store.selection.hover),
    });
    this.#map.whenReady(() => void this.#map.addLayer(canvas));
    return canvas;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {View} view */
  #draw(ctx, view) {
    this.#painted = this.#changes;
    const { marks, groups } = this.#arrange(view);
    const theme = SYMBOL_THEMES[this.#display.mapTheme()];
    const cellRadius = marks.find(({ isCell }) => isCell)?.r ?? 0;
    const cells = { theme, most: groups.cells?.most ?? 1, shape: cellShape(cellRadius) };
    const { figureFrom, ringsFrom } = this.#options;
    const { other } = this.#store.data.header.colours;
    const options = { figureFrom, showsRings: view.zoom >= ringsFrom, other };
    for (const mark of marks) {
      ctx.globalAlpha = mark.longer === 1 ? PALE : 1;
      if (mark.isCell) drawCell(ctx, mark, cells);
      else if (mark.asArea) drawArea(ctx, mark, this.#areas[mark.area], { theme, view });
      else drawSymbol(ctx, mark, theme, options);
    }
    ctx.globalAlpha = 1;
  }

  /** The scene of a view; the drawn one if neither view nor filter has changed. @param {View} view */
  #arrange(view) {
    const { zoom, origin, bounds } = view;
    const of = JSON.stringify([this.#changes, zoom, origin, bounds.min, bounds.max]);
    if (this.#drawn?.of !== of) this.#drawn = { scene: this.#sceneOf(view), of };
    return this.#drawn.scene;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {View} view */
  #drawRings(ctx, view) {
    const { selection } = this.#store;
    const theme = SYMBOL_THEMES[this.#display.mapTheme()];
    const sites = this.#sitesOf(selection);
    const selected = this.#marksOf(sites);
    const hovered = this.#marksOf(this.#sitesOf(selection.hover)).filter((mark) => !selected.includes(mark));
    drawRings(ctx, selected, {
      theme,
      width: SELECTED,
      view,
      joined: selection.event !== null && sites.length > 1,
    });
    drawRings(ctx, hovered, { theme, width: HOVERED, view });
  }

  /** The sites of an event, or those that are named. @param {Selection|Hover|null} of @returns {number[]} */
  #sitesOf(of) {
    if (typeof of?.event === "number") return sitesOfEvent(this.#store.data, of.event);
    return of?.sites ?? [];
  }

  /** The symbols of some sites. @param {number[]} sites @returns {Mark[]} */
  #marksOf(sites) {
    if (!this.#drawn || !sites.length) return [];
    const { marks, groups } = this.#drawn.scene;
    const wanted = new Set(sites.map((s) => groups.groupOf[s]));
    return marks.filter(({ group }) => wanted.has(group));
  }

  /** @param {number} group @returns {number[]} */
  #sitesOfGroup(group) {
    const groupOf = this.#drawn?.scene.groups.groupOf ?? [];
    return Array.from(groupOf.keys()).filter((s) => groupOf[s] === group);
  }
}

/** Whether a ring has to be drawn. @param {Selection|Hover|null} of */
const ringed = (of) => typeof of?.event === "number" || Boolean(of?.sites);

/** @returns {Promise<void>} with the next frame */
function nextFrame() {
  return new Promise((done) => {
    requestAnimationFrame(() => done());
    setTimeout(done, LONGEST_WAIT);
  });
}
