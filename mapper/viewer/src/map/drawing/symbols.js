/**
 * Draws the symbols of points: dots, pies and rings. A symbol is hollow if the place is one of several or not where the
 * record says; it has outlines for imprecise places, and a notch if sources disagree.
 */

import { circleInTurn } from "./dashes.js";
import { fewSlices, outlineColours } from "./slices.js";

/** @import {Mark, Slice, SymbolTheme} from "../types.js" */

/**
 * A count as it is written in the hole of a symbol.
 *
 * @typedef {{text: string, font: string, hole: number}} Figure
 */

const TOP = -Math.PI / 2;
const FULL = 2 * Math.PI;
const ONE_O_CLOCK = TOP + Math.PI / 6;
const FIVE_O_CLOCK = Math.PI / 2 - Math.PI / 6;

/** Widths in pixels. */
const OUTLINE = 1;
const HAIRLINE = 0.5;
const HALF_HEAVY = 1.5;
const HOLLOW_RING = 2.5;
const IMPRECISE_GAP = 2.5;
const VAGUE_DASH = /** @type {const} */ ([3, 2]);

/** A slice whose arc is shorter than this, in pixels, is narrow. */
const NARROW = 5;

const FIGURE_FONT = "600 11px system-ui, sans-serif";
const LARGE_FIGURE_FONT = "600 13px system-ui, sans-serif";
const SIGN_FONT = "600 10px system-ui, sans-serif";

/** Before a count that is only a lower bound: some of its events state only bounds. */
const AT_LEAST = "≥";

/** Beside a symbol none of whose events is where its record says. */
const IN_DOUBT = "?";

/** Pixels between a symbol and the middle of the sign beside it. */
const SIGN_GAP = 6;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {SymbolTheme} theme
 * @param {{figureFrom: number, showsRings: boolean, other: string}} options `showsRings`: places known within a
 *   radius show it; `other`: the colour of all that have none of their own
 */
export function drawSymbol(ctx, mark, theme, options) {
  const { x, y, r } = mark;
  if (!mark.size) {
    drawEmpty(ctx, mark, theme);
    drawSign(ctx, mark, doubtOf(mark), theme);
    return;
  }
  if (mark.vague) {
    drawVague(ctx, mark, theme);
    return;
  }
  const figure = mark.size >= options.figureFrom && !isHollow(mark) ? fittingFigure(ctx, mark) : null;
  const hasRing =
    options.showsRings && drawOwnRings(ctx, mark, { theme, gap: IMPRECISE_GAP, width: HAIRLINE });
  drawSlices(ctx, { ...mark, slices: fewSlices(mark.slices, r, options.other) }, theme);
  const hole = holeRadius(mark, figure);
  if (hole) disc(ctx, x, y, hole, theme.land);
  if (hole && !figure) circle(ctx, x, y, hole, { colour: theme.outline, width: OUTLINE / 2 });
  drawOutline(ctx, mark, { theme, hasRing: hasRing && mark.imprecise === 1 });
  if (mark.disputed) drawNotch(ctx, mark, theme);
  drawCount(ctx, mark, figure, theme);
}

/**
 * Draws the rings of places at a point that are known only to a radius, if they are larger than the symbol.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {{theme: SymbolTheme, gap: number, width: number}} options pixels
 * @returns {boolean} whether there is one
 */
export function drawOwnRings(ctx, { x, y, r, rings }, { theme, gap, width }) {
  const seen = rings.filter((ring) => ring > r + gap);
  for (const ring of seen) circle(ctx, x, y, ring, { colour: theme.outline, width });
  return seen.length > 0;
}

/**
 * Draws a group of mostly small areas, too small to be drawn as areas: a thin broken ring with the number.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {SymbolTheme} theme
 */
function drawVague(ctx, mark, theme) {
  const { x, y, r, slices, size } = mark;
  disc(ctx, x, y, r, theme.land);
  ctx.lineWidth = HALF_HEAVY;
  const dashes = { colours: outlineColours(slices, theme), dash: VAGUE_DASH, edge: theme.stripeEdge };
  circleInTurn(ctx, { x, y, reach: r }, dashes);
  if (mark.disputed) drawNotch(ctx, mark, theme);
  const text = textsOf(mark).find((one) => size > 1 && widthOf(ctx, one, FIGURE_FONT) <= 2 * r - 3);
  drawCount(ctx, mark, text ? { text, font: FIGURE_FONT, hole: 0 } : null, theme);
}

