/**
 * The filter: one bit for each condition that an event fails, in one byte for each event. An event is visible
 * where no bit is set. Changing one condition passes once over the events and touches only its own bit.
 */

export const FAILS = Object.freeze({ actors: 1, types: 2, months: 4, period: 8, text: 16 });

/** Both conditions on dates: what the facet of months and the histogram leave out. */
export const FAILS_DATE = FAILS.months | FAILS.period;

function clear(fails, bit) {
  const keep = ~bit;
  for (let i = 0; i < fails.length; i++) fails[i] &= keep;
}

/**
 * Actors: any of the chosen, in any role. `chosen` has one byte for each actor and a last one for “not stated”.
 *
 * @param {Uint8Array} fails @param {import("../data/payload.js").Data} data @param {Uint8Array|null} chosen
 */
export function markActors(fails, { n, col, actorStart }, chosen) {
  clear(fails, FAILS.actors);
  if (!chosen) return;
  const { actor } = col;
  const notStated = chosen[chosen.length - 1];
  for (let i = 0, a = 0; i < n; i++) {
    const end = actorStart[i + 1];
    let hit = a === end ? notStated : 0;
    for (; a < end; a++) hit |= chosen[actor[a]];
    if (!hit) fails[i] |= FAILS.actors;
  }
}

/** @param {Uint8Array} fails @param {import("../data/payload.js").Data} data @param {Uint8Array|null} chosen one byte for each type */
export function markTypes(fails, { n, col }, chosen) {
  clear(fails, FAILS.types);
  if (!chosen) return;
  for (let i = 0; i < n; i++) if (!chosen[col.type[i]]) fails[i] |= FAILS.types;
}

/**
 * Months: the event's period overlaps one of the chosen. `chosen` has one byte for each month and a last one for “undated”.
 *
 * @param {Uint8Array} fails @param {import("../data/payload.js").Data} data
 * @param {{first: Uint16Array, last: Uint16Array}} months first and last month number of each dated event
 * @param {Uint8Array|null} chosen
 */
export function markMonths(fails, { n, dated }, { first, last }, chosen) {
  clear(fails, FAILS.months);
  if (!chosen) return;
  const before = new Uint32Array(chosen.length + 1);
  for (let m = 0; m < chosen.length; m++) before[m + 1] = before[m] + chosen[m];
  for (let i = 0; i < dated; i++) if (before[last[i] + 1] === before[first[i]]) fails[i] |= FAILS.months;
  if (!chosen[chosen.length - 1]) for (let i = dated; i < n; i++) fails[i] |= FAILS.months;
}

/**
 * Period: the event's days overlap `from` to `to`, both inclusive. Undated events never do.
 *
 * @param {Uint8Array} fails @param {import("../data/payload.js").Data} data @param {{from: number, to: number}|null} period days since 1970
 */
export function markPeriod(fails, { n, dated, col }, period) {
  clear(fails, FAILS.period);
  if (!period) return;
  const { start, span } = col;
  const { from, to } = period;
  for (let i = 0; i < dated; i++) if (start[i] > to || start[i] + span[i] < from) fails[i] |= FAILS.period;
  for (let i = dated; i < n; i++) fails[i] |= FAILS.period;
}

/** @param {Uint8Array} fails @param {Uint8Array|null} matches 1 where the event's text matches */
export function markText(fails, matches) {
  clear(fails, FAILS.text);
  if (!matches) return;
  for (let i = 0; i < fails.length; i++) if (!matches[i]) fails[i] |= FAILS.text;
}

/**
 * @param {Uint8Array} fails
 * @param {Uint8Array} visible written: 1 where the event passes
 * @param {ArrayLike<number>} weight how many events each row stands for
 * @returns {number} how many events pass
 */
export function passThrough(fails, visible, weight) {
  let count = 0;
  for (let i = 0; i < fails.length; i++) {
    const passes = fails[i] === 0 ? 1 : 0;
    visible[i] = passes;
    if (passes) count += weight[i];
  }
  return count;
}
