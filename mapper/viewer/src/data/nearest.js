/**
 * Suggests names for a search that finds nothing.
 */
import { once } from "./bytes.js";
import { fold } from "./fold.js";

/** @import {Data} from "./types.js" */

/** Names that are offered at most. */
const MOST = 3;

/** The least share of letters in the same order for one word to be a mistyped other, as in Python. */
const MISTYPED = 0.7;

/** Shorter words are like too many others. */
const SHORTEST = 3;

/** A name, and the key by which it is compared. @typedef {{name: string, key: string}} Known */

/** Letters and digits alone: “Tin Zaouatine” is compared as one word. @param {string} text */
const lettersOf = (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * The number of insertions, deletions, substitutions and swaps of neighbours that make one word of another (optimal
 * string alignment).
 *
 * @param {string} a
 * @param {string} b
 */
function changes(a, b) {
  let before = new Uint16Array(b.length + 1);
  let last = Uint16Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const now = new Uint16Array(b.length + 1);
    now[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) now[j] = Math.min(now[j], before[j - 2] + 1);
    }
    [before, last] = [last, now];
  }
  return last[b.length];
}

/**
 * The share of letters that two words have in common; 0 if it is too small to matter.
 *
 * @param {string} a
 * @param {string} b
 */
function likeness(a, b) {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  if (shorter.length < SHORTEST || shorter.length < MISTYPED * longer.length) return 0;
  const share = 1 - changes(a, b) / longer.length;
  return share < MISTYPED ? 0 : share;
}

/**
 * @param {string} text what was searched for
 * @param {Iterable<Known>} known
 * @returns {string[]} the most similar names, the most similar first; none if none is similar
 */
export function nearestNames(text, known) {
  const wanted = lettersOf(text);
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { name, key } of known) {
    const share = likeness(wanted, key);
    if (share > (found.get(name) ?? 0)) found.set(name, share);
  }
  return [...found]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([name]) => name);
}

/**
 * @param {Data} data
 * @returns {(text: string) => Promise<string[]>} gives the names of places and actors that a search may have meant; for
 *   an actor, the name that a search finds
 */
export function createNearest(data) {
  const known = once(async () => {
    const { places } = await data.names();
    const names = [...new Set(places.filter(Boolean))].map((name) => ({ name, said: name }));
    for (const { name, shortName, aliases = [] } of data.header.actors)
      for (const said of [name, shortName ?? "", ...aliases]) names.push({ name, said });
    // “Kidal” is like “Kidal region”, and “Wagner” like “Wagner Group”.
    return names.flatMap(({ name, said }) =>
      [...new Set([said, ...said.split(/[\s;,]+/)].map(lettersOf))].map((key) => ({ name, key })),
    );
  });
  return async (text) => nearestNames(text, await known());
}
