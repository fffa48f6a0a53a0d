/**
 * The scene: every symbol of a view, with its place in pixels and what it stands for. Nothing is drawn here.
 */
import { DISAGREE } from "../../data/payload.js";
import { labelRoom } from "./areas.js";
import { WORLD } from "./grouping.js";
import { createCounting } from "./recount.js";
import { NEAR } from "./sites.js";

/**
 * @typedef {object} Mark one symbol
 * @property {number} group
 * @property {number} x pixels, in the view's coordinates
 * @property {number} y
 * @property {number} r radius of the symbol
 * @property {number} reach radius of the place's uncertainty; 0 if unknown, or where the symbol stands for several sites
 * @property {number} area polygon number, −1 none
 * @property {[number, number]} rim the uppermost point of an area
 * @property {boolean} asArea drawn as a hatched polygon or a dashed circle, not as a symbol
 * @property {boolean} vague a symbol of areas too small to be drawn as such
 * @property {number} events
 * @property {number} imprecise share of the events whose place is not exact, 0 to 1
 * @property {boolean} hollow all its events have several possible places
 * @property {boolean} disputed
 * @property {{colour: string, hollow: boolean, count: number}[]} slices
 */

/**
 * @typedef {object} View
 * @property {number} zoom
 * @property {{x: number, y: number}} origin world pixel of the coordinates' origin
 * @property {{min: {x: number, y: number}, max: {x: number, y: number}}} bounds what is drawn, in the view's coordinates
 */

/**
 * @param {object} parts
 * @param {import("../../state/store.js").Store} parts.store
 * @param {import("./sites.js").Sites} parts.sites
 * @param {{box: number[]}[]} parts.areas
 * @param {function(number): import("./grouping.js").Groups} parts.groupsAt
 * @param {typeof import("./options.js").DEFAULTS} parts.options
 * @returns {function(View): {marks: Mark[], boxes: number[][], mixed: boolean[], rooms: number[][], groups: import("./grouping.js").Groups}} marks in drawing order:
 *   areas, then symbols, the vague ones beneath, the largest first; boxes of the symbols, whether they are mixed, and rooms of the areas' counts, whatever the filter
 */
export function createScene({ store, sites, areas, groupsAt, options }) {
  const { col } = store.data;
  let disputed; // found when an area of one event is first seen, as most maps have none
  const isDisputed = (site) => (disputed ??= disputedSites(store.data, sites.length))[site] === 1;
  const counted = createCounting(store, options);
  return (view) => {
    const groups = groupsAt(Math.max(0, Math.round(view.zoom)));
    const places = placed({ groups, sites, areas, col, view, options });
    const { tally, slices, slotOf } = counted(
      groups,
      places.map(({ group }) => group),
    );
    const marks = [];
    for (const place of places) {
      const slot = slotOf(place.group);
      if (tally.events[slot]) marks.push(mark({ place, slot, tally, slices, groups, col, options }));
    }
    marks.sort((a, b) => b.asArea - a.asArea || b.vague - a.vague || b.r - a.r || a.group - b.group);
    const boxes = places.flatMap((place) => fullBox(place, groups, options));
    const mixed = places
      .filter(({ group }) => !groups.asArea[group])
      .map(({ group }) => 2 * groups.named[group] < groups.total[group]);
    const rooms = places.flatMap((place) => countRoom(place, groups, sites, isDisputed));
    return { marks, boxes, mixed, rooms, groups };
  };
}

/** Groups whose symbol or area touches the view. */
function placed({ groups, sites, areas, col, view, options }) {
  const world = WORLD * 2 ** view.zoom;
  const { min, max } = view.bounds;
  const middle = (min.x + max.x) / 2;
  const places = [];
  groups.lead.forEach((s, group) => {
    let x = sites.x[s] * world - view.origin.x;
    x += Math.round((middle - x) / world) * world; // the copy of the world that is looked at
    const y = sites.y[s] * world - view.origin.y;
    const area = groups.asArea[group] ? col.siteArea[s] - 1 : -1;
    const reach = sites.radius[s] * world;
    const shift = x - (sites.x[s] * world - view.origin.x);
    const box =
      area >= 0
        ? boxInView(areas[area].box, world, view.origin, shift)
        : around(x, y, Math.max(reach, options.maxRadius));
    if (box[0] > max.x || box[2] < min.x || box[1] > max.y || box[3] < min.y) return;
    const rim = area >= 0 ? inView(areas[area].top, world, view.origin, shift) : [x, y - reach];
    places.push({ group, site: s, x, y, reach, area, box, rim, shift, world });
  });
  return places;
}

const around = (x, y, r) => [x - r, y - r, x + r, y + r];

const inView = ([x, y], world, origin, shift) => [x * world - origin.x + shift, y * world - origin.y];

const boxInView = ([west, north, east, south], ...view) => [
  ...inView([west, north], ...view),
  ...inView([east, south], ...view),
];

/** The box of a symbol of all its events, whatever the filter; none for an area, which leaves its middle free. */
function fullBox({ group, x, y }, { asArea, total, scale }, { minRadius }) {
  if (asArea[group]) return [];
  const r = Math.max(minRadius, scale * Math.sqrt(total[group])) + 1;
  return [around(x, y, r)];
}

/** The room of an area's count, if some filter shows one. */
function countRoom({ group, site, rim }, { asArea, sites }, { weight }, isDisputed) {
  return asArea[group] && (sites[group] > 1 || weight[site] > 1 || isDisputed(site)) ? [labelRoom(rim)] : [];
}

/** 1 for each site with an event on which sources disagree. */
function disputedSites({ n, col: { flags, site }, siteStart }, length) {
  const disputed = new Uint8Array(length);
  for (let i = 0; i < n; i++)
    if (flags[i] & DISAGREE)
      for (let link = siteStart[i]; link < siteStart[i + 1]; link++) disputed[site[link]] = 1;
  return disputed;
}

function mark({ place, slot, tally, slices, groups, col, options }) {
  const { group, site } = place;
  const events = tally.events[slot];
  const asArea = groups.asArea[group] === 1;
  const alone = groups.sites[group] === 1;
  return {
    ...place,
    r: Math.max(options.minRadius, groups.scale * Math.sqrt(events)),
    reach: asArea || (alone && col.siteKind[site] === NEAR) ? place.reach : 0,
    asArea,
    vague: !asArea && col.siteKind[site] > NEAR,
    events,
    imprecise: tally.imprecise[slot] / events,
    hollow: tally.alternative[slot] === events,
    disputed: tally.disputed[slot] > 0,
    slices: slicesOf(tally.slices, slot, slices),
  };
}

function slicesOf(counts, slot, { colours, hollow }) {
  const found = [];
  for (let c = 0; c < colours.length; c++) {
    const count = counts[slot * colours.length + c];
    if (count) found.push({ colour: colours[c], hollow: hollow[c], count });
  }
  return found;
}
