/**
 * Draws the ground of the base map on a canvas context that is already scaled to CSS pixels.
 */
import { touches, trace } from "./trace.js";

/** @import {ArcNumbers, Basemap} from "../../data/types.js" */
/** @import {Arcs, GroundView} from "../types.js" */
/** @import {Palette} from "./palette.js" */

const ADMIN1_DASH = [5, 3];
const DISPUTED_DASH = [7, 2, 1.5, 2];

/** Width of borders. Chromium draws wider lines much more slowly (docs/performance.md). */
const BORDER_WIDTH = 1;

/**
 * Draws water, land, lakes, rivers and borders.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {{arcs: Arcs, basemap: Basemap}} ground
 * @param {GroundView[]} copies the view of each copy of the world in it
 * @param {Palette} palette
 */
export function drawGround(ctx, ground, copies, palette) {
  ctx.fillStyle = palette.water;
  ctx.fillRect(0, 0, copies[0].width, copies[0].height);
  for (const view of copies) drawWorld(ctx, ground, view, palette);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {{arcs: Arcs, basemap: Basemap}} ground
 * @param {GroundView} view
 * @param {Palette} palette
 */
function drawWorld(ctx, { arcs, basemap }, view, palette) {
  const areas = (/** @type {ArcNumbers[][]} */ polygons) => areasPath(arcs, polygons, view);
  const lines = (/** @type {ArcNumbers[]} */ parts) => linesPath(arcs, parts, view);
  drawAreas(ctx, areas(basemap.land), palette.land, palette.coast);
  drawRivers(ctx, (isNamed) => lines(riverLines(basemap, isNamed)), view, palette);
  drawAreas(
    ctx,
    areas(basemap.lakes.flatMap(([, , , , , polygons]) => polygons)),
    palette.water,
    palette.coast,
  );
  const inner = basemap.admin1.filter(([zoom]) => view.zoom >= zoom).flatMap(([, numbers]) => numbers);
  ctx.setLineDash(ADMIN1_DASH);
  stroke(ctx, lines(single(inner)), palette.admin1, 0.9);
  ctx.setLineDash([]);
  const width = view.zoom < 5 ? 0.9 : BORDER_WIDTH;
  stroke(ctx, lines(single(basemap.borders)), palette.border, width);
  ctx.setLineDash(DISPUTED_DASH);
  stroke(ctx, lines(single(basemap.disputed)), palette.border, width);
  ctx.setLineDash([]);
}

/** Arcs that are lines of their own. @param {ArcNumbers} numbers @returns {ArcNumbers[]} */
const single = (numbers) => numbers.map((number) => [number]);

/** @param {Basemap} basemap @param {boolean} isNamed */
const riverLines = ({ rivers }, isNamed) =>
  rivers.filter(([name]) => Boolean(name) === isNamed).flatMap(([, , lines]) => lines);

/** @param {Arcs} arcs @param {ArcNumbers[][]} polygons @param {GroundView} view */
function areasPath(arcs, polygons, view) {
  const path = new Path2D();
  for (const rings of polygons) {
    if (!touches(arcs, rings[0], view)) continue;
    for (const ring of rings) trace(path, arcs, ring, view, true);
  }
  return path;
}

/** @param {Arcs} arcs @param {ArcNumbers[]} lines @param {GroundView} view */
function linesPath(arcs, lines, view) {
  const path = new Path2D();
  for (const line of lines) if (touches(arcs, line, view)) trace(path, arcs, line, view, false);
  return path;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {string} colour
 * @param {string} outline
 */
function drawAreas(ctx, path, colour, outline) {
  ctx.fillStyle = colour;
  ctx.fill(path, "evenodd");
  stroke(ctx, path, outline, 0.8);
}

/** @param {CanvasRenderingContext2D} ctx @param {Path2D} path @param {string} colour @param {number} width */
function stroke(ctx, path, colour, width) {
  ctx.lineJoin = "round";
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke(path);
}

/**
 * Draws the rivers. Those with a name are the large ones, and drawn wider.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {(isNamed: boolean) => Path2D} pathOf
 * @param {GroundView} view
 * @param {Palette} palette
 */
function drawRivers(ctx, pathOf, view, palette) {
  const wide = Math.max(0.8, Math.min(2.4, 0.4 * (view.zoom - 2)));
  stroke(ctx, pathOf(false), palette.river, 0.6 * wide);
  stroke(ctx, pathOf(true), palette.river, wide);
}
