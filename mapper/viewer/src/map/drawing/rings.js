/**
 * Rings around what is selected or pointed at, and the line that joins the possible places of one event.
 */
import { BEYOND, CutPath, grown } from "../cutPath.js";
import { drawAreaInFull, drawCount } from "./areas.js";
import { hexagon } from "./cells.js";
import { circle, drawOwnRings } from "./symbols.js";

/** @import {Mark, SymbolTheme, View} from "../types.js" */

/** Distance of the ring from the symbol's outline, in pixels. */
const GAP = 4;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Mark[]} marks
 * @param {{theme: SymbolTheme, width: number, view: View, joined?: boolean}} options `joined`: a dashed line
 *   through all of them
 */
export function drawRings(ctx, marks, { theme, width, view, joined = false }) {
  if (joined && marks.length > 1) drawJoin(ctx, marks, theme, view);
  for (const mark of marks) {
    drawOwnRings(ctx, mark, { theme, gap: GAP, width: 1 });
    if (mark.isCell) {
      ctx.strokeStyle = theme.ring;
      ctx.lineWidth = width;
      ctx.stroke(hexagon(mark));
    } else if (mark.asArea) {
      drawAreaInFull(ctx, mark, { theme, view });
      drawRim(ctx, mark, theme, width);
      drawCount(ctx, mark, theme); // over the rim, which would cross it out
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