/**
 * Draws the count of a symbol if there is room, and signs beside it: that the count is only a lower bound, and that the
 * symbol is not where the records say.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {Figure|null} figure
 * @param {SymbolTheme} theme
 */
function drawCount(ctx, mark, figure, theme) {
  if (figure) drawFigure(ctx, mark, figure, theme);
  const atLeast = mark.bounded && !figure?.text.startsWith(AT_LEAST) ? AT_LEAST : "";
  drawSign(ctx, mark, atLeast + doubtOf(mark), theme);
}

/**
 * Draws signs outside a symbol, at five o'clock.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {string} sign
 * @param {SymbolTheme} theme
 */
function drawSign(ctx, { x, y, r }, sign, { land, figure }) {
  if (!sign) return;
  const reach = r + SIGN_GAP;
  const [at, below] = [x + reach * Math.cos(FIVE_O_CLOCK), y + reach * Math.sin(FIVE_O_CLOCK)];
  ctx.font = SIGN_FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.strokeStyle = land;
  ctx.lineWidth = 3;
  ctx.strokeText(sign, at, below);
  ctx.fillStyle = figure;
  ctx.fillText(sign, at, below);
}

/** The count of a mark as text, in at most four characters after the sign for a lower bound. @param {Mark} mark */
export const countOf = ({ size, bounded }) => `${bounded ? AT_LEAST : ""}${shortCount(size)}`;

/** The count in possible spellings, the best first and ever narrower. @param {Mark} mark @returns {string[]} */
const textsOf = (mark) => [...new Set([countOf(mark), shortCount(mark.size), roundCount(mark.size)])];

/**
 * Draws a place whose events have no dead: a dot, open if one of them states no number.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {SymbolTheme} theme
 */
function drawEmpty(ctx, { x, y, r, notStated }, theme) {
  disc(ctx, x, y, r, notStated ? theme.land : theme.empty);
  if (notStated) circle(ctx, x, y, r, { colour: theme.empty, width: 1.5 * OUTLINE });
}

/** @param {Mark} mark */
const doubtOf = ({ doubted }) => (doubted === 1 ? IN_DOUBT : "");

/** Whether a filled symbol would claim more certainty than its events have. @param {Mark} mark */
const isHollow = (mark) => mark.hollow || mark.doubted === 1;

/** @param {Mark} mark @param {Figure|null} figure @returns {number} 0 for none */
function holeRadius(mark, figure) {
  const { r } = mark;
  if (isHollow(mark)) return r - HOLLOW_RING;
  return figure ? figure.hole : 0;
}

/** @param {CanvasRenderingContext2D} ctx @param {Mark} mark @param {SymbolTheme} theme */
function drawSlices(ctx, { x, y, r, slices }, theme) {
  const sum = slices.reduce((total, slice) => total + slice.count, 0);
  let from = TOP;
  for (const { colour, hollow, count, isRest } of slices) {
    const to = from + (FULL * count) / sum;
    ctx.beginPath();
    if (to - from < FULL) ctx.moveTo(x, y);
    ctx.arc(x, y, r, from, to);
    ctx.closePath();
    ctx.fillStyle = hollow ? theme.land : isRest ? theme.rest : colour;
    ctx.fill();
    if (hollow) {
      ctx.beginPath();
      ctx.arc(x, y, r - HOLLOW_RING / 2, from, to);
      ctx.strokeStyle = colour;
      ctx.lineWidth = HOLLOW_RING;
      ctx.stroke();
    }
    from = to;
  }
  if (slices.length > 1) drawDividers(ctx, { x, y, r, slices, sum }, theme);
}

/**
 * Draws lines between slices, but not beside narrow ones, whose colour would be lost.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {{x: number, y: number, r: number, slices: Slice[], sum: number}} pie `sum` of all counts
 * @param {SymbolTheme} theme
 */
