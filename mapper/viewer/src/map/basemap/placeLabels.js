/**
 * Places names. The result depends only on the zoom and the symbols, not on the view, so that names do not jump while
 * the map is panned.
 */
import { grown } from "../cutPath.js";
import { WORLD } from "../mercator.js";
import { STYLES } from "./labels.js";
import { Occupancy, overlaps } from "../occupancy.js";
import { areaPositions, cornerPositions, townPositions } from "./positions.js";

/** @import {Box, Label, LabelKind, LaidOutLabel, MeasureLabel, PlacedLabel, Title} from "../types.js" */

/** From this zoom on countries are not named: one fills the screen. */
const NO_COUNTRY_ZOOM = 8;

/** First-level units are named between these zooms. */
const FIRST_REGION_ZOOM = 5;
const LAST_REGION_ZOOM = 10;

/** A name may be this many times as wide as its area. */
const COUNTRY_ROOM = 1.1;
const REGION_ROOM = 0.85;
const LAKE_ROOM = 1.6;

/** How the names of the largest symbols are written. @type {LabelKind} */
const TITLE = "town";

/** If it does not fit on one line, it may take two lines of at most this share of its area's width. */
const TWO_LINES = 0.75;

/** A town this near to a symbol of its name is not named again, in pixels. */
const SAME_NAME = 100;

/** Half a town's dot with its outline, in pixels. */
const DOT = 4;

/**
 * A symbol whose centre is farther than this from a town stands for several places, and does not get the town's name.
 */
const OFF_CENTRE = 8;

/** A place nearer than this to a symbol's centre is the symbol's own place. */
const AT_CENTRE = 2;

/** Distance of names from symbols, so that no name seems to belong to another symbol. */
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
 * @returns {string[]} the text on one line, or on two lines of similar length if it is too wide
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
  return room === 0 ? null : layOutWithin(label, room, measure);
}

/**
 * @param {Label} label
 * @param {number} room pixels
 * @param {MeasureLabel} measure
 * @returns {LaidOutLabel|null} on one line or two; null where it is too wide for either
 */
function layOutWithin(label, room, measure) {
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
  if (kind === "country") return zoom < NO_COUNTRY_ZOOM ? COUNTRY_ROOM * width * scale : 0;
  if (kind === "lake") return LAKE_ROOM * width * scale;
  if (kind === "region") {
    const isShown = zoom >= FIRST_REGION_ZOOM && zoom < LAST_REGION_ZOOM;
    return isShown ? REGION_ROOM * width * scale : 0;
  }
  return zoom >= first ? Infinity : 0;
}

/** @param {Label} label */
const isTown = ({ kind }) => kind === "capital" || kind === "town" || kind === "village";

/**
 * A place of events, in world pixels of the zoom.
 *
 * @typedef {{text: string, x: number, y: number}} Owner
 *
 * The symbols, and which of them have a name already.
 *
 * @typedef {{symbols: Box[], mixed: boolean[], hidden: boolean[], owners: Owner[], titled: Set<number>}} Symbols
 */

const DEFAULTS = { mixed: [], hidden: [], counts: [], titles: [], wanted: () => true, isSeen: () => true };

/**
 * Places names without collisions, the most important first.
 *
 * @param {Label[]} labels as `allLabels` gives them
 * @param {object} options
 * @param {number} options.zoom
 * @param {MeasureLabel} options.measure
 * @param {Box[]} options.symbols boxes that belong to events, in world pixels of this zoom
 * @param {boolean[]} [options.mixed] for each of them, whether most of its events are at other places than its point
 * @param {boolean[]} [options.hidden] for each of them, whether the filter leaves none of its events
 * @param {Box[]} [options.counts] boxes that belong to no place
 * @param {Title[]} [options.titles] the names of some of the symbols, which come before all others
 * @param {(box: Box) => boolean} [options.wanted] boxes for which a label is worth placing; all by default
 * @param {(box: Box) => boolean} [options.isSeen] whether all of a box is in view; titles stay in view where they
 *   can
 * @returns {{placed: PlacedLabel[], occupancy: Occupancy}}
 */
