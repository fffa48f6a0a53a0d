/**
 * Counts the events of each symbol under the current filter, in one pass over the events.
 */
import { FLAGS } from "../../data/vocabulary.js";
import { colourGroups } from "../../state/categories.js";
import { categoryAdder } from "../../state/count.js";
import { AREA, EXACT } from "./sites.js";

/** @import {Unsigned} from "../../data/types.js" */
/** @import {Store} from "../../state/store.js" */
/** @import {ColourGroups} from "../../state/types.js" */
/** @import {Groups, Tally} from "../types.js" */

/**
 * @typedef {object} Counted
 * @property {Tally} tally
 * @property {ColourGroups} slices
 * @property {(group: number) => number} slotOf gives the group's slot in the tally
 */

/**
 * Counts all groups of a zoom and keeps the result until the filter changes, so that moving the map counts nothing. If
 * that would take too much memory, only the groups in view are counted, at each move.
 *
 * @param {Store} store
 * @param {{mostKept: number}} options
 * @returns {(groups: Groups, inView: number[]) => Counted} counts the groups of a zoom
 */
export function createCounting(store, { mostKept }) {
  /** @type {{groups: Groups, counted: Counted}|null} */
  let kept = null;
  store.onState(() => (kept = null));
  return (groups, inView) => {
    const slices = colourGroups(store.categories());
    const { length } = groups.lead;
    if (length * slices.colours.length > mostKept) return countSome(store, groups, inView, slices);
    if (kept?.groups === groups) return kept.counted;
    const counted = {
      slices,
      tally: recount(store, groups.groupOf, length, slices),
      slotOf: (/** @type {number} */ group) => group,
    };
    kept = { groups, counted };
    return counted;
  };
}

/**
 * @param {Store} store
 * @param {Groups} groups
 * @param {number[]} some
 * @param {ColourGroups} slices
 * @returns {Counted}
 */
function countSome(store, { groupOf, lead }, some, slices) {
  const slotOfGroup = new Int32Array(lead.length).fill(-1);
  some.forEach((group, slot) => (slotOfGroup[group] = slot));
  const slotOfSite = Int32Array.from(groupOf, (group) => slotOfGroup[group]);
  const tally = recount(store, slotOfSite, some.length, slices);
  return { slices, tally, slotOf: (group) => slotOfGroup[group] };
}

/**
 * Counts the events, and the measure that sizes stand for: events or their dead.
 *
 * @param {Store} store
 * @param {Int32Array} slotOf the slot of each site, −1 for none
 * @param {number} slots
 * @param {ColourGroups} slices
 * @returns {Tally}
 */
function recount(store, slotOf, slots, slices) {
  const { data, visible } = store;
  const { n, weight, siteStart } = data;
  const { site, siteKind, flags } = data.col;
  const countsDead = store.countsDead();
  const tally = emptyTally(slots, slices.colours.length, countsDead);
  const sizes = store.weights();
  const addDead = deadAdder(store, sizes, tally);
  const addDoubts = doubtAdder(store, tally);
  const addSlices = categoryAdder(store, slices, tally.slices);
  for (let i = 0; i < n; i++) {
    if (!visible[i]) continue;
    const first = siteStart[i];
    const end = siteStart[i + 1];
    const isAlternative = end - first > 1 || (flags[i] & FLAGS.alternatives) !== 0;
    const isInexact = isAlternative || (flags[i] & FLAGS.doubtful) !== 0;
    for (let link = first; link < end; link++) {
      const slot = slotOf[site[link]];
      if (slot < 0 || isCounted(site, slotOf, first, link)) continue;
      tally.events[slot] += weight[i];
      addDead(i, slot);
      if (isAlternative) tally.alternative[slot] += weight[i];
      const kind = siteKind[site[link]];
      if (isInexact || kind !== EXACT) tally.imprecise[slot] += weight[i];
      if (kind >= AREA) tally.inAreas[slot] += weight[i];
      addDoubts(i, slot);
      addSlices(i, sizes[i], slot);
    }
  }
  return tally;
}

/**
 * @param {Store} store
 * @param {ArrayLike<number>} sizes the dead of each event
 * @param {Tally} tally
 */
function deadAdder(store, sizes, { size, notStated, bounded }) {
  if (!store.countsDead()) return () => {};
  const { weight, col } = store.data;
  const inBounds = store.dead().bounded;
  return (/** @type {number} */ i, /** @type {number} */ slot) => {
    size[slot] += sizes[i];
    if (!col.fatalitiesBest[i]) notStated[slot] += weight[i];
    if (inBounds) bounded[slot] += inBounds[i];
  };
}

/**
 * Counts events on which sources disagree, events whose coordinates cannot be right, and events that may lie outside
 * the chosen period.
 *
 * @param {Store} store
 * @param {Tally} tally
 */
function doubtAdder(store, { disputed, doubted, longer }) {
  const { weight, col } = store.data;
  const isLonger = store.longer();
  return (/** @type {number} */ i, /** @type {number} */ slot) => {
    if (col.flags[i] & FLAGS.disagree) disputed[slot] += weight[i];
    if (col.flags[i] & FLAGS.doubtful) doubted[slot] += weight[i];
    if (isLonger?.(i)) longer[slot] += weight[i];
  };
}

/** @param {number} slots @param {number} colours @param {boolean} countsDead @returns {Tally} */
function emptyTally(slots, colours, countsDead) {
  const zeros = () => new Uint32Array(slots);
  const events = zeros();
  return {
    events,
    size: countsDead ? zeros() : events,
    notStated: countsDead ? zeros() : new Uint32Array(0),
    bounded: countsDead ? zeros() : new Uint32Array(0),
    imprecise: zeros(),
    inAreas: zeros(),
    alternative: zeros(),
    disputed: zeros(),
    doubted: zeros(),
    longer: zeros(),
    slices: new Uint32Array(slots * colours),
  };
}

/**
 * Whether an event was already counted in this slot because of an earlier one of its sites.
 *
 * @param {Unsigned} site
 * @param {Int32Array} slotOf
 * @param {number} first
 * @param {number} link
 */
function isCounted(site, slotOf, first, link) {
  for (let k = first; k < link; k++) if (slotOf[site[k]] === slotOf[site[link]]) return true;
  return false;
}
