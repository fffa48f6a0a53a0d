/**
 * Where names stand. What is placed depends on the zoom and on the symbols alone, not on the view, so that
 * names do not jump while the map is panned.
 */
import { grown } from "../cutPath.js";
import { WORLD } from "../mercator.js";
import { STYLES } from "./labels.js";
import { Occupancy, overlaps } from "./occupancy.js";

/** @import {Box, Label, LabelKind, LaidOutLabel, MeasureLabel, PlacedLabel, Title} from "../types.js" */

/** From this zoom on a country fills the screen, and its name says nothing new. */
const LAST_COUNTRY_ZOOM = 8;

/** First-level units are named between these zooms. */
const FIRST_REGION_ZOOM = 5;
const LAST_REGION_ZOOM = 10;

/** A name may be this many times as wide as its area. */
const COUNTRY_ROOM = 1.1;
const REGION_ROOM = 0.85;
const LAKE_ROOM = 1.6;

/** Distance from a town's point or symbol to its name, in pixels. */
const TOWN_GAP = 6;

/** Where the name of an area may move until it is free: right and down, in heights of the text. */
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
 * How far it may move at most, so that it does not name a neighbour: the whole text sideways, and its middle
 * up and down. Both are shares of the area's width, since outlines are not round.
 */
const SIDEWAYS = 0.8;
const UPRIGHT = 0.3;

/** How the names of the largest symbols are written. @type {LabelKind} */
const TITLE = "town";

/** A town this near to a symbol of its name is not named again, in pixels. */
const SAME_NAME = 100;

/** Half a town's dot with its outline, in pixels. */
const DOT = 4;

/**
 * A symbol whose middle is farther than this from a town stands for several places, and is not named after
 * it.
 */
const OFF_CENTRE = 8;

/** A place nearer than this to a symbol's middle is the one where the symbol stands. */
const AT_CENTRE = 2;

/** How far names keep from symbols, so that none seems to name another's. */
const SYMBOL_GAP = 4;

/** @param {number} x @param {number} y @param {number} half @returns {Box} */
const square = (x, y, half) => [x - half, y - half, x + half, y + half];

/** @param {Box} box @param {number} x @param {number} y */
const fromMiddle = ([left, top, right, bottom], x, y) =>
  Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);

/**
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]} the text on one line; where that is too wide, on two of about the same length
 */
export function breakInTwo(text, width, measure) {
  if (measure(text) <= width || !text.includes(" ")) return [text];
  const words = text.split(" ");
  const ways = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")]);
  const longest = (/** @type {string[]} */ lines) => Math.max(...lines.map(measure));
  return ways.reduce((best, lines) => (longest(lines) < longest(best) ? lines : best));
}

/**
 * @param {Label} label
 * @param {{zoom: number, scale: number, measure: MeasureLabel}} options `scale`: pixels of the world's width
 * @returns {LaidOutLabel|null} null when this zoom does not show it
 */
function layOutLabel(label, { zoom, scale, measure }) {
  const room = roomFor(label, zoom, scale);
  if (room === 0) return null;
  const { capitals, size, lineHeight } = STYLES[label.kind];
  const width = (/** @type {string} */ line) => measure(line, label.kind);
  const lines = breakInTwo(capitals ? label.text.toUpperCase() : label.text, room, width);
  const lineWidths = lines.map(width);
  const textWidth = Math.max(...lineWidths);
  if (textWidth > room) return null;
  return { ...label, lines, lineWidths, textWidth, textHeight: lines.length * size * lineHeight };
}

/**
 * @param {Label} label
 * @param {number} zoom
 * @param {number} scale
 * @returns {number} pixels; 0 where it is not shown
 */
