/**
 * The bars of the time line, on a canvas.
 */
import { firstDayOfMonth, monthKey, monthNumber } from "../../data/calendar.js";
import { formatShortMonth, formatShortMonthAndYear, formatYear } from "../../i18n/dates.js";
import { contextOf } from "../../map/contextOf.js";
import { safeColour } from "../parts/safe.js";
import { barsOf } from "./bins.js";

/** @import {Language} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Histogram} from "../../state/types.js" */
/** @import {Bar} from "./bins.js" */

/** Heights of the axis and of the room above the tallest bar, in CSS pixels. */
const AXIS = 18;
const HEADROOM = 14;

/** Space between bars that are wide enough for it. */
const GAP = 1;
const WIDE_ENOUGH = 4;

/** The largest width of a bar; a few wide columns have their bars in the middle. */
const WIDEST = 56;

/** Room for the words of a tick. */
const TICK_ROOM = 46;

/** Space between the words of two ticks. */
const WORD_GAP = 8;

/** A tick nearer than this to the right edge has no words. */
const LAST_TICK = 36;

/** Ticks stand this many months apart. */
const STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600];
const LONGEST_STEP = 1200;

/** Days that have ticks of their own where a month is at least this wide, CSS pixels. */
const DAYS = [8, 15, 22];
const WIDE_MONTH = 140;

/** The opacity of events whose known period is longer than the bar's. */
const PALE = 0.3;

/** A share of an event below which it is a rounding error. */
const NOTHING = 1e-9;

/** The page's colours: a canvas does not inherit them from the style sheet. @param {Element} element */
function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink-2"),
    line: read("--line"),
    faint: read("--bar-off"),
    cap: read("--bar-cap"),
    font: `12px ${style.fontFamily}`,
  };
}

/** @typedef {ReturnType<typeof readTheme>} BarTheme */

/** A context as sharp as the screen, cleared. @param {HTMLCanvasElement} canvas */
function clearedContext(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio); // which clears it
  canvas.height = Math.round(height * ratio);
  const context = contextOf(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height };
}

/**
 * Draws the stacked bars.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Histogram} histogram
 * @param {object} options
 * @param {string[]} options.colours one for each category
 * @param {(bin: number) => boolean} options.isShown whether a bin passes the filter on dates
 * @param {(most: number, atLeast: boolean) => string} options.words words the value of the tallest bar
 * @param {Translator} options.t
 */
export function drawBars(canvas, histogram, { colours, isShown, words, t }) {
  const { context, width, height } = clearedContext(canvas);
  const { totals, edges, bounded } = histogram;
  if (!width) return;
  const theme = readTheme(canvas);
  const floor = height - AXIS;
  context.fillStyle = theme.line;
  context.fillRect(0, floor, width, 1);
  if (!totals.length) return;
  const most = totals.reduce((a, b) => Math.max(a, b), 0);
  const scale = (floor - HEADROOM) / Math.max(most, 1);
  const paint = colours.map((colour) => safeColour(colour) ?? theme.faint);
  for (const bar of barsOf(totals.length, width)) {
    const bin = tallestBin(totals, bar);
    if (totals[bin])
      drawBar(context, histogram, {
        bin,
        ...slim(bar),
        floor,
        scale,
        paint: isShown(bin) ? paint : null,
        theme,
      });
  }
  drawAxis(context, { edges, width, height, theme, language: t.language });
  context.fillStyle = theme.ink;
  context.textAlign = "left";
  if (most) context.fillText(words(most, bounded[totals.indexOf(most)] > 0), 8, 10);
}

/** @param {Bar} bar */
function slim({ left, width }) {
  const slimWidth = Math.min(width, WIDEST);
  return { left: left + (width - slimWidth) / 2, width: slimWidth - (slimWidth > WIDE_ENOUGH ? GAP : 0) };
}

/** @param {Uint32Array} totals @param {Bar} bar */
function tallestBin(totals, { first, last }) {
  let best = first;
  for (let bin = first; bin <= last; bin++) if (totals[bin] > totals[best]) best = bin;
  return best;
}

/**
 * A bar as it is drawn.
 *
 * @typedef {object} DrawnBar
 * @property {number} bin
 * @property {number} left
 * @property {number} width
 * @property {number} floor its lower edge
 * @property {number} scale pixels of height for an event
 * @property {string[]|null} paint the colour of each category; null if the filter on dates leaves the bar out
 * @property {BarTheme} theme
 */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Histogram} histogram
 * @param {DrawnBar} bar
 */
