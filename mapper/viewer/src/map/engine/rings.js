/**
 * Rings around what is selected or pointed at, and the line that joins the possible places of one event.
 */
import { BEYOND, CutPath, grown } from "../cutPath.js";
import { circle } from "./symbols.js";

/** @import {Mark, SymbolTheme, View} from "../types.js" */

/** Distance of the ring from the symbol's outline, in pixels. */
const GAP = 4;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark[]} marks
 * @param {{theme: SymbolTheme, width: number, joined?: View|null}} options `joined`: a dashed line through all
 *   of them, as far as this view
 */
export function drawRings(ctx, marks, { theme, width, joined = null }) {
  if (joined && marks.length > 1) drawJoin(ctx, marks, theme, joined);
  for (const mark of marks) {
    if (mark.asArea) {
      drawRim(ctx, mark, theme, width);
    } else {
      circle(ctx, mark.x, mark.y, mark.r + GAP, { colour: theme.land, width: width + 2 });
      circle(ctx, mark.x, mark.y, mark.r + GAP, { colour: theme.ring, width });
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark} mark of an area
 * @param {SymbolTheme} theme
 * @param {number} width
 */
function drawRim(ctx, { x, y, reach, path }, { ring }, width) {
  if (!path) {
    circle(ctx, x, y, reach + GAP, { colour: ring, width });
    return;
  }
  ctx.strokeStyle = ring;
  ctx.lineWidth = width;
  ctx.stroke(path);
}

/** @param {CanvasRenderingContext2D} ctx @param {Mark[]} marks @param {SymbolTheme} theme @param {View} view */
function drawJoin(ctx, [first, ...others], { ring }, { bounds: { min, max } }) {
  const whole = new Path2D();
  const path = new CutPath(whole, grown([min.x, min.y, max.x, max.y], BEYOND));
  path.moveTo(first.x, first.y);
  for (const { x, y } of others) path.lineTo(x, y);
  ctx.setLineDash([5, 4]);
  ctx.strokeStyle = ring;
  ctx.lineWidth = 1.5;
  ctx.stroke(whole);
  ctx.setLineDash([]);
}
