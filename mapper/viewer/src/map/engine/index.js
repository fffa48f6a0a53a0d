/**
 * The map engine: draws what the store shows on a Leaflet map, and tells what is picked there.
 */
import { drawArea } from "./areas.js";
import { SymbolCanvas } from "./canvas.js";
import { createFrame } from "./frame.js";
import { createGrouping } from "./grouping.js";
import { createFacetLayers } from "./layers.js";
import { DEFAULTS, THEMES } from "./options.js";
import { RIM, markAt } from "./picking.js";
import { createPointer } from "./pointer.js";
import { drawRing } from "./rings.js";
import { createScene } from "./scene.js";
import { projectAreas, projectSites } from "./sites.js";
import { drawSymbol } from "./symbols.js";

const PANE = "mapper-symbols";

/** Above tiles, outlines and their labels, below popups. */
const PANE_Z_INDEX = 450;

/**
 * @param {L.Map} map a map that may not have a view yet
 * @param {import("../../state/store.js").Store} store
 * @param {Partial<typeof DEFAULTS>} [given]
 * @returns {Engine}
 */
export function mountEngine(map, store, given = {}) {
  return new Engine(map, store, { ...DEFAULTS, ...given });
}

/** Made by `mountEngine`. */
class Engine {
  #map;
  #store;
  #options;
  #theme;
  #areas;
  #scene;
  #drawn = { marks: [], boxes: [], mixed: [], rooms: [], groups: null, arranged: "" };
  #canvas;
  #filtered = 0; // how often what is shown has changed
  #painted = -1; // what of that is drawn
  #pending = null;
  #layers = null;
  #sketch = document.createElement("canvas").getContext("2d");