export function placeLabels(labels, options) {
  const { zoom, measure, symbols, mixed, hidden, counts, titles, wanted, isSeen } = {
    ...DEFAULTS,
    ...options,
  };
  const scale = WORLD * 2 ** zoom;
  const occupancy = new Occupancy();
  for (const box of [...symbols.map((symbol) => grown(symbol, SYMBOL_GAP)), ...counts]) occupancy.add(box);
  const owners = labels
    .filter(({ ofEvents }) => ofEvents)
    .map(({ text, x, y }) => ({ text, x: x * scale, y: y * scale }));
  const titled = new Set(titles.map(({ symbol }) => symbol));
  const placed = placeTitles(titles, { scale, measure, symbols, isSeen }, occupancy);
  for (const label of labels) {
    const [x, y] = [label.x * scale, label.y * scale];
    if (!wanted([x, y, x, y]) || isWritten(label.text, x, y, titles, placed)) continue;
    const ready = layOutLabel(label, { zoom, scale, measure });
    const found =
      ready && firstFree(ready, { x, y, scale }, { symbols, mixed, hidden, owners, titled }, occupancy);
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
 * Places the names of the largest symbols beside them, in free room if there is any. Otherwise a name covers as few
 * smaller symbols as possible, but never one of the largest or its name.
 *
 * @param {Title[]} titles
 * @param {{scale: number, measure: MeasureLabel, symbols: Box[],
 *   isSeen: (box: Box) => boolean}} options
 * @param {Occupancy} occupancy the names are added
 */
function placeTitles(titles, { scale, measure, symbols, isSeen }, occupancy) {
  const large = new Occupancy();
  for (const { symbol } of titles) large.add(symbols[symbol]);
  /** @type {PlacedLabel[]} */
  const placed = [];
  for (const { symbol, text } of titles) {
    const [left, top, right, bottom] = symbols[symbol];
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const own = grown(symbols[symbol], SYMBOL_GAP);
    const covered = (/** @type {Box} */ box) => occupancy.covered(box) - Number(overlaps(box, own));
    const label = { kind: TITLE, text, x: x / scale, y: y / scale, width: 0, zoom: 0, ofEvents: true };
    const found = onOneLineOrTwo(label, measure)
      .flatMap((ready) =>
        [...townPositions(ready, { x, y }, symbols[symbol]), ...cornerPositions(ready, symbols[symbol])].map(
          (position) => ({ ...ready, ...position }),
        ),
      )
      .filter(({ box }) => large.isFree(box))
      .map((name) => ({ name, seen: Number(isSeen(name.box)), covered: covered(name.box) }))
      .sort((a, b) => b.seen - a.seen || a.covered - b.covered)[0]?.name;
    if (!found) continue;
    const taken = grown(found.box, STYLES[TITLE].padding);
    occupancy.add(taken);
    large.add(taken);
    placed.push({ ...found, dot: false, pointX: x, pointY: y });
  }
  return placed;
}

/** @param {Label} label @param {MeasureLabel} measure @returns {LaidOutLabel[]} */
function onOneLineOrTwo(label, measure) {
  const oneLine = layOutWithin(label, Infinity, measure);
  if (!oneLine) return [];
  const twoLines = layOutWithin(label, oneLine.textWidth * TWO_LINES, measure);
  return twoLines ? [oneLine, twoLines] : [oneLine];
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
  if (isTown(label) && !symbol && !occupancy.isFree(square(x, y, DOT))) return null;
  const dot = isTown(label) && (!symbol || Boolean(all.hidden[number]));
  const positions = isTown(label) ? townPositions(label, at, symbol) : areaPositions(label, at);
  const found = [...positions].find(({ box }) => occupancy.isFree(box));
  return found ? { ...label, ...found, dot, pointX: x, pointY: y } : null;
}

/**
 * Whether a symbol that covers a town may carry its name: the symbol must have no name yet, must be at the town, and at
 * no place of events with another name. A place of events is not named while the filter hides its events.
 *
 * @param {Label} label
 * @param {{x: number, y: number}} at
 * @param {number} number of the symbol
 * @param {Symbols} all
 */
function isNameOf({ kind, ofEvents, text }, { x, y }, number, { symbols, mixed, hidden, owners, titled }) {
  const symbol = symbols[number];
  if (ofEvents && hidden[number]) return false;
  if (titled.has(number) || mixed[number]) return false;
  if (kind !== "capital" && fromMiddle(symbol, x, y) > OFF_CENTRE) return false;
  if (ofEvents) return true;
  return !owners.some((owner) => owner.text !== text && fromMiddle(symbol, owner.x, owner.y) < AT_CENTRE);
}