function drawDividers(ctx, { x, y, r, slices, sum }, theme) {
  const wide = slices.map(({ count }) => (r * FULL * count) / sum >= NARROW);
  ctx.beginPath();
  let angle = TOP;
  slices.forEach(({ count }, k) => {
    if (wide[k] && wide.at(k - 1)) {
      ctx.moveTo(x, y);
      ctx.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
    }
    angle += (FULL * count) / sum;
  });
  ctx.strokeStyle = theme.land;
  ctx.lineWidth = OUTLINE;
  ctx.stroke();
}

/**
 * Draws the outline, and outside it an arc as long as the imprecise share.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {{theme: SymbolTheme, hasRing: boolean}} options
 */
function drawOutline(ctx, { x, y, r, imprecise }, { theme, hasRing }) {
  circle(ctx, x, y, r, { colour: theme.outline, width: OUTLINE });
  if (!imprecise || hasRing) return;
  ctx.beginPath();
  ctx.arc(x, y, r + IMPRECISE_GAP, TOP, TOP + FULL * imprecise);
  ctx.strokeStyle = theme.outline;
  ctx.lineWidth = OUTLINE;
  ctx.stroke();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {{colour: string, width: number}} line
 */
export function circle(ctx, x, y, r, { colour, width }) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, FULL);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 */
function disc(ctx, x, y, r, colour) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, FULL);
  ctx.fillStyle = colour;
  ctx.fill();
}

/**
 * Cuts a wedge out of the rim at one o'clock: sources disagree.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {SymbolTheme} theme
 */
function drawNotch(ctx, { x, y, r }, theme) {
  const half = Math.max(2.4, Math.min(4, r * 0.25));
  const [out, deep] = [r + 1, r - 1.5 * half];
  const spread = half / out;
  const lineTo = (/** @type {number} */ angle, /** @type {number} */ radius) =>
    ctx.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  ctx.beginPath();
  lineTo(ONE_O_CLOCK - spread, out);
  lineTo(ONE_O_CLOCK, deep);
  lineTo(ONE_O_CLOCK + spread, out);
  ctx.fillStyle = theme.land;
  ctx.fill();
  ctx.strokeStyle = theme.outline;
  ctx.lineWidth = OUTLINE;
  ctx.stroke();
}

/** @param {number} count @returns {string} at most four characters: 999, 1.2k, 34k, 5.6M */
export function shortCount(count) {
  if (count < 1000) return String(count);
  const [unit, size] = count < 999_500 ? ["k", 1000] : ["M", 1_000_000];
  const value = count / size;
  return `${value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : Math.round(value)}${unit}`;
}

/**
 * @param {number} count
 * @returns {string} in whole thousands or millions if that is at most a tenth off, else as `shortCount`
 */
export function roundCount(count) {
  const text = shortCount(count);
  if (!text.includes(".")) return text;
  const whole = Math.round(parseFloat(text));
  return Math.abs(parseFloat(text) - whole) <= 0.1 * whole ? `${whole}${text.at(-1)}` : text;
}

/** Radius of the hole for a figure, at least, as a share of the symbol's radius. */
const HOLE = 0.58;

/** Width of the ring that must stay around the hole, in pixels. */
const LEAST_RING = 3;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @returns {Figure|null} as exact and as large as there is room for; null if there is none
 */
function fittingFigure(ctx, mark) {
  const { r } = mark;
  if (HOLE * r > r - LEAST_RING) return null;
  for (const text of textsOf(mark)) {
    for (const font of r >= 20 ? [LARGE_FIGURE_FONT, FIGURE_FONT] : [FIGURE_FONT]) {
      const hole = Math.max(widthOf(ctx, text, font) / 2 + 2.5, HOLE * r);
      if (hole <= r - LEAST_RING) return { text, font, hole };
    }
  }
  return null;
}

/**
 * Font and text → width, cached because setting a font takes longer than drawing a symbol.
 *
 * @type {Map<string, number>}
 */
const widths = new Map();

/** @param {CanvasRenderingContext2D} ctx @param {string} text @param {string} font */
function widthOf(ctx, text, font) {
  const key = `${font}: ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  ctx.font = font;
  const { width } = ctx.measureText(text);
  widths.set(key, width);
  return width;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark
 * @param {Figure} figure
 * @param {SymbolTheme} theme
 */
function drawFigure(ctx, { x, y }, { text, font }, theme) {
  ctx.font = font;
  ctx.fillStyle = theme.figure;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
}
