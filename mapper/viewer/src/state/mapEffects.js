import { monthFromKey } from "../data/calendar.js";
import { monthsOfEvents } from "../data/months.js";

/** Months that wholly hold a located event, and the years that do. */
function monthEffects(data) {
  const { header, dated, col } = data;
  const length = header.months.colours.length;
  const first = length ? monthFromKey(header.months.first) : 0;
  const months = monthsOfEvents(data);
  const inside = new Uint8Array(length);
  const insideYear = new Set();
  const yearOf = (m) => Math.floor((first + m) / 12);
  for (let i = 0; i < dated; i++) {
    if (!col.siteCount[i]) continue;
    const from = months.first[i];
    const to = months.last[i];
    if (yearOf(from) === yearOf(to)) insideYear.add(yearOf(from));
    if (from !== to) continue;
    inside[from] = 1;
    i = lastOfMonth(months.first, i); // the month's other events add nothing
  }
  return { first, inside, insideYear };
}

/** The last event that begins in the same month as event `i`: they are sorted by their first day. */
function lastOfMonth(first, i) {
  let [low, high] = [i, first.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (first[middle] === first[i]) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * An actor has an effect by a located event that looks different without it: one in which it takes part alone, or with
 * an actor of another colour. Two actors of one colour draw one slice, which stays when only one of them is switched off.
 * Searched only until every answer is found, which most often is soon.
 */
function actorEffects({ n, col, actorStart, header }) {
  const { actor, siteCount, actorCount } = col;
  const colours = header.actors.map((one) => one.colour);
  const [actors, located] = [new Uint8Array(colours.length), new Uint8Array(colours.length)];
  let notStated = false;
  let open = 2 * colours.length + (actorCount.includes(0) ? 1 : 0);
  for (let i = 0; i < n && open; i++) {
    if (!siteCount[i]) continue;
    const [from, to] = [actorStart[i], actorStart[i + 1]];
    if (from === to && !notStated) {
      notStated = true;
      open--;
    }
    for (let k = from; k < to; k++) {
      const one = actor[k];
      if (!located[one]) open -= located[one] = 1;
      if (!actors[one] && looksDifferent(actor.subarray(from, to), one, colours)) open -= actors[one] = 1;
    }
  }
  return { actors, located, notStated };
}

function looksDifferent(involved, actor, colours) {
  return (
    involved.every((other) => other === actor) || involved.some((other) => colours[other] !== colours[actor])
  );
}

function typeEffects({ n, col, header }) {
  const types = new Uint8Array(header.types.length);
  let open = types.length;
  for (let i = 0; i < n && open; i++)
    if (col.siteCount[i] && !types[col.type[i]]) open -= types[col.type[i]] = 1;
  return types;
}

/**
 * What switching a facet's row off can change on the map, by the data alone. A row without effect is marked,
 * so that nobody takes an unchanged map for a broken filter.
 *
 * @param {object} data as `payload.js` gives it
 * @returns {{actors: Uint8Array, located: Uint8Array, notStated: boolean, types: Uint8Array, undated: boolean, months: {first: number,
 *   inside: Uint8Array, insideYear: Set<number>}}} 1 for each row with a located event (`located` for any event of an actor, `actors` for
 *   one that looks different without it); `inside` for one that lies wholly in the month, `insideYear` the years that wholly hold one
 */
export function mapEffects(data) {
  const { n, dated, col } = data;
  const undated = col.siteCount.subarray(dated, n).some((sites) => sites > 0);
  return { ...actorEffects(data), types: typeEffects(data), undated, months: monthEffects(data) };
}
