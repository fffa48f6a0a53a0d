/**
 * Text search. A word counts as found where it occurs in the event's type, in a name of one of its actors,
 * or in its own texts; an event matches if every word is found.
 */
import { once } from "../data/bytes.js";
import { fold, foldedWords } from "../data/fold.js";
import { findInNotes, onlyPlace } from "../data/texts.js";

/** Fields of the events' own texts; notes may be coded, and places stand apart. */
const FIELDS = ["title", "notes", "subType", "tags"];

/**
 * Coded notes are not spelled out: a word looked for has no space in it, so it is found where it stands in a word of the
 * dictionary, and to look through a million notes takes as long as to unpack them.
 *
 * @param {import("../data/payload.js").Data} data
 * @returns {function(string, function(): boolean): Promise<Uint8Array|null>} `search(text, stale)`: 1 where the event
 *   matches; null if `stale()` came true on the way
 */
export function createSearch(data) {
  const { header, n } = data;
  const names = once(async () => ({
    types: header.types.map((type) => fold(type.name)),
    actors: header.actors.map((actor) => fold(`${actor.name}\n${actor.shortName ?? ""}`)),
    places: (await data.names()).places.map((place) => fold(String(place ?? ""))),
    words: (await data.dictionary()).map(fold),
  }));

  return async function search(text, stale = () => false) {
    const known = await names();
    const wanted = foldedWords(text).map((word) => wantedIn(data, known, word));
    const matches = new Uint8Array(n).fill(1);
    let next = data.packedTexts(0);
    for (let b = 0; b < data.textBlocks; b++) {
      const block = await next;
      // The next block is unpacked while this one is searched. A fault comes to light when the block's turn comes.
      if (b + 1 < data.textBlocks) (next = data.packedTexts(b + 1)).catch(() => {});
      if (stale()) return null;
      const first = b * header.textBlock;
      const rows = matches.subarray(first, first + header.textBlock);
      for (const word of wanted) {
        const found = foundInBlock(data, block, word, first, rows.length);
        for (let r = 0; r < rows.length; r++) rows[r] &= found[r];
      }
    }
    return matches;
  };
}

/** What a word looked for is found in, once for all events: 1 for each of the types, actors and so on that hold it. */
function wantedIn(data, { types, actors, places, words }, word) {
  const holding = (texts) => Uint8Array.from(texts, (text) => (text.includes(word) ? 1 : 0));
  return {
    word,
    named: foundByName(data, holding(types), holding(actors)),
    places: holding(places),
    common: holding(words),
  };
}

function foundInBlock(data, { columns, codes, rare }, { word, named, places, common }, first, length) {
  const found = named.slice(first, first + length);
  const holds = (text) => Boolean(text) && fold(String(text)).includes(word);
  for (const field of FIELDS) mark(found, columns[field], holds);
  if (codes)
    findInNotes(codes, { common, rare: Uint8Array.from(rare, (text) => (holds(text) ? 1 : 0)) }, found);
  const { place = "" } = columns;
  mark(found, place, holds);
  for (let r = 0; r < length; r++) {
    if (!found[r] && !(typeof place === "string" ? place : place[r]) && places[onlyPlace(data, first + r)])
      found[r] = 1;
  }
  return found;
}

/** Marks the rows of a column, one text for all or one for each, that hold the word. */
function mark(found, column, holds) {
  if (typeof column === "string") {
    if (holds(column)) found.fill(1);
  } else {
    column?.forEach((text, r) => (found[r] ||= holds(text) ? 1 : 0));
  }
}

function foundByName({ n, col, actorStart }, inType, inActor) {
  const found = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    let hit = inType[col.type[i]];
    for (let a = actorStart[i]; a < actorStart[i + 1] && !hit; a++) hit = inActor[col.actor[a]];
    found[i] = hit ? 1 : 0;
  }
  return found;
}
