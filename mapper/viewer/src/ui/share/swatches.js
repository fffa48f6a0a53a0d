/**
 * The swatches before the words of a picture's legend: colours, and the forms of symbols.
 */
import { drawForm } from "../../map/drawing/forms.js";
import { safeColour } from "../parts/safe.js";

/** @import {Form, SymbolTheme} from "../../map/types.js" */

/** Size of a swatch, in CSS pixels. */
export const SWATCH = 10;

/** @typedef {{colour?: string, hollow?: boolean, form?: Form}} Swatch */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Swatch & {x: number, y: number}} swatch `x` of its left edge, `y` of its middle
 * @param {{ink: string, theme: SymbolTheme}} style
 */
export function drawSwatch(context, { colour, hollow = false, form, x, y }, { ink, theme }) {
  const middle = x + SWATCH / 2;
  if (form) {
    drawForm(context, { form, x: middle, y }, theme);
    return;
  }
  const safe = safeColour(colour);
  context.beginPath();
  context.arc(middle, y, SWATCH / 2, 0, 2 * Math.PI);
  context.fillStyle = safe ?? "transparent";
  context.strokeStyle = hollow ? (safe ?? ink) : ink;
  context.lineWidth = hollow ? 2 : 1;
  if (!hollow) context.fill();
  context.stroke();
}
