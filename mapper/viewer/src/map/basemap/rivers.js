/**
 * Names along rivers, where the line is straight enough for a name to be read.
 */
import { partInside } from "../cutPath.js";
import { STYLES } from "./labels.js";
import { pointsOfArc, touches } from "./trace.js";

/** @import {ArcNumbers, Basemap, Language} from "../../data/types.js" */
/** @import {Arcs, Box, Glyph, GroundView, MeasureLabel} from "../types.js" */
/** @import {Occupancy} from "../occupancy.js" */

/**
 * Points of a line with their distance from its start, in world pixels. No point stands twice in a row.
 *
 * @typedef {{x: number[], y: number[], at: number[]}} Line
 */

/**
 * A name along a line, and how much it bends (radians).
 *
 * @typedef {{glyphs: Glyph[], turning: number}} Choice
 */

/** Each stretch of a river of this length gets one name, in pixels. */
const STRETCH = 700;

/** Steps in which a place for the name is searched along the line, in pixels. */
const SEARCH_STEP = 24;

/** A name that turns more than this (radians) from its first to its last letter is not written. */
const MOST_TURNING = 0.9;

/** A corner between two letters that is sharper than this (radians) breaks the word. */
const SHARPEST_CORNER = 0.35;

/** Distance from the line to the middle of the letters beside it, in pixels. */
const BESIDE = 8;

/** Letters closer to each other than this share of their widths crowd on the inside of a bend. */
const CLOSEST = 0.9;

/**
 * Letters follow a smoothed line: bends within this distance on both sides, in pixels, are averaged out.
 */
const COURSE = 14;
const COURSE_STEP = 7;
const COURSE_REACH = COURSE / COURSE_STEP;

/** How many of the straightest places are kept for each stretch; usually one of them is free. */
const CHOICES = 6;

/** Lengthens a line to a point. @param {Line} line @param {number} x @param {number} y */
function extend(line, x, y) {
  const last = line.x.length - 1;
  const step = last < 0 ? 0 : Math.hypot(x - line.x[last], y - line.y[last]);
  if (last >= 0 && step === 0) return;
  line.at.push(last < 0 ? 0 : line.at[last] + step);
  line.x.push(x);
  line.y.push(y);
}

/** @returns {Line} */
const emptyLine = () => ({ x: [], y: [], at: [] });

/** @param {number[]} values */
const sum = (values) => values.reduce((a, b) => a + b, 0);

/**
 * @param {Pick<Arcs, "size"|"x"|"y"|"starts">} arcs
 * @param {ArcNumbers} numbers
 * @param {number} scale pixels of the world's width
 * @returns {Line} the arcs as one line
 */
export function measureLine(arcs, numbers, scale) {
  const line = emptyLine();
  const pixels = scale / arcs.size;
  for (const number of numbers) {
    const { first, last, step } = pointsOfArc(arcs, number);
    for (let i = first; i !== last + step; i += step) extend(line, arcs.x[i] * pixels, arcs.y[i] * pixels);
  }
  return line;
}

/**
 * @param {Line} line
 * @param {number} distance from its start
 * @returns {[x: number, y: number, direction: number]}
 */
