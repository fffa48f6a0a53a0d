/**
 * Draws hexagon cells: the hue is that of the dominant category, the lightness tells the measure.
 */
import { shadeOf } from "./shades.js";
import { dominant } from "./slices.js";

/** @import {Mark, SymbolTheme} from "../types.js" */

/** @typedef {[x: number, y: number]} Point in pixels */

/** A cell has a broken edge if more than this share of its events has no exact place. */
const VAGUE = 0.5;

/** Between neighbours, in pixels. */
const GAP = 0.75;

/** Distance between the stripes of two categories, in pixels. */
const STRIPE = 8;

/**
 * @param {number} size what a cell stands for
 * @param {number} most what the largest does
 * @returns {number} 0 to 1, linear in the logarithm, since events differ by powers of ten
 */
export const strengthOf = (size, most) => Math.log1p(size) / Math.log1p(Math.max(most, size, 1));

/**
 * The shape that all cells of a view share, around 0, 0.
 *
 * @typedef {{outline: Path2D, stripes: Path2D}} CellShape `stripes`: half of it, for a second category
 *
 * @param {number} r from the middle to a corner, in pixels
 * @returns {CellShape}
 */
export function cellShape(r) {
  const corners = cornersOf(r - GAP);
  return { outline: joined([corners]), stripes: joined(stripesOf(corners)) };
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark of a cell
 * @param {{theme: SymbolTheme, most: number, shape: CellShape}} options `most`: what the largest cell stands for
 */
export function drawCell(ctx, mark, { theme, most, shape: { outline, stripes } }) {
  const [first, second] = dominant(mark.slices);
  const strength = strengthOf(mark.size, most);
  ctx.save();
  ctx.translate(mark.x, mark.y);
  ctx.fillStyle = first ? shadeOf(first.colour, strength, theme.isDark) : theme.land;
  ctx.fill(outline);
  if (second) {
    ctx.fillStyle = shadeOf(second.colour, strength, theme.isDark);
    ctx.fill(stripes);
  }
  const isVague = mark.imprecise > VAGUE;
  if (isVague || !first) {
    ctx.strokeStyle = theme.outline;
    ctx.globalAlpha = 0.8;
    ctx.setLineDash(isVague ? [2, 2] : []);
    ctx.stroke(outline);
  }
  ctx.restore();
}

/** @param {Pick<Mark, "x"|"y"|"r">} mark @returns {Path2D} */
export const hexagon = ({ x, y, r }) => joined([cornersOf(r).map(([right, down]) => [x + right, y + down])]);

/** @param {number} r @returns {Point[]} of a hexagon around 0, 0 that stands on a corner */
const cornersOf = (r) =>
  Array.from({ length: 6 }, (_, k) => {
    const angle = (Math.PI / 3) * k + Math.PI / 6;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });

/** @param {Point[][]} polygons @returns {Path2D} */
function joined(polygons) {
  const path = new Path2D();
  for (const [first, ...others] of polygons) {
    path.moveTo(...first);
    for (const corner of others) path.lineTo(...corner);
    path.closePath();
  }
  return path;
}

/**
 * Every other diagonal stripe of a convex polygon. The polygon is cut here, because clipping the canvas for each cell
 * costs a browser without a graphics card a third of a frame.
 *
 * @param {Point[]} corners
 * @returns {Point[][]}
 */
function stripesOf(corners) {
  const found = [];
  const heights = corners.map(([x, y]) => x + y);
  const width = STRIPE * Math.SQRT2;
  for (let low = Math.min(...heights) + width / 4; low < Math.max(...heights); low += width)
    found.push(
      partWhere(
        partWhere(corners, ([x, y]) => x + y - low),
        ([x, y]) => low + width / 2 - x - y,
      ),
    );
  return found;
}

/**
 * @param {Point[]} corners
 * @param {(point: Point) => number} height
 * @returns {Point[]} the part of a convex polygon where the height, linear in x and y, is not negative
 */
const partWhere = (corners, height) =>
  corners.flatMap((point, k) => {
    const next = corners[(k + 1) % corners.length];
    const [here, there] = [height(point), height(next)];
    const kept = here >= 0 ? [point] : [];
    if (here >= 0 === there >= 0) return kept;
    const at = here / (here - there);
    return [
      ...kept,
      /** @type {Point} */ ([point[0] + at * (next[0] - point[0]), point[1] + at * (next[1] - point[1])]),
    ];
  });
