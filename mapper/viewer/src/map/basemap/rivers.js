// Names along rivers: where the line is straight enough to be read.

import { STYLES } from "./labels.js";

/** One name for each stretch of a river, this long in pixels. */
const STRETCH = 700;

/** Steps in which a place for the name is searched along the line, in pixels. */
const SEARCH_STEP = 24;

/** Total turning (radians) within a name above which it is not written. */
const MOST_TURNING = 0.9;

/** A corner between two letters sharper than this (radians) breaks the word. */
const SHARPEST_CORNER = 0.35;

/** The middle of the letters is this far from the line, beside it, in pixels. */
const BESIDE = 8;

/** Letters nearer to each other than this share of their widths crowd on the inside of a bend. */
const CLOSEST = 0.9;

/** @typedef {{x: number[], y: number[], at: number[]}} Line points with their distance from the start, none twice in a row */

/** Lengthens a line to a point. */
function extend(line, x, y) {
  const last = line.x.length - 1;
  const step = last < 0 ? 0 : Math.hypot(x - line.x[last], y - line.y[last]);
  if (last >= 0 && step === 0) return;
  line.at.push(last < 0 ? 0 : line.at[last] + step);
  line.x.push(x);
  line.y.push(y);
}

/** @returns {Line} arcs that continue one another, in world pixels */
export function measured({ size, x, y, starts }, numbers, scale) {
  const line = { x: [], y: [], at: [] };
  const step = scale / size;
  for (const number of numbers) {
    const arc = number < 0 ? ~number : number;
    const [first, last] = [starts[arc], starts[arc + 1] - 1];
    if (number < 0) for (let i = last; i >= first; i--) extend(line, x[i] * step, y[i] * step);
    else for (let i = first; i <= last; i++) extend(line, x[i] * step, y[i] * step);
  }
  return line;
}

/** @returns {number[]} x, y and direction of the line at a distance from its start */
export function pointAt({ x, y, at }, distance) {
  let [low, high] = [0, at.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[middle] <= distance) low = middle;
    else high = middle;
  }
  const share = (distance - at[low]) / (at[high] - at[low]);
  const [dx, dy] = [x[high] - x[low], y[high] - y[low]];
  return [x[low] + share * dx, y[low] + share * dy, Math.atan2(dy, dx)];
}

/** Letters follow the line's general course: its bends within this distance on both sides are evened out, in pixels. */
const COURSE = 14;
const COURSE_STEP = 7;
const COURSE_REACH = COURSE / COURSE_STEP;

/**
 * The line's general course. Its length is measured anew, or letters would crowd where the line itself winds.
 * @param {object} line as `measured` gives it
 */
export function course(line) {
  const points = evenly(line);
  const end = points.length - 1; // beyond its ends the line stays where it ends
  const even = { x: [], y: [], at: [] };
  for (let k = 0; k < end; k++) {
    let [x, y] = [0, 0];
    for (let near = k - COURSE_REACH; near <= k + COURSE_REACH; near++) {
      const [px, py] = points[Math.max(0, Math.min(end, near))];
      x += px;
      y += py;
    }
    extend(even, x / (2 * COURSE_REACH + 1), y / (2 * COURSE_REACH + 1));
  }
  return even;
}

/** @returns {number[][]} a point of the line at each step, and the one where it ends */
function evenly(line) {
  const length = line.at.at(-1) ?? 0;
  const points = [];
  for (let distance = 0; distance <= length; distance += COURSE_STEP) points.push(pointAt(line, distance));
  return [...points, pointAt(line, length)];
}

const turn = (a, b) => Math.abs(Math.atan2(Math.sin(b - a), Math.cos(b - a)));

/** @returns {object[]|null} one glyph {text, x, y, angle} for each letter from `start` on, or null when the line bends too much */
function glyphsAlong(line, text, widths, start) {
  const total = widths.reduce((a, b) => a + b, 0);
  const reversed = pointAt(line, start + total)[0] < pointAt(line, start)[0];
  let [distance, turning] = [start, 0];
  const glyphs = [];
  for (let i = 0; i < text.length; i++) {
    const middle = distance + widths[i] / 2;
    const [x, y, direction] = pointAt(line, reversed ? 2 * start + total - middle : middle);
    const angle = reversed ? direction + Math.PI : direction;
    const glyph = { text: text[i], x: x + BESIDE * Math.sin(angle), y: y - BESIDE * Math.cos(angle), angle };
    if (i > 0) {
      const before = glyphs[i - 1];
      const corner = turn(before.angle, angle);
      turning += corner;
      const room = (widths[i - 1] + widths[i]) / 2;
      const isCrowded = Math.hypot(glyph.x - before.x, glyph.y - before.y) < CLOSEST * room;
      if (corner > SHARPEST_CORNER || turning > MOST_TURNING || isCrowded) return null;
    }
    glyphs.push(glyph);
    distance += widths[i];
  }
  return Object.assign(glyphs, { turning });
}

const glyphBox = ({ x, y }, reach) => [x - reach, y - reach, x + reach, y + reach];

/** Straightest places kept for each stretch: one of them is mostly free. */
const CHOICES = 6;

/**
 * Where a river's name can stand on each long stretch of a line, the straightest place first.
 * @param {object} river as `measured` gives it
 * @param {string} text
 * @param {(text: string, kind: string) => number} measure
 * @returns {object[][][]} for each stretch its choices, each a list of glyphs
 */
export function choicesAlong(river, text, measure) {
  const line = course(river);
  const letters = [...text];
  const widths = letters.map((letter) => measure(letter, "river"));
  const total = widths.reduce((a, b) => a + b, 0);
  const length = line.at.at(-1) ?? 0;
  const stretches = [];
  for (let begin = 0; begin + 1.5 * total < length; begin += STRETCH) {
    const end = Math.min(begin + STRETCH, length) - total;
    const choices = [];
    for (let start = begin; start <= end; start += SEARCH_STEP) {
      const glyphs = glyphsAlong(line, letters, widths, start);
      if (glyphs) choices.push(glyphs);
    }
    stretches.push(choices.sort((a, b) => a.turning - b.turning).slice(0, CHOICES));
  }
  return stretches;
}

/**
 * Takes the first free choice of each stretch.
 * @param {object[][][]} stretches as `choicesAlong` gives them
 * @param {import("./labels.js").Occupancy} occupancy taken boxes; the names' letters are added
 * @returns {object[][]} the glyphs of each name
 */
export function placeAlong(stretches, occupancy) {
  const { size, padding } = STYLES.river;
  const names = stretches
    .map((choices) =>
      choices.find((glyphs) => glyphs.every((glyph) => occupancy.isFree(glyphBox(glyph, size / 2)))),
    )
    .filter(Boolean);
  for (const glyph of names.flat()) occupancy.add(glyphBox(glyph, size / 2 + padding));
  return names;
}
