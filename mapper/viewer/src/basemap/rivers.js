// Names along rivers: where the line is straight enough to be read.

import { STYLES } from "./labels.js";

/** One name for each stretch of a river, this long in pixels. */
const STRETCH = 700;

/** Steps in which a place for the name is searched along the line, in pixels. */
const SEARCH_STEP = 24;

/** Total turning (radians) within a name above which it is not written. */
const MOST_TURNING = 0.6;

/** A corner between two letters sharper than this (radians) breaks the word. */
const SHARPEST_CORNER = 0.2;

/** The text stands this far from the line, beside it, in pixels. */
const BESIDE = 4;

/** @returns {{x: Float64Array, y: Float64Array, at: Float64Array}} the line in world pixels with the distance from its start */
export function measured(arcs, numbers, scale) {
  const [xs, ys, at] = [[], [], []];
  for (const number of numbers) {
    const arc = number < 0 ? ~number : number;
    const [first, last] = [arcs.starts[arc], arcs.starts[arc + 1]];
    for (let n = 0; n < last - first; n++) {
      const i = number < 0 ? last - 1 - n : first + n;
      const [x, y] = [arcs.x[i] * scale, arcs.y[i] * scale];
      const length = xs.length ? at.at(-1) + Math.hypot(x - xs.at(-1), y - ys.at(-1)) : 0;
      if (xs.length && length === at.at(-1)) continue;
      xs.push(x);
      ys.push(y);
      at.push(length);
    }
  }
  return { x: xs, y: ys, at };
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

/** @returns {number[]} x, y and direction of the line's course around a distance from its start */
function courseAt(line, distance) {
  const [ax, ay] = pointAt(line, Math.max(0, distance - COURSE));
  const [x, y] = pointAt(line, distance);
  const [bx, by] = pointAt(line, Math.min(line.at.at(-1), distance + COURSE));
  return [(ax + 2 * x + bx) / 4, (ay + 2 * y + by) / 4, Math.atan2(by - ay, bx - ax)];
}

const turn = (a, b) => Math.abs(Math.atan2(Math.sin(b - a), Math.cos(b - a)));

/** @returns {object[]|null} one glyph {text, x, y, angle} for each letter from `start` on, or null when the line bends too much */
function glyphsAlong(line, text, widths, start) {
  const total = widths.reduce((a, b) => a + b, 0);
  const reversed = pointAt(line, start + total)[0] < pointAt(line, start)[0];
  let [distance, turning, before] = [start, 0, null];
  const glyphs = [];
  for (let i = 0; i < text.length; i++) {
    const middle = distance + widths[i] / 2;
    const [x, y, direction] = courseAt(line, reversed ? 2 * start + total - middle : middle);
    const angle = reversed ? direction + Math.PI : direction;
    if (before !== null) {
      const corner = turn(before, angle);
      turning += corner;
      if (corner > SHARPEST_CORNER || turning > MOST_TURNING) return null;
    }
    glyphs.push({ text: text[i], x: x + BESIDE * Math.sin(angle), y: y - BESIDE * Math.cos(angle), angle });
    before = angle;
    distance += widths[i];
  }
  return Object.assign(glyphs, { turning });
}

const glyphBox = ({ x, y }, reach) => [x - reach, y - reach, x + reach, y + reach];

/** Straightest places kept for each stretch: one of them is mostly free. */
const CHOICES = 6;

/**
 * Where a river's name can stand on each long stretch of a line, the straightest place first.
 * @param {object} line as `measured` gives it
 * @param {string} text
 * @param {(text: string, kind: string) => number} measure
 * @returns {object[][][]} for each stretch its choices, each a list of glyphs
 */
export function choicesAlong(line, text, measure) {
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
    .map((choices) => choices.find((glyphs) => glyphs.every((glyph) => occupancy.isFree(glyphBox(glyph, size / 2)))))
    .filter(Boolean);
  for (const glyph of names.flat()) occupancy.add(glyphBox(glyph, size / 2 + padding));
  return names;
}
