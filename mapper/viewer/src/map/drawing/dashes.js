/**
 * Dashed lines whose dashes have several colours in turn.
 */

/** @import {Mark, View} from "../types.js" */

/** The largest width of a line, in pixels: this far outside the view a line is still visible. */
const LINE = 5;

/** How much wider the edge of a line is than the line, in pixels. */
const EDGE = 1.5;

/**
 * The dashes of a line, of about this length and the current line width. `edge` is the colour of an edge around them.
 *
 * @typedef {{colours: string[], dash: readonly [on: number, off: number], edge?: string|null}} Dashes
 */

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Dashes} dashes
 * @param {() => void} stroke strokes the whole line
 */
export function strokeInTurn(ctx, { colours, dash: [on, off], edge }, stroke) {
  const step = on + off;
  const width = ctx.lineWidth;
  const strokeIn = (/** @type {string} */ colour, /** @type {number} */ wide) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = wide;
    stroke();
  };
  colours.forEach((colour, k) => {
    ctx.setLineDash([on, colours.length * step - on]);
    ctx.lineDashOffset = -k * step;
    if (edge) strokeIn(edge, width + EDGE);
    strokeIn(colour, width);
  });
  ctx.setLineDash([]);
  ctx.lineDashOffset = 0;
}

/**
 * A dashed circle without a seam: it has a whole number of dashes of each colour.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {{x: number, y: number, reach: number}} circle
 * @param {Dashes & {view?: View}} options `view`: only the part in it is drawn
 */
export function circleInTurn(ctx, circle, { colours, dash: [on, off], edge, view }) {
  const { x, y, reach } = circle;
  const round = 2 * Math.PI * reach;
  const turns = Math.max(1, Math.round(round / (colours.length * (on + off))));
  const seen = view ? arcInView(circle, view, (2 * Math.PI) / turns) : [0, 2 * Math.PI];
  if (!seen) return;
  const step = round / (turns * colours.length);
  const fitting = (step * on) / (on + off);
  strokeInTurn(ctx, { colours, dash: [fitting, step - fitting], edge }, () => {
    ctx.beginPath();
    ctx.arc(x, y, reach, seen[0], seen[1]);
    ctx.stroke();
  });
}

/**
 * The possibly visible part of a circle: one of thousands of pixels is too long to be dashed completely.
 *
 * @param {Pick<Mark, "x"|"y"|"reach">} circle
 * @param {View} view
 * @param {number} turn angle after which the dashes repeat
 * @returns {[from: number, to: number]|null} angles, `from` a multiple of `turn`; null where nothing is seen
 */
export function arcInView({ x, y, reach }, { bounds: { min, max } }, turn) {
  const half = Math.hypot(max.x - min.x, max.y - min.y) / 2;
  const [dx, dy] = [(min.x + max.x) / 2 - x, (min.y + max.y) / 2 - y];
  const distance = Math.hypot(dx, dy);
  if (Math.abs(distance - reach) > half + LINE) return null;
  if (distance <= half || reach <= half) return [0, 2 * Math.PI];
  const [middle, spread] = [Math.atan2(dy, dx), Math.asin(half / distance)];
  return [Math.floor((middle - spread) / turn) * turn, middle + spread];
}