function drawBar(context, histogram, { bin, left, width, floor, scale, paint, theme }) {
  const { totals, longer, categories } = histogram;
  const sharesOf = (/** @type {Float64Array} */ stacks) =>
    stacks.subarray(bin * categories, (bin + 1) * categories);
  const uncertain = sharesOf(histogram.longerStacks);
  const certain = sharesOf(histogram.stacks).map((share, c) => share - uncertain[c]);
  const within = totals[bin] - longer[bin];
  const tall = (/** @type {number} */ events) => (events ? Math.max(events * scale, 1.5) : 0);
  const place = { left, width, floor, paint, theme };
  drawStack(context, certain, { ...place, height: tall(within) });
  context.globalAlpha = PALE;
  drawStack(context, uncertain, { ...place, height: tall(longer[bin]), floor: floor - tall(within) });
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Float64Array} shares of each category
 * @param {Pick<DrawnBar, "left"|"width"|"floor"|"paint"|"theme"> & {height: number}} place
 */
function drawStack(context, shares, { left, width, floor, height, paint, theme }) {
  if (!height) return;
  if (!paint) {
    context.fillStyle = theme.faint;
    context.fillRect(left, floor - height, width, height);
    return;
  }
  const sum = shares.reduce((a, b) => a + b, 0);
  const categories = shares.length;
  // From the top down, each colour down to the floor, so that no seam is visible between neighbours of one colour.
  let top = sum;
  let above = "";
  for (let category = categories - 1; category >= 0; category--) {
    if (shares[category] < NOTHING) continue;
    const tall = (height * top) / sum;
    if (paint[category] !== above) {
      above = paint[category];
      context.fillStyle = above;
      context.fillRect(left, floor - tall, width, tall);
    }
    top -= shares[category];
  }
  if (!theme.cap) return;
  // On a dark page the darkest colours need a light edge.
  context.fillStyle = theme.cap;
  context.fillRect(left, floor - height - 1, width, 1);
}

/**
 * Draws ticks at the starts of years, or of months if there is room, or of weeks if there is more.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {{edges: Int32Array, width: number, height: number, theme: BarTheme, language: Language}} axis
 */
function drawAxis(context, { edges, width, height, theme, language }) {
  const [first, end] = [edges[0], edges[edges.length - 1]];
  const [firstMonth, lastMonth] = [monthNumber(first), monthNumber(end - 1)];
  const months = lastMonth - firstMonth + 1;
  const step = STEPS.find((size) => (months / size) * TICK_ROOM < width) ?? LONGEST_STEP;
  const hasJanuary = Math.ceil(firstMonth / 12) * 12 <= lastMonth;
  const hasDays = width / months > WIDE_MONTH;
  context.font = theme.font;
  context.textBaseline = "alphabetic";
  /** Where words stand. @type {[left: number, right: number][]} */
  const taken = [];
  /** @param {number} day @param {string} words @returns {boolean} whether there was room */
  const tick = (day, words) => {
    const x = ((day - first) / (end - first)) * width;
    const right = x + context.measureText(words).width + WORD_GAP;
    const isCovered = taken.some(([from, to]) => x < to && right > from);
    if (x < -0.5 || x > width - LAST_TICK || isCovered) return false;
    taken.push([x, right]);
    context.fillStyle = theme.line;
    context.fillRect(x, height - AXIS, 1, 5);
    context.fillStyle = theme.ink;
    context.fillText(words, x + 3, height - 5);
    return true;
  };
  let isFirst = true;
  for (let number = Math.ceil(firstMonth / step) * step; number <= lastMonth; number += step) {
    // January ticks have the year; without one, the first tick has it. Beside days each month is named.
    const saysYear = isFirst && (hasDays || !hasJanuary);
    const isYear = number % 12 === 0 && !hasDays;
    const word = isYear ? formatYear : saysYear ? formatShortMonthAndYear : formatShortMonth;
    const day = firstDayOfMonth(number);
    if (tick(day, word(monthKey(number), language))) isFirst = false;
  }
  if (!hasDays) return;
  for (let number = firstMonth; number <= lastMonth; number++)
    for (const nth of DAYS) tick(firstDayOfMonth(number) + nth - 1, String(nth));
}
