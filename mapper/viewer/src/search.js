/**
 * Text search. A word counts as found where it occurs in the event's type, in a name of one of its actors,
 * or in its own texts; an event matches if every word is found.
 */
import { fold, foldedWords } from "./fold.js";

/** Folded text kept between searches, in characters. Beyond it, blocks are unpacked again each time. */
const KEPT_CHARACTERS = 40_000_000;

const FIELDS = ["title", "notes", "place", "subType", "tags"];

const haystack = (row) => fold(FIELDS.map((field) => row[field] ?? "").join("\n"));

/**
 * @param {import("./payload.js").Data} data
 * @returns {function(string, function(): boolean): Promise<Uint8Array|null>} `search(text, stale)`: 1 where the event
 *   matches; null if `stale()` came true on the way
 */
export function createSearch(data) {
  const { header, n } = data;
  const typeNames = header.types.map((type) => fold(type.name));
  const actorNames = header.actors.map((actor) => fold(`${actor.name}\n${actor.shortName ?? ""}`));
  const kept = new Map();
  let keptCharacters = 0;

  async function haystacks(b) {
    if (kept.has(b)) return kept.get(b);
    const folded = (await data.textBlock(b)).map(haystack);
    const characters = folded.reduce((sum, text) => sum + text.length, 0);
    if (keptCharacters + characters <= KEPT_CHARACTERS) {
      kept.set(b, folded);
      keptCharacters += characters;
    }
    return folded;
  }

  /** Unpacks the next block while this one is searched. A fault comes to light when the block's turn comes. */
  const ahead = (b) => {
    if (b < data.textBlocks && !kept.has(b)) data.textBlock(b).catch(() => {});
  };

  return async function search(text, stale = () => false) {
    const words = foldedWords(text);
    const matches = new Uint8Array(n).fill(1);
    const byName = words.map((word) => foundByName(data, typeNames, actorNames, word));
    for (let b = 0; b < data.textBlocks; b++) {
      const folded = await haystacks(b);
      ahead(b + 1);
      if (stale()) return null;
      const first = b * header.textBlock;
      folded.forEach((text, r) => {
        matches[first + r] = words.every((word, w) => byName[w][first + r] || text.includes(word)) ? 1 : 0;
      });
    }
    return matches;
  };
}

function foundByName({ n, col, actorStart }, typeNames, actorNames, word) {
  const inType = typeNames.map((name) => name.includes(word));
  const inActor = actorNames.map((name) => name.includes(word));
  const found = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    let hit = inType[col.type[i]];
    for (let a = actorStart[i]; a < actorStart[i + 1] && !hit; a++) hit = inActor[col.actor[a]];
    found[i] = hit ? 1 : 0;
  }
  return found;
}
