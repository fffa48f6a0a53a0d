// Which names the map shows at a zoom, and where. No DOM: text is measured by a function that the layer passes in.
//
// A label is {kind, text, x, y: world 0…1, ...}; a placed one has lines and a box in world pixels of the zoom. What is placed
// depends on the zoom and on the symbols alone, not on the view, so that labels do not jump while the map is panned.

import { mercatorX, mercatorY } from "../mercator.js";

/** How each kind of name is written: CSS pixels, letters apart in em, and how far names keep from each other. */
export const STYLES = {
  country: {
    size: 13,
    spacing: 0.22,
    capitals: true,
    weight: 400,
    colour: "country",
    lineHeight: 1.3,
    padding: 10,
  },
  region: {
    size: 10,
    spacing: 0.12,
    capitals: true,
    weight: 400,
    colour: "region",
    lineHeight: 1.25,
    padding: 7,
  },
  capital: { size: 13, spacing: 0, weight: 600, colour: "town", lineHeight: 1.2, padding: 4 },
  town: { size: 12, spacing: 0, weight: 400, colour: "town", lineHeight: 1.2, padding: 4 },
  lake: {
    size: 11,
    spacing: 0.02,
    italic: true,
    weight: 400,
    colour: "waterName",
    lineHeight: 1.2,
    padding: 5,
  },
  river: {
    size: 11,
    spacing: 0.06,
    italic: true,
    weight: 400,
    colour: "waterName",
    lineHeight: 1.2,
    padding: 6,
  },
};

/** From this zoom on a country fills the screen and its name says nothing new. */
const LAST_COUNTRY_ZOOM = 8;
const FIRST_REGION_ZOOM = 5;
const LAST_REGION_ZOOM = 10;

/** A name may be this much wider than its area (first-level units mostly are less long than wide). */
const COUNTRY_ROOM = 1.1;
const REGION_ROOM = 0.85;
const LAKE_ROOM = 1.6;

/** Distance from a town's point to its name. */
const TOWN_GAP = 6;

/** Where the middle of an area's name may move, in line heights, until it is free; never so far that it would name a neighbour. */
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

/** How far that is, as a share of the area's width: its text sideways, its middle up and down. Outlines are not round. */
const SIDEWAYS = 0.8;
const UPRIGHT = 0.3;

const CAPITAL = 0;

/** Two points of the same name this near (of the world's width: about 20 km) are the same town; of any spelling, those within 400 m. */
const SAME_TOWN = 0.0005;
const SAME_SPOT = 0.00001;

function isSameTown(a, b) {
  const apart = Math.hypot(a.x - b.x, a.y - b.y);
  return apart < SAME_SPOT || (apart < SAME_TOWN && a.text === b.text);
}

/**
 * @param {object} basemap the header's
 * @param {string} language "en" or "fr"
 * @param {object[]} [places] event places to name, as `nameablePlaces` gives them
 * @returns {object[]} every name, the most important first
 */
export function allLabels(basemap, language, places = []) {
  const french = language === "fr";
  const steps = basemap.stepsPerDegree;
  const area = (kind, name, x, y, width) => ({
    kind,
    text: name,
    x: mercatorX(x / steps),
    y: mercatorY(y / steps),
    width: width / steps / 360,
  });
  const unit =
    (kind) =>
    ([name, inFrench, ...rest]) =>
      area(kind, french && inFrench ? inFrench : name, ...rest);
  const countries = basemap.countries.map(unit("country"));
  const regions = basemap.regions.map(unit("region"));
  const lakes = basemap.lakes.map(([name, inFrench, x, y, width]) =>
    area("lake", french ? inFrench : name, x, y, width),
  );
  const widestFirst = (a, b) => b.width - a.width;
  const isNamed = (town) => places.some((place) => isSameTown(place, town));
  const towns = basemap.towns.map(townLabel).filter((town) => town.kind === "capital" || !isNamed(town));
  const isCapital = (town) => town.kind === "capital";
  const capitals = towns
    .filter(isCapital)
    .map((town) => (isNamed(town) ? { ...town, ofEvents: true } : town));
  return [
    ...countries.sort(widestFirst),
    ...capitals,
    ...places.filter((place) => !capitals.some((town) => isSameTown(town, place))),
    ...towns.filter((town) => !isCapital(town)),
    ...lakes.filter((lake) => lake.text).sort(widestFirst),
    ...regions.sort(widestFirst),
  ];
}

