/**
 * Draws hexagon cells: the hue is that of the dominant category, the lightness tells the measure.
 */
import { hueOf, shade } from "./shades.js";
import { dominant } from "./slices.js";

/** @import {Mark, SymbolTheme} from "../types.js" */

/** Where more than this share of a cell's events is at no exact place, its edge is broken. */
const VAGUE = 0.5;

/** Between neighbours, in pixels. */
const GAP = 0.75;

/** Distance between the stripes of two categories, in pixels. */
const STRIPE = 8;

/**
 * @param {number} size what a cell stands for
 * @param {number} most what the largest does
 * @returns {number} 0 to 1: events differ by powers of ten, so the steps are even in their logarithm
 */
export const strengthOf = (size, most) => Math.log1p(size) / Math.log1p(Math.max(most, size, 1));

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark of a cell
 * @param {{theme: SymbolTheme, most: number}} options `most`: what the largest cell stands for
 */
export function drawCell(ctx, mark, { theme, most }) {
  const path = hexagon(mark, -GAP);
  const [first, second] = dominant(mark.slices);
  const strength = strengthOf(mark.size, most);
  ctx.fillStyle = first ? shade(hueOf(first.colour), strength, theme.isDark) : theme.land;
  ctx.fill(path);
  if (second) stripes(ctx, path, mark, shade(hueOf(second.colour), strength, theme.isDark));
  const isVague = mark.imprecise > VAGUE;
  ctx.strokeStyle = theme.outline;
  ctx.globalAlpha = first && !isVague ? 0.35 : 0.8;
  ctx.lineWidth = isVague || !first ? 1 : 0.5;
  ctx.setLineDash(isVague ? [2, 2] : []);
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {Mark} mark
 * @param {string} colour
 */
function stripes(ctx, path, { x, y, r }, colour) {
  ctx.save();
  ctx.clip(path);
  ctx.beginPath();
  for (let at = -2 * r; at <= 2 * r; at += STRIPE) {
    ctx.moveTo(x + at - r, y + r);
    ctx.lineTo(x + at + r, y - r);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = STRIPE / 2;
  ctx.stroke();
  ctx.restore();
}

/** @param {Pick<Mark, "x"|"y"|"r">} mark @param {number} wider pixels beyond its radius */
export function hexagon({ x, y, r }, wider) {
  const path = new Path2D();
  for (let k = 0; k < 6; k++) {
    const angle = (Math.PI / 3) * k + Math.PI / 6;
    path.lineTo(x + (r + wider) * Math.cos(angle), y + (r + wider) * Math.sin(angle));
  }
  path.closePath();
  return path;
}
