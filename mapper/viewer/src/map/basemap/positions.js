/**
 * The places to try for a name, best first.
 */

/** @import {Box, LaidOutLabel, PlacedLabel} from "../types.js" */

/** A place for a label. @typedef {Pick<PlacedLabel, "box"|"align">} Position */

/** Distance from a town's point or symbol to its name, in pixels. */
const TOWN_GAP = 6;

/** The offsets that are tried for the name of an area, right and down, in heights of the text. */
const AREA_SHIFTS = [
  [0, 0],
  [0, -0.8],
  [0, 0.8],
  [0, -1.6],
  [0, 1.6],
  [-1.5, 0],
  [1.5, 0],
  [-3, 0],
  [3, 0],
  [0, -3.2],
  [0, 3.2],
  [-3, -1.6],
  [3, 1.6],
];

/**
 * The largest offset, so that the name does not enter a neighbour: sideways for the whole text, up and down for its
 * centre. Both are shares of the area's width, since outlines are not round.
 */
const SIDEWAYS = 0.8;
const UPRIGHT = 0.3;

/**
 * @param {LaidOutLabel} label
 * @param {{x: number, y: number, scale: number}} at its point
 * @returns {Generator<Position>} places to try for the name of an area, best first
 */
export function* areaPositions({ kind, width, textWidth, textHeight }, { x, y, scale }) {
  const area = width * scale;
  for (const [right, down] of kind === "lake" ? [[0, 0]] : AREA_SHIFTS) {
    const [dx, dy] = [right * textHeight, down * textHeight];
    const isWithin = dx === 0 || Math.abs(dx) + textWidth / 2 <= (SIDEWAYS * area) / 2;
    if (!isWithin || Math.abs(dy) > UPRIGHT * area) continue;
    const [left, top] = [x + dx - textWidth / 2, y + dy - textHeight / 2];
    yield { box: [left, top, left + textWidth, top + textHeight], align: "center" };
  }
}

/**
 * @param {LaidOutLabel} label
 * @param {{x: number, y: number}} point
 * @param {Box|undefined} symbol that covers it
 * @returns {Generator<Position>} places to try for the name of a town, best first: right, left, above, below
 */
export function* townPositions({ textWidth: w, textHeight: h }, { x, y }, symbol) {
  const [left, top, right, bottom] = symbol ?? [x, y, x, y];
  yield { box: [right + TOWN_GAP, y - h / 2, right + TOWN_GAP + w, y + h / 2], align: "left" };
  yield { box: [left - TOWN_GAP - w, y - h / 2, left - TOWN_GAP, y + h / 2], align: "right" };
  yield { box: [x - w / 2, top - TOWN_GAP - h, x + w / 2, top - TOWN_GAP], align: "center" };
  yield { box: [x - w / 2, bottom + TOWN_GAP, x + w / 2, bottom + TOWN_GAP + h], align: "center" };
}

/**
 * Where else the name of a large symbol may stand: at its four corners.
 *
 * @param {LaidOutLabel} label
 * @param {Box} symbol
 * @returns {Position[]}
 */
export function cornerPositions({ textWidth: w, textHeight: h }, [left, top, right, bottom]) {
  /** @type {[x: number, align: "left"|"right"][]} */
  const sides = [
    [right, "left"],
    [left - w, "right"],
  ];
  return sides.flatMap(([x, align]) =>
    [top - h, bottom].map((y) => ({ box: /** @type {Box} */ ([x, y, x + w, y + h]), align })),
  );
}
