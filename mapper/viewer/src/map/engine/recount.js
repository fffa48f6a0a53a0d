/**
 * What each symbol stands for under the current filter: one pass over the events.
 */
import { ALTERNATIVES, DISAGREE } from "../../data/payload.js";
import { EXACT } from "./sites.js";

/**
 * @typedef {object} Tally one value for each slot; a slot is one group
 * @property {Uint32Array} events an event with several possible sites in one group counts once there
 * @property {Uint32Array} imprecise of them, those not at an exact place, or with several possible places
 * @property {Uint32Array} alternative of them, those with several possible places
 * @property {Uint32Array} disputed of them, those on which sources disagree
 * @property {Uint32Array} slices `slot × colours + colour`: involvements
 */

/**
 * @param {import("../../state/store.js").Store} store
 * @param {{mostKept: number}} options
 * @returns {function(import("./grouping.js").Groups, number[]): {tally: Tally, slices: object, slotOf: function(number): number}}
 *   counts the groups of a zoom, given with those in view; `slotOf` tells a group's slot. All are counted and kept, so that a
 *   move of the map counts nothing; where they would take too much memory, those in view, each time
 */
export function createCounting(store, { mostKept }) {
  let kept = { groups: null };
  store.subscribe(({ changed }) => {
    if ([...changed].some((key) => key !== "selection" && key !== "hover")) kept = { groups: null };
  });
  return (groups, seen) => {
    const slices = sliceColours(store.categories());
    const { length } = groups.lead;
    if (length * slices.colours.length > mostKept) return countSome(store, groups, seen, slices);
    if (kept.groups !== groups)
      kept = {
        groups,
        slices,
        tally: recount(store, groups.groupOf, length, slices),
        slotOf: (group) => group,
      };
    return kept;
  };
}

function countSome(store, { groupOf, lead }, seen, slices) {
  const slotOfGroup = new Int32Array(lead.length).fill(-1);
  seen.forEach((group, slot) => (slotOfGroup[group] = slot));
  const slotOfSite = Int32Array.from(groupOf, (group) => slotOfGroup[group]);
  return {
    slices,
    tally: recount(store, slotOfSite, seen.length, slices),
    slotOf: (group) => slotOfGroup[group],
  };
}

/**
 * Categories of one colour are one slice.
 *
 * @param {import("../../state/categories.js").Categories} categories
 * @returns {{of: Uint16Array, colours: string[], hollow: boolean[]}} `of`: the slice's number for each category
 */
export function sliceColours({ colours, hollow }) {
  const numbers = new Map();
  const of = Uint16Array.from(colours, (colour, c) => {
    const key = `${colour}${hollow[c]}`;
    if (!numbers.has(key)) numbers.set(key, { number: numbers.size, colour, hollow: Boolean(hollow[c]) });
    return numbers.get(key).number;
  });
  const slices = [...numbers.values()];
  return { of, colours: slices.map((s) => s.colour), hollow: slices.map((s) => s.hollow) };
}

/**
 * @param {import("../../state/store.js").Store} store
 * @param {Int32Array} slotOf the slot of each site, −1 for none
 * @param {number} slots
 * @param {{of: Uint16Array, colours: string[]}} slices
 * @returns {Tally}
 */
export function recount(store, slotOf, slots, slices) {
  const { data, visible } = store;
  const { n, col, weight, siteStart } = data;
  const { site, siteKind, flags } = col;
  const tally = emptyTally(slots, slices.colours.length);
  const addSlices = sliceAdder(store, slices, tally.slices);
  for (let i = 0; i < n; i++) {
    if (!visible[i]) continue;
    const first = siteStart[i];
    const end = siteStart[i + 1];
    const isAlternative = end - first > 1 || (flags[i] & ALTERNATIVES) !== 0;
    for (let link = first; link < end; link++) {
      const slot = slotOf[site[link]];
      if (slot < 0 || (link > first && seenBefore(site, slotOf, first, link))) continue;
      const events = weight[i];
      tally.events[slot] += events;
      if (isAlternative) tally.alternative[slot] += events;
      if (isAlternative || siteKind[site[link]] !== EXACT) tally.imprecise[slot] += events;
      if (flags[i] & DISAGREE) tally.disputed[slot] += events;
      addSlices(i, events, slot);
    }
  }
  return tally;
}

function emptyTally(slots, colours) {
  const zeros = () => new Uint32Array(slots);
  return {
    events: zeros(),
    imprecise: zeros(),
    alternative: zeros(),
    disputed: zeros(),
    slices: new Uint32Array(slots * colours),
  };
}

function seenBefore(site, slotOf, first, link) {
  for (let k = first; k < link; k++) if (slotOf[site[k]] === slotOf[site[link]]) return true;
  return false;
}

function sliceAdder(store, { of, colours }, counts) {
  const width = colours.length;
  const column = store.categoryColumn();
  if (column) return (i, events, slot) => (counts[slot * width + of[column[i]]] += events);
  const {
    actorStart: start,
    col: { actor },
    header,
  } = store.data;
  const chosen = store.chosenActors();
  const notStated = of[header.actors.length];
  return (i, events, slot) => {
    const base = slot * width;
    const end = start[i + 1];
    if (start[i] === end) counts[base + notStated] += events;
    for (let a = start[i]; a < end; a++)
      if (!chosen || chosen[actor[a]]) counts[base + of[actor[a]]] += events;
  };
}
