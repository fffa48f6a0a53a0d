/**
 * Draws the names of the base map, each with a halo in the colour of the ground.
 */
import { STYLES } from "./labels.js";

/** @import {Glyph, GroundView, LabelKind, PlacedLabel} from "../types.js" */
/** @import {Palette} from "./palette.js" */

export const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';

/** Width of the halo around letters, in pixels. */
const HALO = 3;

/** @param {LabelKind} kind @returns {string} CSS font */
export function fontOf(kind) {
  const { italic, weight, size } = STYLES[kind];
  return `${italic ? "italic " : ""}${weight} ${size}px ${FONT}`;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {PlacedLabel[]} labels
 * @param {Glyph[][]} riverNames
 * @param {GroundView} view
 * @param {Palette} palette
 */
export function drawNames(ctx, labels, riverNames, view, palette) {
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const label of labels) drawLabel(ctx, label, view, palette);
  for (const glyphs of riverNames) drawRiverName(ctx, glyphs, view, palette);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {PlacedLabel} label
 * @param {GroundView} view
 * @param {Palette} palette
 */
function drawLabel(ctx, label, view, palette) {
  const style = STYLES[label.kind];
  const [left, right] = [label.box[0] - view.left, label.box[2] - view.left];
  const [top, bottom] = [label.box[1] - view.top, label.box[3] - view.top];
  if (right < 0 || bottom < 0 || left > view.width || top > view.height) return;
  if (label.dot) drawDot(ctx, label, view, palette);
  ctx.font = fontOf(label.kind);
  ctx.letterSpacing = `${style.spacing * style.size}px`;
  ctx.textAlign = "left";
  ctx.lineWidth = HALO;
  ctx.strokeStyle = label.kind === "lake" ? palette.water : palette.land;
  ctx.fillStyle = palette[style.colour];
  label.lines.forEach((line, i) => {
    const slack = right - left - label.lineWidths[i];
    const x = left + slack * SLACK_BEFORE[label.align];
    const y = top + (i + 0.5) * style.size * style.lineHeight;
    ctx.strokeText(line, x, y);
    ctx.fillText(line, x, y);
  });
  ctx.letterSpacing = "0px";
}

/** The share of a line's free room that is before it. */
const SLACK_BEFORE = { left: 0, center: 0.5, right: 1 };

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {PlacedLabel} label
 * @param {GroundView} view
 * @param {Palette} palette
 */
function drawDot(ctx, { kind, pointX, pointY }, view, palette) {
  ctx.beginPath();
  ctx.arc(pointX - view.left, pointY - view.top, kind === "capital" ? 3 : 2, 0, 2 * Math.PI);
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = palette.town;
  ctx.fillStyle = palette.land;
  ctx.fill();
  ctx.stroke();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Glyph[]} glyphs
 * @param {GroundView} view
 * @param {Palette} palette
 */
function drawRiverName(ctx, glyphs, view, palette) {
  const isSeen = (/** @type {Glyph} */ { x, y }) =>
    x >= view.left && y >= view.top && x <= view.left + view.width && y <= view.top + view.height;
  if (!glyphs.some(isSeen)) return;
  ctx.font = fontOf("river");
  ctx.textAlign = "center";
  ctx.lineWidth = HALO;
  ctx.strokeStyle = palette.land;
  ctx.fillStyle = palette.waterName;
  // All halos first, so that none covers the letter beside it.
  drawGlyphs(ctx, glyphs, view, (text) => ctx.strokeText(text, 0, 0));
  drawGlyphs(ctx, glyphs, view, (text) => ctx.fillText(text, 0, 0));
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Glyph[]} glyphs
 * @param {GroundView} view
 * @param {(text: string) => void} draw
 */
function drawGlyphs(ctx, glyphs, view, draw) {
  for (const { text, x, y, angle } of glyphs) {
    ctx.save();
    ctx.translate(x - view.left, y - view.top);
    ctx.rotate(angle);
    draw(text);
    ctx.restore();
  }
}
