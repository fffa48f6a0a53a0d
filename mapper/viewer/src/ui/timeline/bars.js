import { firstDayOfMonth, monthKey, monthNumber } from "../../data/calendar.js";
import { columnsOf } from "./bins.js";
import { formatShortMonth, formatShortMonthAndYear, formatYear } from "../../i18n/dates.js";
import { safeColour } from "../parts/safe.js";

/** Sizes of the chart in CSS pixels. */
const AXIS = 18;
const HEADROOM = 14;
const GAP = 1;
const WIDEST = 56;

/** A canvas as sharp as the screen, cleared. */
function prepare(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height };
}

/** Colours of the page's theme, for a canvas that cannot use CSS variables. */
function themeOf(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink-2"),
    line: read("--line"),
    faint: read("--bar-off"),
    cap: read("--bar-cap"),
    font: `12px ${style.fontFamily}`,
  };
}

/**
 * Draw the stacked bars.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {object} histogram of the store
 * @param {object} look
 * @param {string[]} look.colours one for each category
 * @param {(bin: number) => boolean} look.shown whether a bin passes the filter on dates
 * @param {Function} look.t translator
 */
export function drawBars(canvas, histogram, { colours, shown, t }) {
  const { context, width, height } = prepare(canvas);
  const { totals, edges } = histogram;
  if (!width) return;
  const theme = themeOf(canvas);
  const floor = height - AXIS;
  context.fillStyle = theme.line;
  context.fillRect(0, floor, width, 1);
  if (!totals.length) return;
  const most = totals.reduce((a, b) => Math.max(a, b), 0);
  const paint = colours.map(safeColour);
  for (const column of columnsOf(totals.length, width)) {
    const bin = tallest(totals, column);
    if (!totals[bin]) continue;
    const scale = (floor - HEADROOM) / most;
    drawStack(context, histogram, {
      bin,
      column: slim(column),
      floor,
      scale,
      paint: shown(bin) ? paint : null,
      theme,
    });
  }
  drawAxis(context, { edges, width, height, theme, language: t.language });
  context.fillStyle = theme.ink;
  context.textAlign = "left";
  if (most) context.fillText(t.number(most), 8, 10);
}

/** Few bins are bars in the middle of their columns, not walls. */
function slim({ left, width }) {
  const bar = Math.min(width, WIDEST);
  return { left: left + (width - bar) / 2, width: bar };
}

function tallest(totals, { first, last }) {
  let best = first;
  for (let bin = first; bin <= last; bin++) if (totals[bin] > totals[best]) best = bin;
  return best;
}

/** One bar; `paint` null draws it as left out by the filter on dates. */
function drawStack(
  context,
  { totals, stacks, categories },
  { bin, column, floor, scale, paint, theme: { faint, cap } },
) {
  const gap = column.width > 4 ? GAP : 0;
  const full = Math.max(totals[bin] * scale, 1.5);
  if (!paint) {
    context.fillStyle = faint;
    context.fillRect(column.left, floor - full, column.width - gap, full);
    return;
  }
  const shares = stacks.subarray(bin * categories, (bin + 1) * categories);
  const sum = shares.reduce((a, b) => a + b, 0);
  // From the top down, each down to the floor: neighbours of one colour are one bar, without a seam.
  let top = sum;
  let above = null;
  for (let category = categories - 1; category >= 0; category--) {
    if (shares[category] < 1e-9) continue;
    const tall = (full * top) / sum;
    const colour = paint[category] ?? faint;
    if (colour !== above) {
      context.fillStyle = above = colour;
      context.fillRect(column.left, floor - tall, column.width - gap, tall);
    }
    top -= shares[category];
  }
  if (!cap) return;
  context.fillStyle = cap; // the darkest colours would be lost on a dark page
  context.fillRect(column.left, floor - full - 1, column.width - gap, 1);
}

/** Ticks at the turn of years, or of months where there is room. */
function drawAxis(context, { edges, width, height, theme, language }) {
  const [first, end] = [edges[0], edges[edges.length - 1]];
  const months = monthNumber(end - 1) - monthNumber(first) + 1;
  const step = [1, 3, 6, 12, 24, 60, 120, 240, 600].find((size) => (months / size) * 46 < width) ?? 1200;
  // Where no January is marked, the first mark says the year.
  const january = Math.ceil(monthNumber(first) / 12) * 12 <= monthNumber(end - 1);
  let marks = 0;
  context.font = theme.font;
  context.textBaseline = "alphabetic";
  for (let number = monthNumber(first); number <= monthNumber(end - 1); number++) {
    if (number % step) continue;
    const x = ((firstDayOfMonth(number) - first) / (end - first)) * width;
    if (x < -0.5 || x > width - 36) continue;
    context.fillStyle = theme.line;
    context.fillRect(x, height - AXIS, 1, 5);
    context.fillStyle = theme.ink;
    const word =
      number % 12 === 0 ? formatYear : january || marks ? formatShortMonth : formatShortMonthAndYear;
    context.fillText(word(monthKey(number), language), x + 3, height - 5);
    marks += 1;
  }
}
