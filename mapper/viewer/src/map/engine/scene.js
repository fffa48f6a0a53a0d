/**
 * The scene: every symbol of a view, with its position in pixels and its counts. Nothing is drawn here.
 */
import { WORLD } from "../mercator.js";
import { placeCounts } from "./countRooms.js";
import { createOwnRings } from "./ownRings.js";
import { createCounting } from "./recount.js";

/** @import {Store} from "../../state/store.js" */
/**
 * @import {Box, EngineOptions, Ends, Groups, Mark, Outline, Scene, Sites, Slice} from "../types.js"
 * @import {ColourGroups} from "../../state/types.js"
 * @import {Tally, View} from "../types.js"
 */

/**
 * The input of a scene.
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Sites} sites
 * @property {Outline[]} areas
 * @property {(zoom: number) => Groups} groupsAt
 * @property {EngineOptions} options
 */

/**
 * The position of a group's symbol or area.
 *
 * @typedef {Pick<Mark, "group"|"site"|"x"|"y"|"reach"|"area"|"box"|"countAt"|"name"|"shift"|"world"> & {ends: Ends}} Placed
 */

/** @param {Parts} parts @returns {(view: View) => Scene} */
export function createScene(parts) {
  const { store, sites, groupsAt, options } = parts;
  const count = createCounting(store, options);
  const ringsAt = createOwnRings(store, sites);
  return (view) => {
    const groups = groupsAt(view.zoom);
    const placed = placeGroups(parts, groups, view);
    const symbols = placed.filter(({ group }) => !groups.asArea[group]);
    const areas = placed.filter(({ group }) => groups.asArea[group]);
    const boxes = symbols.map((place) => fullBox(place, groups, options));
    const rooms = settleCounts(areas, boxes, view);
    const { tally, slices, slotOf } = count(
      groups,
      placed.map(({ group }) => group),
    );
    const marks = placed
      .filter(({ group }) => tally.events[slotOf(group)])
      .map((place) => makeMark(place, parts, { groups, tally, slices, slot: slotOf(place.group), ringsAt }));
    const named = groups.cells ? [] : symbols; // names lie over cells, which cover the map
    return {
      marks: marks.sort(inDrawingOrder),
      boxGroups: named.map(({ group }) => group),
      boxes: groups.cells ? [] : boxes,
      mixed: named.map(({ group }) => 2 * groups.named[group] < groups.total[group]),
      hidden: named.map(({ group }) => !tally.events[slotOf(group)]),
      rooms,
      groups,
    };
  };
}

/**
 * Areas first, then symbols: empty and vague ones at the bottom, and larger ones below smaller ones.
 *
 * @param {Mark} a
 * @param {Mark} b
 */
const inDrawingOrder = (a, b) =>
  Number(b.asArea) - Number(a.asArea) ||
  Number(a.size > 0) - Number(b.size > 0) ||
  Number(b.vague) - Number(a.vague) ||
  b.r - a.r ||
  a.group - b.group;

/**
 * The groups whose symbol or area touches the view.
 *
 * @param {Parts} parts
 * @param {Groups} groups
 * @param {View} view
 * @returns {Placed[]}
 */
function placeGroups({ store, sites, areas, options }, groups, { zoom, origin, bounds: { min, max } }) {
  const { siteArea } = store.data.col;
  const world = WORLD * 2 ** zoom;
  /** @type {Placed[]} */
  const placed = [];
  groups.lead.forEach((site, group) => {
    const { cells } = groups;
    const [atX, atY] = cells
      ? [cells.centres[2 * group], cells.centres[2 * group + 1]]
      : [sites.x[site], sites.y[site]];
    const [firstX, y] = [atX * world - origin.x, atY * world - origin.y];
    const reach = cells ? 0 : sites.radius[site] * world;
    const area = groups.asArea[group] ? siteArea[site] - 1 : -1;
    const inView = (/** @type {[number, number]} */ [px, py]) =>
      /** @type {[number, number]} */ ([px * world - origin.x, py * world - origin.y]);
    const outline = areas[area];
    const [left, top, right, bottom] = outline
      ? boxInView(outline.box, inView)
      : boxAround(firstX, y, Math.max(reach, options.maxRadius));
    if (top > max.y || bottom < min.y) return;
    const ends = outline ? outline.ends.map(inView) : endsOfCircle(firstX, y, reach);
    // Once for each visible copy of the world: a wide view, or one across the 180th meridian, has several.
    for (let copy = Math.ceil((min.x - right) / world); left + copy * world <= max.x; copy++) {
      const shift = copy * world;
      placed.push({
        group,
        site,
        x: firstX + shift,
        y,
        reach,
        area,
        box: [left + shift, top, right + shift, bottom],
        ends: ends.map(([endX, endY]) => [endX + shift, endY]),
        countAt: [0, 0],
        name: store.data.header.areas[area]?.name ?? "",
        shift,
        world,
      });
    }
  });
  return placed;
}

