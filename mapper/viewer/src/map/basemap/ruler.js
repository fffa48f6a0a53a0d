/**
 * Measures the width of names.
 */
import { contextOf } from "../contextOf.js";
import { fontOf } from "./drawNames.js";
import { STYLES } from "./labels.js";

/** @import {LabelKind} from "../types.js" */

/**
 * Makes a function that measures names. Widths are cached, since measuring is slow; spaced names are measured letter by
 * letter, since they have few distinct letters.
 *
 * @returns {(text: string, kind: LabelKind) => number} width in CSS pixels
 */
export function createRuler() {
  /** @type {Map<LabelKind, (text: string) => number>} */
  const rulers = new Map();
  return (text, kind) => {
    const widthOf = rulers.get(kind) ?? rulerOf(kind);
    rulers.set(kind, widthOf);
    const spacing = STYLES[kind].spacing * STYLES[kind].size;
    return spacing
      ? [...text].reduce((width, letter) => width + widthOf(letter) + spacing, 0)
      : widthOf(text);
  };
}

/** @param {LabelKind} kind @returns {(text: string) => number} */
function rulerOf(kind) {
  const ctx = contextOf(document.createElement("canvas"));
  ctx.font = fontOf(kind);
  /** @type {Map<string, number>} */
  const widths = new Map();
  return (text) => {
    const width = widths.get(text) ?? ctx.measureText(text).width;
    widths.set(text, width);
    return width;
  };
}