function roomFor({ kind, width, zoom: first }, zoom, scale) {
  if (kind === "country") return zoom < LAST_COUNTRY_ZOOM ? COUNTRY_ROOM * width * scale : 0;
  if (kind === "lake") return LAKE_ROOM * width * scale;
  if (kind === "region") {
    const isShown = zoom >= FIRST_REGION_ZOOM && zoom < LAST_REGION_ZOOM;
    return isShown ? REGION_ROOM * width * scale : 0;
  }
  return zoom >= first ? Infinity : 0;
}

/** @param {Label} label */
const isTown = ({ kind }) => kind === "capital" || kind === "town" || kind === "village";

/** A place for a label. @typedef {Pick<PlacedLabel, "box"|"align">} Position */

/**
 * @param {LaidOutLabel} label
 * @param {{x: number, y: number, scale: number}} at its point
 * @returns {Generator<Position>} places to try for the name of an area, best first
 */
function* areaPositions({ kind, width, textWidth, textHeight }, { x, y, scale }) {
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
function* townPositions({ textWidth: w, textHeight: h }, { x, y }, symbol) {
  const [left, top, right, bottom] = symbol ?? [x, y, x, y];
  yield { box: [right + TOWN_GAP, y - h / 2, right + TOWN_GAP + w, y + h / 2], align: "left" };
  yield { box: [left - TOWN_GAP - w, y - h / 2, left - TOWN_GAP, y + h / 2], align: "right" };
  yield { box: [x - w / 2, top - TOWN_GAP - h, x + w / 2, top - TOWN_GAP], align: "center" };
  yield { box: [x - w / 2, bottom + TOWN_GAP, x + w / 2, bottom + TOWN_GAP + h], align: "center" };
}

/**
 * A place of events, in world pixels of the zoom.
 *
 * @typedef {{text: string, x: number, y: number}} Owner
 *
 * What symbols there are, and which of them have their name already.
 *
 * @typedef {{symbols: Box[], mixed: boolean[], owners: Owner[], titled: Set<number>}} Symbols
 */

const DEFAULTS = { mixed: [], counts: [], titles: [], wanted: () => true, isSeen: () => true };

/**
 * Places names without collisions, the most important first.
 *
 * @param {Label[]} labels as `allLabels` gives them
 * @param {object} options
 * @param {number} options.zoom
 * @param {MeasureLabel} options.measure
 * @param {Box[]} options.symbols boxes that belong to events, in world pixels of this zoom
 * @param {boolean[]} [options.mixed] for each of them, whether most of its events were at other places than
 *   it stands at
 * @param {Box[]} [options.counts] boxes that belong to no place
 * @param {Title[]} [options.titles] the names of some of the symbols, which come before all others
 * @param {(box: Box) => boolean} [options.wanted] boxes for which a label is worth placing; all by default
 * @param {(box: Box) => boolean} [options.isSeen] whether all of a box is in view; titles stay in view where they
 *   can
 * @returns {{placed: PlacedLabel[], occupancy: Occupancy}}
 */
export function placeLabels(labels, options) {
  const { zoom, measure, symbols, mixed, counts, titles, wanted, isSeen } = { ...DEFAULTS, ...options };
  const scale = WORLD * 2 ** zoom;
  const occupancy = new Occupancy();
  for (const box of [...symbols.map((symbol) => grown(symbol, SYMBOL_GAP)), ...counts]) occupancy.add(box);
  const owners = labels
    .filter(({ ofEvents }) => ofEvents)
    .map(({ text, x, y }) => ({ text, x: x * scale, y: y * scale }));
  const titled = new Set(titles.map(({ symbol }) => symbol));
  const placed = placeTitles(titles, { zoom, scale, measure, symbols, isSeen }, occupancy);
  for (const label of labels) {
    const [x, y] = [label.x * scale, label.y * scale];
    if (!wanted([x, y, x, y]) || isWritten(label.text, x, y, titles, placed)) continue;
    const ready = layOutLabel(label, { zoom, scale, measure });
    const found = ready && firstFree(ready, { x, y, scale }, { symbols, mixed, owners, titled }, occupancy);
    if (!found) continue;
    occupancy.add(grown(found.box, STYLES[label.kind].padding));
    if (found.dot) occupancy.add(square(x, y, DOT));
    placed.push(found);
  }
  return { placed, occupancy };
}

/**
 * Whether a symbol nearby carries this name.
 *
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {Title[]} titles
 * @param {PlacedLabel[]} placed the titles come first
 */
function isWritten(text, x, y, titles, placed) {
  return placed
    .slice(0, titles.length)
    .some((title) => title.text === text && Math.hypot(title.pointX - x, title.pointY - y) < SAME_NAME);
}

/**
 * Writes the names of the largest symbols beside them, in free room where there is any. Where there is none,
 * a name covers smaller symbols, but neither one of the largest nor its name.
 *
 * @param {Title[]} titles
 * @param {{zoom: number, scale: number, measure: MeasureLabel, symbols: Box[],
 *   isSeen: (box: Box) => boolean}} options
 * @param {Occupancy} occupancy the names are added
 */
function placeTitles(titles, { zoom, scale, measure, symbols, isSeen }, occupancy) {
  const large = new Occupancy();
  for (const { symbol } of titles) large.add(symbols[symbol]);
  /** @type {PlacedLabel[]} */
  const placed = [];
  for (const { symbol, text } of titles) {
    const [left, top, right, bottom] = symbols[symbol];
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const label = { kind: TITLE, text, x: x / scale, y: y / scale, width: 0, zoom: 0, ofEvents: true };
    const ready = layOutLabel(label, { zoom, scale, measure });
    if (!ready) continue;
    const positions = [...townPositions(ready, { x, y }, symbols[symbol])];
    const found = [occupancy, large]
      .flatMap((room) => positions.filter(({ box }) => room.isFree(box)))
      .sort((a, b) => Number(isSeen(b.box)) - Number(isSeen(a.box)))[0];
    if (!found) continue;
    const taken = grown(found.box, STYLES[TITLE].padding);
    occupancy.add(taken);
    large.add(taken);
    placed.push({ ...ready, ...found, dot: false, pointX: x, pointY: y });
  }
  return placed;
}

/**
 * @param {LaidOutLabel} label
 * @param {{x: number, y: number, scale: number}} at
 * @param {Symbols} all
 * @param {Occupancy} occupancy
 * @returns {PlacedLabel|null}
 */
function firstFree(label, at, all, occupancy) {
  const { x, y } = at;
  const number = isTown(label) ? all.symbols.findIndex((box) => overlaps(box, square(x, y, 1))) : -1;
  const symbol = number < 0 ? undefined : all.symbols[number];
  if (symbol && !isNameOf(label, at, number, all)) return null;
  const dot = isTown(label) && !symbol;
  if (dot && !occupancy.isFree(square(x, y, DOT))) return null;
  for (const { box, align } of isTown(label) ? townPositions(label, at, symbol) : areaPositions(label, at)) {
    if (occupancy.isFree(box)) return { ...label, box, align, dot, pointX: x, pointY: y };
  }
  return null;
}

/**
 * Whether a symbol that covers a town may be named after it: the symbol must have no name yet, and must stand at
 * the town, and at no place of events with another name.
 *
 * @param {Label} label
 * @param {{x: number, y: number}} at
 * @param {number} number of the symbol
 * @param {Symbols} all
 */
function isNameOf({ kind, ofEvents, text }, { x, y }, number, { symbols, mixed, owners, titled }) {
  const symbol = symbols[number];
  if (titled.has(number) || mixed[number]) return false;
  if (kind !== "capital" && fromMiddle(symbol, x, y) > OFF_CENTRE) return false;
  if (ofEvents) return true;
  return !owners.some((owner) => owner.text !== text && fromMiddle(symbol, owner.x, owner.y) < AT_CENTRE);
}