const townLabel = ([name, longitude, latitude, rank, zoom]) => ({
  kind: rank === CAPITAL ? "capital" : "town",
  text: name,
  x: mercatorX(longitude),
  y: mercatorY(latitude),
  zoom,
});

/** @returns {string[]} the text on one line, or on two of about the same length when one is too wide */
export function wrap(text, width, measure) {
  if (measure(text) <= width || !text.includes(" ")) return [text];
  const words = text.split(" ");
  const splits = words
    .slice(1)
    .map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")]);
  const longest = (lines) => Math.max(...lines.map(measure));
  return splits.reduce((best, lines) => (longest(lines) < longest(best) ? lines : best));
}

const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Boxes [left, top, right, bottom] that are taken, found by cells. */
export class Occupancy {
  static CELL = 128;
  #cells = new Map();

  add(box) {
    for (const key of this.#keys(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  isFree(box) {
    return this.#keys(box).every((key) => !this.#cells.get(key)?.some((other) => overlaps(other, box)));
  }

  #keys([left, top, right, bottom]) {
    const keys = [];
    for (let i = Math.floor(left / Occupancy.CELL); i <= Math.floor(right / Occupancy.CELL); i++)
      for (let j = Math.floor(top / Occupancy.CELL); j <= Math.floor(bottom / Occupancy.CELL); j++)
        keys.push(`${i} ${j}`);
    return keys;
  }
}

const grown = ([left, top, right, bottom], by) => [left - by, top - by, right + by, bottom + by];

/** @returns {object|null} the label with `lines`, `width` and `height`, or null when this zoom does not show it */
function laidOut(label, zoom, scale, measure) {
  const room = roomFor(label, zoom, scale);
  if (room === 0) return null;
  const style = STYLES[label.kind];
  const text = style.capitals ? label.text.toUpperCase() : label.text;
  const width = (line) => measure(line, label.kind);
  const lines = wrap(text, room, width);
  const lineWidths = lines.map(width);
  const widest = Math.max(...lineWidths);
  if (widest > room) return null;
  return {
    ...label,
    lines,
    lineWidths,
    textWidth: widest,
    textHeight: lines.length * style.size * style.lineHeight,
  };
}

function roomFor({ kind, width, zoom: first }, zoom, scale) {
  if (kind === "country") return zoom < LAST_COUNTRY_ZOOM ? COUNTRY_ROOM * width * scale : 0;
  if (kind === "region")
    return zoom >= FIRST_REGION_ZOOM && zoom < LAST_REGION_ZOOM ? REGION_ROOM * width * scale : 0;
  if (kind === "lake") return LAKE_ROOM * width * scale;
  return zoom >= first ? Infinity : 0;
}

/** Places to try for a label, best first: boxes with the side on which the text begins. */
function* positions(label, { x, y, scale, symbol }) {
  const { textWidth: w, textHeight: h } = label;
  if (label.kind !== "capital" && label.kind !== "town") {
    for (const [dx, dy] of label.kind === "lake" ? AREA_SHIFTS.slice(0, 1) : AREA_SHIFTS) {
      if (!isWithin(label, dx * h, dy * h, scale)) continue;
      const [cx, cy] = [x + dx * h, y + dy * h];
      yield { box: [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], align: "center" };
    }
    return;
  }
  const [left, top, right, bottom] = symbol ?? [x, y, x, y];
  yield { box: [right + TOWN_GAP, y - h / 2, right + TOWN_GAP + w, y + h / 2], align: "left" };
  yield { box: [left - TOWN_GAP - w, y - h / 2, left - TOWN_GAP, y + h / 2], align: "right" };
  yield { box: [x - w / 2, top - TOWN_GAP - h, x + w / 2, top - TOWN_GAP], align: "center" };
  yield { box: [x - w / 2, bottom + TOWN_GAP, x + w / 2, bottom + TOWN_GAP + h], align: "center" };
}