  constructor(map, store, given) {
    const options = {
      ...given,
      minRadius: given.minRadius[store.data.header.counts.sites < given.manySites ? 0 : 1],
    };
    this.#map = map;
    this.#store = store;
    this.#options = options;
    this.#theme = THEMES[options.theme];
    this.#areas = projectAreas(store.data.header);
    const sites = projectSites(store.data);
    const groupsAt = createGrouping(store.data, sites, this.#areas, options);
    this.#scene = createScene({ store, sites, areas: this.#areas, groupsAt, options });
    if (map.options.zoomSnap === 1) map.options.zoomSnap = options.zoomSnap; // else someone chose it
    this.#sketch.lineWidth = 2 * RIM;
    this.#mountCanvas();
    const frame = createFrame(map, store, { sites, areas: this.#areas }, options);
    /** Fits all located events into the free part of the map. */
    this.fit = frame.fit;
    /** Brings an event's place into view, never under a panel. False if it has none. */
    this.showEvent = frame.showEvent;
    /** Brings some sites into view. */
    this.showSites = frame.showSites;
    /** Brings bounds into view, never under a panel. */
    this.showBounds = frame.showBounds;
    /** Moves the map just so far that a point (container pixels) is not under a panel. */
    this.reveal = frame.reveal;
    const pointer = createPointer(map, store, {
      pick: (point, touch) => this.pick(point, { touch }),
      sitesOf: (group) => this.#sitesOf(group),
      describe: options.describe,
    });
    /** `onPick(listener)`: called with `{sites, point}` at a click on a symbol (point in container pixels), with null at a click beside all. */
    this.onPick = pointer.onPick;
    store.subscribe(({ changed }) => this.#follow(changed, pointer));
  }

  /** Leaflet layers by actor id, month key and type name: on the map = switched on. Made when first asked for: there are hundreds. */
  get layers() {
    return this.#withLayers();
  }

  /**
   * Draws the current state, once however often it is asked for before the next frame.
   *
   * @returns {Promise<void>} done when all is drawn
   */
  paint() {
    return (this.#pending ??= new Promise((resolve) => {
      nextFrame(() => {
        this.#pending = null;
        this.#canvas.redraw();
        resolve();
      });
    }));
  }

  /**
   * Draws the current state at once where it is not drawn yet, for a page that shows nothing yet.
   *
   * @returns {Promise<void>} done with the next frame
   */
  show() {
    if (this.#painted !== this.#filtered) this.#canvas.redraw();
    return new Promise(nextFrame);
  }

  /**
   * @param {{x: number, y: number}} point layer point
   * @param {{touch?: boolean}} [options] a finger is less exact than a mouse
   * @returns {import("./scene.js").Mark|null}
   */
  pick(point, { touch = false } = {}) {
    const { pickTolerance, touchTolerance } = this.#options;
    return markAt(this.#drawn.marks, point, {
      tolerance: touch ? touchTolerance : pickTolerance,
      size: this.#map.getSize(),
      isInside: (path, x, y) => this.#sketch.isPointInPath(path, x, y, "evenodd"),
      isOnRim: (path, x, y) => this.#sketch.isPointInStroke(path, x, y),
    });
  }

  /**
   * Where no label belongs: the boxes of the symbols at their full size and of the counts of areas, whatever the
   * filter hides, so that names on the map stay where they are when something is switched off.
   *
   * @returns {{symbols: number[][], mixed: boolean[], counts: number[][]}} boxes: left, top, right, bottom, in layer points; for each
   *   symbol whether it stands for other places more than for its own
   */
  occupied() {
    return { symbols: this.#drawn.boxes, mixed: this.#drawn.mixed, counts: this.#drawn.rooms };
  }

  /** Puts the layers on the map, and draws what lies around the view too, from now on. */
  complete() {
    this.#withLayers();
    this.#canvas.widen();
  }

  /** @param {"light"|"dark"} name drawn at once: a page that is about to be printed waits for no frame */
  setTheme(name) {
    const theme = THEMES[name] ?? THEMES.light;
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#canvas.redraw();
  }

  #withLayers() {
    return (this.#layers ??= createFacetLayers(this.#map, this.#store));
  }

  #mountCanvas() {
    const map = this.#map;
    map.createPane(PANE).style.zIndex = PANE_Z_INDEX;
    this.#canvas = new SymbolCanvas({
      pane: PANE,
      draw: (ctx, view) => this.#draw(ctx, view),
      drawMarks: (ctx) => this.#drawMarks(ctx),
      isMarked: () => Object.values(this.#store.selection).some((mark) => mark !== null),
    });
    map.whenReady(() => map.addLayer(this.#canvas));
  }

  #draw(ctx, view) {
    this.#painted = this.#filtered;
    this.#arrange(view);
    const theme = this.#theme;
    for (const mark of this.#drawn.marks) {
      if (mark.asArea) drawArea(ctx, mark, this.#areas[mark.area], { theme, view });
      else drawSymbol(ctx, mark, theme, this.#options);
    }
  }

  /** The scene anew, unless neither the view nor the filter has changed: opening a page asks several times for one paint. */
  #arrange(view) {
    const { zoom, origin, bounds } = view;
    const arranged = [
      this.#filtered,
      zoom,
      origin.x,
      origin.y,
      bounds.min.x,
      bounds.min.y,
      bounds.max.x,
      bounds.max.y,
    ].join();
    if (arranged !== this.#drawn.arranged) this.#drawn = { ...this.#scene(view), arranged };
  }

  #drawMarks(ctx) {
    const { selection, data } = this.#store;
    const ofEvent = (i) => Array.from(data.col.site.subarray(data.siteStart[i], data.siteStart[i + 1]));
    const sitesOf = (marks) =>
      marks?.event === undefined || marks?.event === null ? (marks?.sites ?? []) : ofEvent(marks.event);
    const selected = this.#marksOf(sitesOf(selection));
    const hovered = this.#marksOf(sitesOf(selection.hover));
    const joined = selection.event !== null && ofEvent(selection.event).length > 1;
    drawRing(ctx, selected, { theme: this.#theme, width: 2.5, joined });
    drawRing(
      ctx,
      hovered.filter((mark) => !selected.includes(mark)),
      { theme: this.#theme, width: 1.5 },
    );
  }

  #marksOf(sites) {
    const { marks, groups } = this.#drawn;
    if (!groups) return [];
    const wanted = new Set(Array.from(sites, (s) => groups.groupOf[s]));
    return wanted.size ? marks.filter((mark) => wanted.has(mark.group)) : [];
  }

  #sitesOf(group) {
    const { groupOf } = this.#drawn.groups;
    const sites = [];
    for (let s = 0; s < groupOf.length; s++) if (groupOf[s] === group) sites.push(s);
    return sites;
  }

  #follow(changed, pointer) {
    if (changed.has("selection") || changed.has("hover")) this.#canvas.redrawMarks();
    if (![...changed].every((key) => key === "selection" || key === "hover")) {
      this.#filtered++;
      pointer.leave();
      this.paint();
    }
  }
}

/** The next frame, or soon where there is none: a page in the background paints no frames. */
function nextFrame(run) {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    run();
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}