function pointAt({ x, y, at }, distance) {
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

/**
 * The smoothed course of a part of a line. Its length is measured again, or letters would crowd where the line winds.
 *
 * @param {Line} line
 * @param {number} begin distance from the line's start
 * @param {number} end
 * @returns {Line}
 */
function courseOf(line, begin, end) {
  const length = line.at.at(-1) ?? 0;
  const steps = Math.floor((end - begin) / COURSE_STEP);
  const points = Array.from({ length: steps + 1 + 2 * COURSE_REACH }, (_, k) =>
    pointAt(line, Math.max(0, Math.min(length, begin + (k - COURSE_REACH) * COURSE_STEP))),
  );
  const course = emptyLine();
  for (let k = 0; k <= steps; k++) {
    let [x, y] = [0, 0];
    for (const [px, py] of points.slice(k, k + 2 * COURSE_REACH + 1)) {
      x += px;
      y += py;
    }
    extend(course, x / (2 * COURSE_REACH + 1), y / (2 * COURSE_REACH + 1));
  }
  return course;
}

/** The angle between two directions. @param {number} a @param {number} b */
const turn = (a, b) => Math.abs(Math.atan2(Math.sin(b - a), Math.cos(b - a)));

/**
 * @param {Line} line
 * @param {string[]} letters
 * @param {number[]} widths of the letters
 * @param {number} start distance of the first letter from the line's start
 * @returns {Choice|null} null where the line bends too much
 */
function nameAlong(line, letters, widths, start) {
  const total = sum(widths);
  // Names read from left to right, so on a line that runs to the left they start at its far end.
  const isReversed = pointAt(line, start + total)[0] < pointAt(line, start)[0];
  let [distance, turning] = [start, 0];
  /** @type {Glyph[]} */
  const glyphs = [];
  for (const [i, text] of letters.entries()) {
    const middle = distance + widths[i] / 2;
    const [x, y, direction] = pointAt(line, isReversed ? 2 * start + total - middle : middle);
    const angle = isReversed ? direction + Math.PI : direction;
    const glyph = { text, x: x + BESIDE * Math.sin(angle), y: y - BESIDE * Math.cos(angle), angle };
    const before = glyphs.at(-1);
    if (before) {
      const corner = turn(before.angle, angle);
      const room = (widths[i - 1] + widths[i]) / 2;
      const isCrowded = Math.hypot(glyph.x - before.x, glyph.y - before.y) < CLOSEST * room;
      turning += corner;
      if (corner > SHARPEST_CORNER || turning > MOST_TURNING || isCrowded) return null;
    }
    glyphs.push(glyph);
    distance += widths[i];
  }
  return { glyphs, turning };
}

/**
 * The stretches of a line that cross a box. Stretches are counted from the line's start, so a name keeps its
 * place while the map is panned.
 *
 * @param {Line} line
 * @param {Box} box
 * @returns {number[]} rising
 */
export function stretchesIn({ x, y, at }, box) {
  /** @type {Set<number>} */
  const found = new Set();
  let known = -1;
  for (let k = 0; k + 1 < at.length; k++) {
    // Skip what is in the stretch found last.
    if (at[k] >= known * STRETCH && at[k + 1] < (known + 1) * STRETCH) continue;
    const part = partInside(x[k], y[k], x[k + 1], y[k + 1], box);
    if (!part) continue;
    const [first, last] = part.map((share) => Math.floor((at[k] + share * (at[k + 1] - at[k])) / STRETCH));
    for (let stretch = first; stretch <= last; stretch++) found.add(stretch);
    known = last;
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * @param {Line} river
 * @param {number} stretch its number, as `stretchesIn` gives it
 * @param {string} text
 * @param {MeasureLabel} measure
 * @returns {Choice[]} the places where the name can stand, the straightest first
 */
export function choicesOn(river, stretch, text, measure) {
  const length = river.at.at(-1) ?? 0;
  const course = courseOf(river, stretch * STRETCH, Math.min((stretch + 1) * STRETCH, length));
  const letters = [...text];
  const widths = letters.map((letter) => measure(letter, "river"));
  const total = sum(widths);
  const room = course.at.at(-1) ?? 0;
  if (1.5 * total >= room) return [];
  const choices = [];
  for (let start = 0; start <= room - total; start += SEARCH_STEP) {
    const choice = nameAlong(course, letters, widths, start);
    if (choice) choices.push(choice);
  }
  return choices.sort((a, b) => a.turning - b.turning).slice(0, CHOICES);
}

/** @param {Glyph} glyph @param {number} reach @returns {Box} */
const glyphBox = ({ x, y }, reach) => [x - reach, y - reach, x + reach, y + reach];

/**
 * Takes the first free choice of each stretch.
 *
 * @param {Choice[][]} stretches as `choicesOn` gives them
 * @param {Pick<Occupancy, "isFree"|"add">} occupancy the names' letters are added
 * @returns {Glyph[][]} the letters of each name
 */
export function placeAlong(stretches, occupancy) {
  const { size, padding } = STYLES.river;
  const isFree = (/** @type {Choice} */ { glyphs }) =>
    glyphs.every((glyph) => occupancy.isFree(glyphBox(glyph, size / 2)));
  const names = stretches.flatMap((choices) => choices.find(isFree) ?? []).map(({ glyphs }) => glyphs);
  for (const glyph of names.flat()) occupancy.add(glyphBox(glyph, size / 2 + padding));
  return names;
}

/** The names of all rivers in one language. Results for a zoom are cached until the zoom changes. */
export class RiverNames {
  #ground;
  #language;
  #measure;
  #zoom = NaN;
  /**
   * Line → the possible places of its name on each stretch.
   * @type {Map<ArcNumbers, {line: Line, choices: Map<number, Choice[]>}>}
   */
  #lines = new Map();

  /** @param {{arcs: Arcs, basemap: Basemap}} ground @param {Language} language @param {MeasureLabel} measure */
  constructor(ground, language, measure) {
    this.#ground = ground;
    this.#language = language;
    this.#measure = measure;
  }

  /**
   * @param {GroundView} view
   * @param {Occupancy} occupancy the names' letters are added
   * @returns {Glyph[][]} the letters of each name in the view
   */
  place(view, occupancy) {
    const { arcs, basemap } = this.#ground;
    if (this.#zoom !== view.zoom) this.#lines.clear();
    this.#zoom = view.zoom;
    return basemap.rivers.flatMap(([name, french, lines]) => {
      if (!name) return [];
      const text = this.#language === "fr" ? french : name;
      return lines
        .filter((line) => touches(arcs, line, view))
        .flatMap((line) => placeAlong(this.#choicesIn(line, text, view), occupancy));
    });
  }

  /**
   * The possible places of a river's name in the view.
   * @param {ArcNumbers} numbers @param {string} text @param {GroundView} view
   */
  #choicesIn(numbers, text, { scale, left, top, width, height }) {
    const { line, choices } = this.#lines.get(numbers) ?? {
      line: measureLine(this.#ground.arcs, numbers, scale),
      choices: new Map(),
    };
    this.#lines.set(numbers, { line, choices });
    return stretchesIn(line, [left, top, left + width, top + height]).map((stretch) => {
      const found = choices.get(stretch) ?? choicesOn(line, stretch, text, this.#measure);
      choices.set(stretch, found);
      return found;
    });
  }
}