/** Whether a name that moves so far still lies in its own area, as far as the width tells; in its middle it always does. */
function isWithin({ width, textWidth }, dx, dy, scale) {
  const area = width * scale;
  return (
    (dx === 0 || Math.abs(dx) + textWidth / 2 <= (SIDEWAYS * area) / 2) && Math.abs(dy) <= UPRIGHT * area
  );
}

/** Half a town's dot with its outline. */
const DOT = 4;

/** A symbol whose middle is this far from a town stands for several places: the town's name would be wrong beside it. */
const OFF_CENTRE = 8;

/**
 * Places names without collisions, the most important first.
 * @param {object[]} labels as `allLabels` gives them
 * @param {object} options
 * @param {number} options.zoom
 * @param {(text: string, kind: string) => number} options.measure width in CSS pixels
 * @param {number[][]} options.symbols boxes that belong to events, in world pixels of this zoom
 * @param {boolean[]} [options.mixed] for each of them, whether most of its events were at other places than it stands at
 * @param {number[][]} [options.counts] boxes that belong to no place
 * @param {(box: number[]) => boolean} [options.wanted] boxes for which a label is worth placing; all by default
 * @returns {{placed: object[], occupancy: Occupancy}}
 */
export function placeLabels(
  labels,
  { zoom, measure, symbols, mixed = [], counts = [], wanted = () => true },
) {
  const scale = 256 * 2 ** zoom;
  const occupancy = new Occupancy();
  for (const box of [...symbols.map((symbol) => grown(symbol, SYMBOL_GAP)), ...counts]) occupancy.add(box);
  const owners = labels
    .filter(({ ofEvents }) => ofEvents)
    .map(({ text, x, y }) => ({ text, pixel: [x * scale, y * scale] }));
  const placed = [];
  for (const label of labels) {
    const [x, y] = [label.x * scale, label.y * scale];
    if (!wanted([x, y, x, y])) continue;
    const ready = laidOut(label, zoom, scale, measure);
    const found = ready && firstFree(ready, { x, y, scale }, { symbols, mixed, owners }, occupancy);
    if (!found) continue;
    occupancy.add(grown(found.box, STYLES[label.kind].padding));
    if (found.dot) occupancy.add([x - DOT, y - DOT, x + DOT, y + DOT]);
    placed.push(found);
  }
  return { placed, occupancy };
}

/** Less than this from a symbol's middle, in pixels, is its middle. */
const AT_CENTRE = 2;

/** How far names keep from symbols, so that none seems to name another's. */
const SYMBOL_GAP = 4;

const isOffCentre = ([left, top, right, bottom], x, y) =>
  Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y) > OFF_CENTRE;

/** Whether a town's name may stand beside the symbol that covers it: the symbol is the town's, or most of its events are. */
function isNameOf({ kind, ofEvents, text }, [x, y], { symbol, isMixed, owners }) {
  if (isMixed || (kind === "town" && isOffCentre(symbol, x, y))) return false;
  return ofEvents || !owners.some((owner) => owner.text !== text && isAtCentre(symbol, owner));
}

/** A symbol stands where its weightiest place does. */
const isAtCentre = ([left, top, right, bottom], { pixel: [x, y] }) =>
  Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y) < AT_CENTRE;

function firstFree(label, { x, y, scale }, { symbols, mixed, owners }, occupancy) {
  const isTown = label.kind === "capital" || label.kind === "town";
  const number = isTown ? symbols.findIndex((box) => overlaps(box, [x - 1, y - 1, x + 1, y + 1])) : -1;
  const symbol = symbols[number];
  if (symbol && !isNameOf(label, [x, y], { symbol, isMixed: mixed[number], owners })) return null;
  const dot = isTown && !symbol;
  if (dot && !occupancy.isFree([x - DOT, y - DOT, x + DOT, y + DOT])) return null;
  for (const { box, align } of positions(label, { x, y, scale, symbol: symbol || null })) {
    if (occupancy.isFree(box)) return { ...label, box, align, dot, pointX: x, pointY: y };
  }
  return null;
}
