/**
 * Draws events whose place is known only as an area: a thin dashed outline with their number. What is pointed at
 * or selected is drawn in full: a hatched polygon where the outline is known, else a circle of coloured dashes.
 */
import { BEYOND, CutPath, grown } from "../cutPath.js";
import { circleInTurn, strokeInTurn } from "./dashes.js";
import { outlineColours } from "./slices.js";
import { countOf } from "./symbols.js";

/** @import {Box, Mark, Outline, Slice, SymbolTheme, View} from "../types.js" */

/** A mark with its outline drawn. @typedef {Mark & {path: Path2D}} OutlinedMark */

/** Distance between the stripes of a hatched area, and their width, in pixels. */
const STRIPE = 9;
const STRIPE_WIDTH = 1.5;

/**
 * An area that covers more than this share of the view has paler stripes, so that the names below stay readable. An
 * area that fills the view keeps this part of the stripes' strength.
 */
const FADE_FROM = 0.25;
const FADE_TO = 0.3;

/** After so many stripes their colours repeat. */
const STRIPES = 8;

/** Dashes and gaps, in pixels. */
const DASH = /** @type {const} */ ([6, 4]);
const THIN_DASH = /** @type {const} */ ([4, 4]);
const THIN_WIDTH = 1;
const CIRCLE_WIDTH = 3;
export const COUNT_HEIGHT = 16;
/** Width of the room for a count like “1.2k” and the corner. */
export const COUNT_ROOM = 44;

const FONT = "600 11px system-ui, sans-serif";
const NAME_FONT = "11px system-ui, sans-serif";

/** Pixels between the name of an area and its count. */
const AFTER_NAME = 5;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark gets the path of its outline, for picking
 * @param {Outline|undefined} outline
 * @param {{theme: SymbolTheme, view: View}} options
 */
