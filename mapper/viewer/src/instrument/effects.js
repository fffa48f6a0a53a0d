import { monthFromKey } from "../calendar.js";
import { monthsOfEvents } from "../months.js";

/** Number of events that overlap each month, and of located events that lie wholly inside it. */
function countMonths(data) {
  const { header, dated, col } = data;
  const length = header.months?.colours.length ?? 0;
  const first = length ? monthFromKey(header.months.first) : 0;
  const months = monthsOfEvents(data);
  const steps = new Int32Array(length + 1);
  const inside = new Uint32Array(length);
  const insideYear = new Set();
  const yearOf = (m) => Math.floor((first + m) / 12);
  for (let i = 0; i < dated; i++) {
    const [from, to] = [months.first[i], months.last[i]];
    steps[from] += 1;
    steps[to + 1] -= 1;
    if (!col.siteCount[i]) continue;
    if (from === to) inside[from] += 1;
    else if (yearOf(from) === yearOf(to)) insideYear.add(yearOf(from));
  }
  const overlapping = new Uint32Array(length);
  for (let m = 0, sum = 0; m < length; m++) {
    overlapping[m] = sum += steps[m];
    if (inside[m]) insideYear.add(yearOf(m));
  }
  return { first, overlapping, inside, insideYear };
}

/**
 * Located events that look different without each actor: those it takes part in alone, or with an actor of another
 * colour. Two actors of one colour draw one slice, which stays when only one of them is switched off.
 */
function countActors({ n, col, actorStart, header }) {
  const colours = header.actors.map((actor) => actor.colour);
  const actors = new Uint32Array(header.actors.length);
  const located = new Uint32Array(header.actors.length);
  let notStated = 0;
  for (let i = 0; i < n; i++) {
    if (!col.siteCount[i]) continue;
    const [from, to] = [actorStart[i], actorStart[i + 1]];
    if (from === to) notStated += 1;
    for (let k = from; k < to; k++) {
      const actor = col.actor[k];
      located[actor] += 1;
      let others = 0;
      let differs = false;
      for (let j = from; j < to; j++) {
        if (col.actor[j] === actor) continue;
        others += 1;
        if (colours[col.actor[j]] !== colours[actor]) differs = true;
      }
      if (!others || differs) actors[actor] += 1;
    }
  }
  return { actors, located, notStated };
}

/**
 * What switching a facet's row off can change on the map, by the data alone. A row without effect is marked,
 * so that nobody takes an unchanged map for a broken filter.
 *
 * @param {object} data as `payload.js` gives it
 * @returns {{actors: Uint32Array, located: Uint32Array, notStated: number, types: Uint32Array, undated: number, months: {first: number,
 *   overlapping: Uint32Array, inside: Uint32Array, insideYear: Set<number>}}} located events by row (`located` has all of an actor's, `actors` those that look different without it); `overlapping` counts
 *   all events of a month, `inside` the located ones that lie wholly in it, `insideYear` the years that wholly hold one
 */
export function mapEffects(data) {
  const { header, n, dated, col } = data;
  const types = new Uint32Array(header.types.length);
  let undated = 0;
  for (let i = 0; i < n; i++) {
    if (!col.siteCount[i]) continue;
    types[col.type[i]] += 1;
    if (i >= dated) undated += 1;
  }
  return { ...countActors(data), types, undated, months: countMonths(data) };
}