/** @param {number} x @param {number} y @param {number} r @returns {Box} */
const boxAround = (x, y, r) => [x - r, y - r, x + r, y + r];

/** @param {number} x @param {number} y @param {number} r @returns {Ends} */
const endsOfCircle = (x, y, r) => [
  [x, y - r],
  [x, y + r],
  [x - r, y],
  [x + r, y],
];

/**
 * @param {Pick<Scene, "marks"|"rooms">} scene
 * @param {Box} box
 * @returns {number} how many symbols and counts of areas lie in it, in whole or in part
 */
export function countIn({ marks, rooms }, [left, top, right, bottom]) {
  const symbols = marks.filter(({ asArea }) => !asArea).map(({ x, y, r }) => boxAround(x, y, r));
  const isIn = (/** @type {Box} */ [west, north, east, south]) =>
    east > left && west < right && south > top && north < bottom;
  return [...symbols, ...rooms].filter(isIn).length;
}

/** @param {Box} box @param {(point: [number, number]) => [number, number]} inView @returns {Box} */
const boxInView = ([west, north, east, south], inView) => [
  ...inView([west, north]),
  ...inView([east, south]),
];

/**
 * Sets the positions of the counts of areas.
 *
 * @param {Placed[]} areas
 * @param {Box[]} symbols
 * @param {View} view
 * @returns {Box[]} their rooms
 */
function settleCounts(areas, symbols, { bounds }) {
  const counts = placeCounts(areas, symbols, bounds);
  areas.forEach((area, k) => {
    area.countAt = counts[k].middle;
    area.name = counts[k].name;
  });
  return counts.map(({ room }) => room);
}

/**
 * The box of a symbol of all its events, whatever the filter.
 *
 * @param {Placed} place
 * @param {Groups} groups
 * @param {EngineOptions} options
 */
function fullBox({ group, x, y }, { total, scale }, { minRadius }) {
  return boxAround(x, y, Math.max(minRadius, scale * Math.sqrt(total[group])) + 1);
}

/**
 * @param {Placed} place
 * @param {Parts} parts
 * @param {{groups: Groups, tally: Tally, slices: ColourGroups, slot: number,
 *   ringsAt: (site: number, count: number) => number[]}} counted
 * @returns {Mark}
 */
function makeMark(place, { options }, { groups, tally, slices, slot, ringsAt }) {
  const { group, site } = place;
  const events = tally.events[slot];
  const size = tally.size[slot];
  const asArea = groups.asArea[group] === 1;
  const isCell = Boolean(groups.cells);
  const hasRings = !isCell && !asArea && tally.imprecise[slot] > 0;
  return {
    ...place,
    r: groups.cells ? groups.cells.radius * place.world : radiusOf(size, groups.scale, options),
    reach: asArea ? place.reach : 0,
    rings: hasRings ? ringsAt(site, groups.sites[group]).map((radius) => radius * place.world) : [],
    asArea,
    isCell,
    vague: !asArea && !isCell && 2 * tally.inAreas[slot] > events,
    events,
    size,
    notStated: tally.notStated[slot] ?? 0,
    bounded: tally.bounded[slot] ?? 0,
    imprecise: tally.imprecise[slot] / events,
    hollow: tally.alternative[slot] === events,
    disputed: tally.disputed[slot] > 0,
    doubted: tally.doubted[slot] / events,
    longer: tally.longer[slot] / events,
    slices: slicesOf(tally.slices, slot, slices),
  };
}

/** @param {number} size @param {number} scale @param {EngineOptions} options */
const radiusOf = (size, scale, { minRadius, emptyRadius }) =>
  size ? Math.max(minRadius, scale * Math.sqrt(size)) : emptyRadius;

/** @param {Uint32Array} counts @param {number} slot @param {ColourGroups} slices @returns {Slice[]} */
function slicesOf(counts, slot, { colours, hollow }) {
  const found = [];
  for (let c = 0; c < colours.length; c++) {
    const count = counts[slot * colours.length + c];
    if (count) found.push({ colour: colours[c], hollow: hollow[c], count });
  }
  return found;
}