export function drawArea(ctx, mark, outline, { theme, view }) {
  if (outline) mark.path = outlinePath(outline, mark, view);
  thinOutline(ctx, mark, theme, view);
  drawCount(ctx, mark, theme);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark of an area that `drawArea` has drawn
 * @param {{theme: SymbolTheme, view: View}} options
 */
export function drawAreaInFull(ctx, mark, { theme, view }) {
  const { path } = mark;
  if (!path) {
    dashedCircle(ctx, mark, theme, view);
  } else {
    hatch(ctx, { ...mark, path }, { view, theme });
    ctx.strokeStyle = theme.outline;
    ctx.lineWidth = 1;
    ctx.setLineDash(DASH);
    ctx.stroke(path);
    ctx.setLineDash([]);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {Mark} mark @param {SymbolTheme} theme @param {View} view */
function thinOutline(ctx, mark, theme, view) {
  const { path } = mark;
  const dashes = { colours: outlineColours(mark.slices, theme), dash: THIN_DASH, edge: theme.stripeEdge };
  ctx.lineWidth = THIN_WIDTH;
  if (path) strokeInTurn(ctx, dashes, () => ctx.stroke(path));
  else circleInTurn(ctx, mark, { ...dashes, view });
}

/** @param {Outline} outline @param {Mark} mark @param {View} view */
function outlinePath({ rings }, { world, shift }, { origin, bounds: { min, max } }) {
  const whole = new Path2D();
  const path = new CutPath(whole, grown([min.x, min.y, max.x, max.y], BEYOND));
  for (const ring of rings) {
    for (let k = 0; k + 1 < ring.length; k += 2) {
      const [x, y] = [ring[k] * world - origin.x + shift, ring[k + 1] * world - origin.y];
      if (k) path.lineTo(x, y);
      else path.moveTo(x, y);
    }
    path.closePath();
  }
  return whole;
}

/**
 * Draws stripes from lower left to upper right, anchored to the world, so that they move with the map.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {OutlinedMark} mark
 * @param {{view: View, theme: SymbolTheme}} options
 */
function hatch(ctx, { path, box, slices }, { view: { bounds, origin }, theme }) {
  const west = Math.max(box[0], bounds.min.x);
  const east = Math.min(box[2], bounds.max.x);
  const north = Math.max(box[1], bounds.min.y);
  const south = Math.min(box[3], bounds.max.y);
  if (!slices.length) return;
  const colours = stripeColours(slices, STRIPES);
  const offset = origin.x + origin.y;
  ctx.save();
  ctx.clip(path, "evenodd");
  const view = (bounds.max.x - bounds.min.x) * (bounds.max.y - bounds.min.y);
  ctx.globalAlpha = theme.stripeOpacity * fading(((east - west) * (south - north)) / view);
  const first = Math.ceil((west + north + offset) / STRIPE);
  const last = Math.floor((east + south + offset) / STRIPE);
  for (let k = first; k <= last; k++) {
    const sum = k * STRIPE - offset; // x + y along this stripe
    ctx.beginPath();
    ctx.moveTo(sum - south, south);
    ctx.lineTo(sum - north, north);
    if (theme.stripeEdge) strokeIn(ctx, theme.stripeEdge, STRIPE_WIDTH + 1.5);
    strokeIn(ctx, colours[((k % STRIPES) + STRIPES) % STRIPES], STRIPE_WIDTH);
  }
  ctx.restore();
}

/**
 * @param {number} share of the view that an area's box covers
 * @returns {number} the part of the stripes' strength that is left
 */
export function fading(share) {
  const beyond = Math.min(1, Math.max(0, (share - FADE_FROM) / (1 - FADE_FROM)));
  return 1 - beyond * (1 - FADE_TO);
}

/** @param {CanvasRenderingContext2D} ctx @param {string} colour @param {number} width */
function strokeIn(ctx, colour, width) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * The colours of stripes: each slice in proportion to its share, at least once if there is room, spread evenly.
 *
 * @param {Pick<Slice, "colour"|"count">[]} slices at least one
 * @param {number} length
 * @returns {string[]}
 */
export function stripeColours(slices, length) {
  const sum = slices.reduce((total, slice) => total + slice.count, 0);
  const owed = slices.map(() => 0);
  const given = slices.map(() => 0);
  return Array.from({ length }, (_, k) => {
    slices.forEach((slice, j) => (owed[j] += slice.count / sum));
    const remaining = length - k;
    const missing = given.map((times, j) => (times ? -1 : j)).filter((j) => j >= 0);
    const pool = missing.length >= remaining ? missing : slices.map((_slice, j) => j);
    const next = pool.reduce((a, b) => (owed[b] > owed[a] + 1e-9 ? b : a));
    owed[next] -= 1;
    given[next] += 1;
    return slices[next].colour;
  });
}

/** @param {CanvasRenderingContext2D} ctx @param {Mark} mark @param {SymbolTheme} theme @param {View} view */
function dashedCircle(ctx, mark, theme, view) {
  const { slices } = mark;
  const colours = slices.length ? stripeColours(slices, STRIPES) : new Array(STRIPES).fill(theme.empty);
  ctx.lineWidth = CIRCLE_WIDTH + 2;
  circleInTurn(ctx, mark, { colours: [theme.land], dash: [1, 0], view });
  ctx.lineWidth = CIRCLE_WIDTH;
  circleInTurn(ctx, mark, { colours, dash: DASH, view });
}

/**
 * Draws the count of an area on its rim, after the area's name if it has room: inside, the count would seem to belong
 * to a town, outside, to a neighbour. A corner beside it means that sources disagree.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {SymbolTheme} theme
 */
export function drawCount(ctx, mark, theme) {
  if (!mark.size) return;
  const [x, y] = mark.countAt;
  const text = countOf(mark);
  const named = nameWidth(ctx, mark.name);
  ctx.font = FONT;
  const width = named + ctx.measureText(text).width + (mark.disputed ? 20 : 12);
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - COUNT_HEIGHT / 2, width, COUNT_HEIGHT, COUNT_HEIGHT / 2);
  ctx.fillStyle = theme.land;
  ctx.fill();
  strokeIn(ctx, theme.outline, 1);
  ctx.fillStyle = theme.figure;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x - width / 2 + 6 + named, y + 0.5);
  ctx.font = NAME_FONT;
  ctx.fillText(mark.name, x - width / 2 + 6, y + 0.5);
  if (mark.disputed) corner(ctx, x + width / 2 - 6, y - 3.5);
}

/** The room of a name before a count, in pixels. @param {CanvasRenderingContext2D} ctx @param {string} name */
function nameWidth(ctx, name) {
  ctx.font = NAME_FONT;
  return name ? ctx.measureText(name).width + AFTER_NAME : 0;
}

/**
 * Draws a filled triangle with its right angle at the upper right.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 */
function corner(ctx, x, y) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x, y + 6);
  ctx.lineTo(x - 6, y);
  ctx.fill();
}
