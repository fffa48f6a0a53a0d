/**
 * The forms that symbols have besides colour and size: which of them a view has, and a sample of each for a legend.
 */
import { fewSlices } from "./slices.js";
import { drawSymbol } from "./symbols.js";

/** @import {Form, Mark, SymbolTheme} from "../types.js" */

/** Radius of a sample, in pixels, and the colours of its slices. */
const SAMPLE_RADIUS = 5;
const EMPTY_RADIUS = 3.5;
const SAMPLE_COLOURS = ["#5a6f8c", "#8c6f5a", "#5a8c6f"];

/** The opacity of a symbol if all its events may lie outside the chosen period. */
export const PALE = 0.4;

/** @param {Mark} mark whether it is drawn as a symbol of some size */
const isSymbol = ({ asArea, isCell, vague, size }) => !asArea && !isCell && !vague && size > 0;

/** Whether a mark has a form. @type {Record<Form, (mark: Mark, other: string) => boolean>} */
const HAS = {
  empty: ({ asArea, isCell, size, notStated }) => !asArea && !isCell && !size && !notStated,
  unknown: ({ asArea, isCell, size, notStated }) => !asArea && !isCell && !size && notStated > 0,
  atLeast: ({ isCell, size, bounded }) => !isCell && size > 0 && bounded > 0,
  rest: (mark, other) => isSymbol(mark) && fewSlices(mark.slices, mark.r, other).some(({ isRest }) => isRest),
  imprecise: (mark) => isSymbol(mark) && mark.imprecise > 0,
  vague: ({ vague, size }) => vague && size > 0,
  area: ({ asArea }) => asArea,
  hollow: (mark) => isSymbol(mark) && mark.hollow,
  disputed: ({ isCell, size, disputed }) => !isCell && size > 0 && disputed,
  doubted: ({ asArea, isCell, doubted }) => !asArea && !isCell && doubted === 1,
  longer: ({ longer }) => longer === 1,
};

/** The properties that make a symbol a sample of a form. @type {Record<Exclude<Form, "area">, Partial<Mark>>} */
const SAMPLES = {
  empty: { size: 0, r: EMPTY_RADIUS },
  unknown: { size: 0, r: EMPTY_RADIUS, notStated: 1 },
  atLeast: { bounded: 1, r: SAMPLE_RADIUS - 1 },
  rest: {
    slices: SAMPLE_COLOURS.map((colour, k) => ({ colour, hollow: false, count: k ? 1 : 4 })),
  },
  imprecise: { imprecise: 0.4, r: SAMPLE_RADIUS - 1 },
  vague: { vague: true },
  hollow: { hollow: true },
  disputed: { disputed: true },
  doubted: { doubted: 1, r: SAMPLE_RADIUS - 1 },
  longer: { longer: 1 },
};

/**
 * @param {Mark[]} marks
 * @param {string} other the colour of all that have none of their own
 * @returns {Form[]} the forms that any of them has
 */
export function formsOf(marks, other) {
  const all = /** @type {Form[]} */ (Object.keys(HAS));
  return all.filter((form) => marks.some((mark) => HAS[form](mark, other)));
}

/**
 * Draws a form as the map has it.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {{form: Form, x: number, y: number}} sample
 * @param {SymbolTheme} theme
 */
export function drawForm(ctx, { form, x, y }, theme) {
  if (form === "area") {
    drawDashes(ctx, x, y, theme);
    return;
  }
  const mark = /** @type {Mark} */ ({
    x,
    y,
    r: SAMPLE_RADIUS,
    size: 1,
    imprecise: 0,
    rings: /** @type {number[]} */ ([]),
    slices: [{ colour: SAMPLE_COLOURS[0], hollow: false, count: 1 }],
    ...SAMPLES[form],
  });
  ctx.globalAlpha = mark.longer === 1 ? PALE : 1;
  drawSymbol(ctx, mark, theme, { figureFrom: Infinity, showsRings: false, other: theme.rest });
  ctx.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {SymbolTheme} theme */
function drawDashes(ctx, x, y, { outline }) {
  ctx.setLineDash([3, 2]);
  ctx.strokeStyle = outline;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(x - SAMPLE_RADIUS - 1, y - SAMPLE_RADIUS + 1, 2 * SAMPLE_RADIUS + 2, 2 * SAMPLE_RADIUS - 2);
  ctx.setLineDash([]);
}
