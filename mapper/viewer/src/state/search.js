/**
 * Text search. A word, or a phrase in quotation marks, is found if it occurs in a searched column, in one of the user's
 * own columns, or in a name of an actor of the event. An event matches if all are found.
 */
import { once } from "../data/bytes.js";
import { fold, foldedWords } from "../data/fold.js";
import { findInNotes, onlyPlace } from "../data/texts.js";
import { SEARCHED_COLUMNS } from "../data/vocabulary.js";

/** @import {Data, EventText, PackedTexts} from "../data/types.js" */

/** The searched columns, by their names in the text blocks; without the type, which many events share. */
const FIELDS = SEARCHED_COLUMNS.filter((name) => name !== "event_type").map((name) =>
  name === "sub_event_type" ? "subType" : name,
);

/**
 * Texts that many events share, folded.
 *
 * @typedef {object} SharedTexts
 * @property {string[]} types
 * @property {string[]} actors
 * @property {string[]} places
 * @property {string[]} words the dictionary of coded notes
 */

/**
 * A searched word, and which shared texts contain it.
 *
 * @typedef {object} Wanted
 * @property {string} word
 * @property {Uint8Array} named 1 for each event whose type or actors contain it
 * @property {Uint8Array} places 1 for each name of a place that contains it
 * @property {Uint8Array} common 1 for each word of the dictionary that contains it
 */

/**
 * @param {Data} data
 * @returns {(text: string, stale?: () => boolean) => Promise<Uint8Array|null>} gives 1 for each event that matches;
 *   null if `stale()` became true meanwhile
 */
export function createTextSearch(data) {
  const { header, n } = data;
  /** @returns {Promise<SharedTexts>} */
  const sharedTexts = async () => ({
    types: header.types.map((type) => fold(type.name)),
    actors: header.actors.map((actor) => fold(`${actor.name}\n${actor.shortName ?? ""}`)),
    places: (await data.names()).places.map((place) => fold(String(place ?? ""))),
    words: (await data.dictionary()).map(fold),
  });
  const shared = once(sharedTexts);

  return async function search(text, stale = () => false) {
    const known = await shared();
    const parts = foldedWords(text);
    const phrases = parts.filter((part) => part.includes(" "));
    // The words of a phrase are found first: only events with all of them are read in full.
    const words = [...new Set(parts.flatMap((part) => part.split(" ")))];
    const wanted = words.map((word) => wantedWord(data, known, word));
    const matches = new Uint8Array(n).fill(1);
    let next = data.packedTexts(0);
    for (let b = 0; b < data.textBlocks; b++) {
      const block = await next;
      // The next block is unpacked while this one is searched. An error in it is reported when its turn comes.
      if (b + 1 < data.textBlocks) (next = data.packedTexts(b + 1)).catch(() => {});
      if (stale()) return null;
      const first = b * header.textBlock;
      const rows = matches.subarray(first, first + header.textBlock);
      for (const one of wanted) {
        const found = findInBlock(data, block, one, { first, length: rows.length });
        for (let r = 0; r < rows.length; r++) rows[r] &= found[r];
      }
      if (phrases.length && rows.includes(1)) {
        const texts = await data.textBlock(b);
        for (let r = 0; r < rows.length; r++)
          if (rows[r]) rows[r] = Number(hasPhrases(phrases, searchedTexts(data, known, first + r, texts[r])));
      }
    }
    return matches;
  };
}

/** Whether one of the texts holds each phrase. @param {string[]} phrases @param {string[]} texts folded */
const hasPhrases = (phrases, texts) => phrases.every((phrase) => texts.some((text) => text.includes(phrase)));

/**
 * All texts of an event that are searched, folded.
 *
 * @param {Data} data
 * @param {SharedTexts} shared
 * @param {number} i event
 * @param {EventText} text
 * @returns {string[]}
 */
function searchedTexts({ col, actorStart }, { types, actors }, i, text) {
  const texts = [...FIELDS.map((field) => text[/** @type {keyof EventText} */ (field)]), ...(text.own ?? [])];
  const named = Array.from(col.actor.subarray(actorStart[i], actorStart[i + 1]), (a) => actors[a]);
  return [types[col.type[i]], ...named, ...texts.map((one) => fold(String(one ?? "")))];
}

/** @param {Data} data @param {SharedTexts} shared @param {string} word @returns {Wanted} */
function wantedWord(data, { types, actors, places, words }, word) {
  const holding = (/** @type {string[]} */ texts) =>
    Uint8Array.from(texts, (text) => Number(text.includes(word)));
  return {
    word,
    named: findByName(data, holding(types), holding(actors)),
    places: holding(places),
    common: holding(words),
  };
}

/**
 * @param {Data} data
 * @param {Uint8Array} inType 1 for each type that contains the word
 * @param {Uint8Array} inActor 1 for each actor whose names contain it
 */
function findByName({ n, col, actorStart }, inType, inActor) {
  const found = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    let hit = inType[col.type[i]];
    for (let a = actorStart[i]; a < actorStart[i + 1] && !hit; a++) hit = inActor[col.actor[a]];
    found[i] = hit;
  }
  return found;
}

/**
 * @param {Data} data
 * @param {PackedTexts} block
 * @param {Wanted} wanted
 * @param {{first: number, length: number}} rows the block's first event, and how many there are
 * @returns {Uint8Array} 1 for each event of the block that has the word
 */
function findInBlock(
  data,
  { columns, codes, rare, own },
  { word, named, places, common },
  { first, length },
) {
  const found = named.slice(first, first + length);
  const holds = (/** @type {unknown} */ text) => Boolean(text) && fold(String(text)).includes(word);
  for (const field of FIELDS) findInColumn(found, columns[field], holds);
  if (codes)
    findInNotes(codes, { common, rare: Uint8Array.from(rare, (text) => Number(holds(text))) }, found);
  for (const { texts, rows } of own) findInOwn(found, texts.map(holds), rows);
  const { place = "" } = columns;
  for (let r = 0; r < length; r++) {
    const ownPlace = typeof place === "string" ? place : place[r];
    if (!ownPlace && places[onlyPlace(data, first + r)]) found[r] = 1;
  }
  return found;
}

/**
 * @param {Uint8Array} found set to 1 for each row whose text holds the word
 * @param {boolean[]} hits whether each distinct text of a column holds it
 * @param {number[]|null} rows the number of each row's text; null: all have the first
 */
function findInOwn(found, hits, rows) {
  if (!hits.includes(true)) return;
  for (let r = 0; r < found.length; r++) if (hits[rows ? rows[r] : 0]) found[r] = 1;
}

/**
 * @param {Uint8Array} found set to 1 for each row whose text holds the word
 * @param {string|unknown[]|undefined} column one text for all rows, or one for each
 * @param {(text: unknown) => boolean} holds
 */
function findInColumn(found, column, holds) {
  if (typeof column === "string") {
    if (holds(column)) found.fill(1);
  } else {
    column?.forEach((text, r) => (found[r] ||= Number(holds(text))));
  }
}
