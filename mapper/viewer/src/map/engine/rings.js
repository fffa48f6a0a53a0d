/**
 * Rings round what is selected or pointed at, and the line that joins the possible places of one event.
 */
import { circle } from "./symbols.js";

/** Distance of the ring from the symbol's outline, in pixels. */
const GAP = 4;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./scene.js").Mark[]} marks
 * @param {{theme: {land: string, ring: string}, width: number, joined?: boolean}} how `joined` draws a dashed line through all
 */
export function drawRing(ctx, marks, { theme, width, joined = false }) {
  if (joined && marks.length > 1) join(ctx, marks, theme);
  for (const mark of marks) {
    if (mark.asArea) rimOf(ctx, mark, theme, width);
    else {
      circle(ctx, mark.x, mark.y, mark.r + GAP, { colour: theme.land, width: width + 2 });
      circle(ctx, mark.x, mark.y, mark.r + GAP, { colour: theme.ring, width });
    }
  }
}

function rimOf(ctx, mark, { ring }, width) {
  if (!mark.path) {
    circle(ctx, mark.x, mark.y, mark.reach + GAP, { colour: ring, width });
    return;
  }
  ctx.strokeStyle = ring;
  ctx.lineWidth = width;
  ctx.stroke(mark.path);
}

/** From symbol to symbol, not across them. */
function join(ctx, marks, { ring }) {
  ctx.beginPath();
  marks.forEach(({ x, y }, k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.setLineDash([5, 4]);
  ctx.strokeStyle = ring;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.setLineDash([]);
}
