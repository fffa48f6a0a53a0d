/**
 * Names of countries beside their borders, for views that show a border but not the country's label point.
 */
import { grown, partInside } from "../cutPath.js";
import { STYLES } from "./labels.js";
import { pointsOfArc, touches } from "./trace.js";

/** @import {Basemap, Language} from "../../data/types.js" */
/** @import {Arcs, Box, GroundView, MeasureLabel, PlacedLabel} from "../types.js" */
/** @import {Occupancy} from "../occupancy.js" */

/** Before this zoom countries are small, and their names would lie in the sea or in a neighbour. */
const FIRST_ZOOM = 5;

/** A name may be this many times as wide as its country. */
const ROOM = 1.1;

/** Distance from a border to the names beside it, in pixels. */
const GAP = 8;

/** Distance between the spots on a border at which room for a name is looked for, in pixels. */
const STEP = 48;

/** Points of a border nearer together than this, in pixels, are skipped: a name GAP away does not need them. */
const SHORT = GAP / 2;

/**
 * A part of a border in view, in world pixels.
 *
 * @typedef {{from: [number, number], to: [number, number], sides: [left: number, right: number], spots: number}} Stretch
 *   `spots`: how many spots on it are looked at for a name
 *
 * A country's name that needs room.
 *
 * @typedef {{text: string, width: number, height: number, country: number}} Name `country`: the width of the
 *   country, in pixels
 */

/**
 * @param {{arcs: Arcs, basemap: Pick<Basemap, "sides"|"countries">}} ground
 * @param {GroundView} view
 * @param {object} options
 * @param {Language} options.language
 * @param {MeasureLabel} options.measure
 * @param {(text: string) => boolean} options.isNamed whether a country is named in the view already
 * @param {Occupancy} options.occupancy the names are added
 * @returns {PlacedLabel[]} the other names, each beside a border of its country, where there is room
 */
export function borderNames({ arcs, basemap }, view, { language, measure, isNamed, occupancy }) {
  if (view.zoom < FIRST_ZOOM) return [];
  const seen = /** @type {Box} */ ([view.left, view.top, view.left + view.width, view.top + view.height]);
  const stretches = stretchesIn(arcs, basemap.sides, view, grown(seen, -GAP));
  /** @type {PlacedLabel[]} */
  const placed = [];
  for (const country of new Set(stretches.flatMap(({ sides }) => sides))) {
    if (country < 0) continue;
    const name = nameOf(basemap.countries[country], { language, measure, pixels: view.scale / arcs.size });
    if (isNamed(name.text) || name.width > ROOM * name.country) continue;
    const box = [...boxesBeside(stretches, country, name)].find(
      (box) => isIn(box, seen) && occupancy.isFree(box) && !stretches.some((line) => crosses(line, box)),
    );
    if (!box) continue;
    occupancy.add(grown(box, STYLES.country.padding));
    placed.push(labelIn(box, name));
  }
  return placed;
}

/**
 * @param {Basemap["countries"][number]} country
 * @param {{language: Language, measure: MeasureLabel, pixels: number}} options `pixels` of a step of the grid
 * @returns {Name}
 */
function nameOf([english, french, , , steps], { language, measure, pixels }) {
  const text = language === "fr" && french ? french : english;
  const { size, lineHeight } = STYLES.country;
  return {
    text,
    width: measure(text.toUpperCase(), "country"),
    height: size * lineHeight,
    country: steps * pixels,
  };
}

/**
 * @param {Arcs} arcs
 * @param {Basemap["sides"]} sides
 * @param {GroundView} view
 * @param {Box} box
 * @returns {Stretch[]} the parts of borders in the box, those nearest to its middle first
 */
function stretchesIn(arcs, sides, view, box) {
  const pixels = view.scale / arcs.size;
  /** @type {Stretch[]} */
  const found = [];
  for (const [arc, left, right] of sides) {
    if (!touches(arcs, [arc], view)) continue;
    const { first, last } = pointsOfArc(arcs, arc);
    let [x, y] = [arcs.x[first] * pixels, arcs.y[first] * pixels];
    let since = STEP; // the last spot
    for (let i = first + 1; i <= last; i++) {
      const [toX, toY] = [arcs.x[i] * pixels, arcs.y[i] * pixels];
      const [dx, dy] = [toX - x, toY - y];
      if (i < last && Math.abs(dx) + Math.abs(dy) < SHORT) continue;
      const part = partInside(x, y, toX, toY, box);
      if (part) {
        const [from, to] = part.map((at) => /** @type {[number, number]} */ ([x + at * dx, y + at * dy]));
        since += Math.hypot(to[0] - from[0], to[1] - from[1]);
        found.push({ from, to, sides: [left, right], spots: Math.floor(since / STEP) });
        since %= STEP;
      }
      [x, y] = [toX, toY];
    }
  }
  const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const away = (/** @type {Stretch} */ { from, to }) =>
    Math.hypot((from[0] + to[0]) / 2 - middle[0], (from[1] + to[1]) / 2 - middle[1]);
  return found.sort((a, b) => away(a) - away(b));
}

/**
 * Places for a name on its side of the border: boxes at a small gap from the border.
 *
 * @param {Stretch[]} stretches
 * @param {number} country
 * @param {Name} name
 * @returns {Generator<Box>}
 */
function* boxesBeside(stretches, country, { width, height }) {
  for (const { from, to, sides, spots } of stretches) {
    if (!spots || !sides.includes(country)) continue;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy) || 1;
    const turned = sides[0] === country ? 1 : -1; // y grows downwards: to the left of east is up
    const [nx, ny] = [(turned * dy) / length, (-turned * dx) / length];
    const away = Math.abs(nx) * (width / 2) + Math.abs(ny) * (height / 2) + GAP;
    for (let k = 0; k < spots; k++) {
      const at = (k + 0.5) / spots;
      const [x, y] = [from[0] + at * dx + away * nx, from[1] + at * dy + away * ny];
      yield [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    }
  }
}

/** @param {Stretch} stretch @param {Box} box */
const crosses = ({ from, to }, box) => partInside(...from, ...to, box) !== null;

/** @param {Box} box @param {Box} outer */
const isIn = (box, outer) =>
  box[0] >= outer[0] && box[1] >= outer[1] && box[2] <= outer[2] && box[3] <= outer[3];

/** @param {Box} box @param {Name} name @returns {PlacedLabel} */
const labelIn = (box, { text, width, height }) => ({
  kind: "country",
  text,
  x: 0,
  y: 0,
  width: 0,
  zoom: 0,
  ofEvents: false,
  lines: [text.toUpperCase()],
  lineWidths: [width],
  textWidth: width,
  textHeight: height,
  box,
  align: "center",
  dot: false,
  pointX: 0,
  pointY: 0,
});
