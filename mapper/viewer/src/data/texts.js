/**
 * The texts of the events, unpacked block by block when a card, a search or a download asks for them.
 */
import { PayloadError, fromBase64, inflate, inflateJson, once, parseJson } from "./bytes.js";
import { isObject, isText } from "./guards.js";

/**
 * @import {Columns, Data, EventText, OwnColumn, PackedTexts, Reasons, Texts} from "./types.js"
 */

/** The data that reading the texts needs. @typedef {Omit<Data, keyof Texts>} Events */

/**
 * Blocks that stay unpacked, so that stepping through a list of events does not unpack the same block again.
 */
const KEPT_BLOCKS = 8;

/**
 * Codes in coded notes: the end of a note, a word outside the dictionary, and the dictionary's first word.
 */
const END = 0;
const RARE = 1;
const FIRST_WORD = 2;

/** Bytes before the JSON of a coded block that have the JSON's length. */
const LENGTH_BYTES = 4;

/** A title that so many events of a block share does not distinguish them. */
const SHARED_BY = 3;

const misfit = () => new PayloadError("a block of texts does not fit its events");

/**
 * @param {{text: () => Promise<string>, words: () => Promise<string>}} blocks give the blocks “text” and
 *   “words”; the second is empty where the notes are not coded
 * @param {Events} events
 * @returns {Texts}
 */
export function lazyTexts({ text, words }, events) {
  const { counts, textBlock: rowsPerBlock } = events.header;
  const textBlocks = Math.ceil(counts.events / rowsPerBlock);
  const blocks = once(async () => splitBlocks(await text(), textBlocks));
  const dictionary = once(async () => {
    const packed = await words();
    return packed ? checkedWords(await inflateJson(packed, "words"), "the block “words”") : [];
  });
  const packedTexts = async (/** @type {number} */ b) => {
    const [packed, packedWords] = await Promise.all([blocks(), words()]);
    const length = Math.min(rowsPerBlock, counts.events - b * rowsPerBlock);
    return unpack(packed[b], { coded: Boolean(packedWords), length });
  };
  const textBlock = keepLatest(KEPT_BLOCKS, async (b) => {
    const [packed, common, { places }] = await Promise.all([packedTexts(b), dictionary(), events.names()]);
    return textRows(packed, { common, places, events, first: b * rowsPerBlock });
  });
  const row = async (/** @type {number} */ i) =>
    (await textBlock(Math.floor(i / rowsPerBlock)))[i % rowsPerBlock];
  return { textBlock, text: row, textBlocks, packedTexts, dictionary };
}

/**
 * @template T
 * @param {number} most results that are kept
 * @param {(key: number) => T} make
 * @returns {(key: number) => T} calls `make`, except for the keys asked for most recently
 */
function keepLatest(most, make) {
  /** @type {Map<number, T>} least recently used first */
  const kept = new Map();
  return (key) => {
    const value = kept.get(key) ?? make(key);
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > most) kept.delete(/** @type {number} */ (kept.keys().next().value));
    return value;
  };
}

/** @param {string} text @param {number} expected */
function splitBlocks(text, expected) {
  const blocks = text ? text.split("\n") : [];
  if (blocks.length && blocks.length !== expected)
    throw new PayloadError("the block “text” does not fit the events");
  return blocks;
}

/**
 * @param {string|undefined} block
 * @param {{coded: boolean, length: number}} options whether notes are coded, and how many events the block
 *   has
 * @returns {Promise<PackedTexts>}
 */
async function unpack(block, { coded, length }) {
  if (!block)
    return {
      columns: {},
      codes: null,
      rare: [],
      reasons: { distinct: [], given: [], numbers: null },
      own: [],
    };
  const { json, codes } = coded
    ? await splitCoded(block)
    : { json: await inflateJson(block, "text"), codes: null };
  if (!isObject(json)) throw misfit();
  const { rareWords = [], reasons = [], reason = null, given = [], own = [], ...columns } = json;
  return {
    columns: checkedColumns(columns, length),
    codes,
    rare: checkedWords(rareWords, "the rare words of a block"),
    reasons: checkedReasons(reasons, reason, given, length),
    own: checkedOwn(own, length),
  };
}

/**
 * The user's own columns, each as its distinct texts and the number of each event's text.
 *
 * @param {unknown} columns each one text, or a list of texts and one of numbers
 * @param {number} length
 * @returns {OwnColumn[]}
 */
function checkedOwn(columns, length) {
  if (!Array.isArray(columns)) throw misfit();
  return columns.map((column) => {
    if (isText(column)) return { texts: [column], rows: null };
    if (!Array.isArray(column) || column.length !== 2) throw misfit();
    const [texts, rows] = column;
    if (!Array.isArray(texts) || !texts.every(isText)) throw misfit();
    if (!Array.isArray(rows) || rows.length !== length || !rows.every((k) => k in texts)) throw misfit();
    return { texts, rows };
  });
}

/**
 * @param {unknown} distinct
 * @param {unknown} numbers
 * @param {unknown} given
 * @param {number} length
 * @returns {Reasons}
 */
function checkedReasons(distinct, numbers, given, length) {
  const isReason = (/** @type {unknown} */ one) => isText(one) || (isObject(one) && isText(one.code));
  if (!Array.isArray(distinct) || !distinct.every(isReason)) throw misfit();
  const areThreeTexts = (/** @type {unknown} */ one) =>
    Array.isArray(one) && one.length === 3 && one.every(isText);
  if (!Array.isArray(given) || !given.every(areThreeTexts)) throw misfit();
  if (given.length && given.length !== distinct.length) throw misfit();
  if (numbers === null) return { distinct, given, numbers };
  if (!Array.isArray(numbers) || numbers.length !== length || !numbers.every((k) => k in distinct))
    throw misfit();
  return { distinct, given, numbers };
}

/** @param {Record<string, unknown>} columns @param {number} length */
function checkedColumns(columns, length) {
  /** @type {PackedTexts["columns"]} */
  const checked = {};
  for (const [name, column] of Object.entries(columns)) {
    if (!isText(column) && !(Array.isArray(column) && column.length === length)) throw misfit();
    checked[name] = column;
  }
  return checked;
}

/** @param {unknown} words @param {string} what they are, for the message of a fault @returns {string[]} */
function checkedWords(words, what) {
  if (!Array.isArray(words) || !words.every(isText)) throw new PayloadError(`${what} is no list of words`);
  return words;
}

/**
 * Splits a block with coded notes: the length of its JSON in four bytes, the JSON, and the codes.
 *
 * @param {string} block
 */
async function splitCoded(block) {
  const bytes = await inflate(fromBase64(block, "text"), { block: "text" });
  if (bytes.length < LENGTH_BYTES) throw new PayloadError("a block of texts is cut short");
  const end = LENGTH_BYTES + new DataView(bytes.buffer).getUint32(0, true);
  return { json: parseJson(bytes.subarray(LENGTH_BYTES, end), "text"), codes: bytes.subarray(end) };
}

/**
 * @param {PackedTexts} packed
 * @param {{common: string[], places: string[], events: Events, first: number}} context the dictionary, the
 *   names of places, and the block's first event
 * @returns {EventText[]} the texts of each event of the block, with what the file leaves out filled in
 */
function textRows({ columns, codes, rare, reasons, own }, { common, places, events, first }) {
  const length = Math.min(events.header.textBlock, events.n - first);
  const notes = codes && notesFrom(codes, common, rare);
  if (notes && notes.length !== length) throw misfit();
  const all = Object.entries(notes ? { ...columns, notes } : columns);
  const rows = Array.from({ length }, (_, r) => {
    const row = textRow(all, r, places[onlyPlace(events, first + r)]);
    const number = reasons.numbers ? reasons.numbers[r] : 0;
    const reason = reasons.distinct[number];
    const [placeId, fromGazetteer, confidence] = reasons.given[number] ?? [];
    if (reason) row.reason = reason;
    if (placeId) row.placeId = placeId;
    if (fromGazetteer) row.fromGazetteer = fromGazetteer;
    if (confidence) row.placeConfidence = Number(confidence);
    if (own.length) row.own = own.map(({ texts, rows }) => texts[rows ? rows[r] : 0]);
    return row;
  });
  markSharedTitles(rows);
  return rows;
}

/** @param {EventText[]} rows */
function markSharedTitles(rows) {
  const bearers = new Map();
  for (const { title } of rows) if (title) bearers.set(title, (bearers.get(title) ?? 0) + 1);
  for (const row of rows) if (bearers.get(row.title) >= SHARED_BY) row.isTitleShared = true;
}

/**
 * @param {[name: string, column: string|unknown[]][]} columns
 * @param {number} r row in the block
 * @param {string|undefined} place the name of the event's only site
 * @returns {EventText}
 */
function textRow(columns, r, place) {
  /** @type {Record<string, unknown>} */
  const row = place ? { place } : {};
  for (const [name, column] of columns) {
    const value = isText(column) ? column : column[r];
    if (isText(value) ? value : isObject(value) && Object.keys(value).length) row[name] = value;
  }
  return row;
}

/**
 * Reads coded notes.
 *
 * @param {Uint8Array} codes LEB128 numbers
 * @param {(code: number) => void} onWord called with the code of each word
 * @param {() => void} onEnd called at the end of each note
 */
function readCodes(codes, onWord, onEnd) {
  for (let i = 0; i < codes.length; i++) {
    let code = codes[i];
    if (code > 0x7f) code = (code & 0x7f) | (codes[++i] << 7);
    if (code === END) onEnd();
    else onWord(code);
  }
}

/**
 * @param {Uint8Array} codes LEB128 numbers
 * @param {string[]} common the dictionary
 * @param {string[]} rare the words that it lacks, in the order in which the notes have them
 * @returns {string[]} the notes
 */
export function notesFrom(codes, common, rare) {
  /** @type {string[]} */
  const notes = [];
  /** @type {string[]} */
  let note = [];
  let rareUsed = 0;
  readCodes(
    codes,
    (code) => note.push(code === RARE ? rare[rareUsed++] : common[code - FIRST_WORD]),
    () => {
      notes.push(note.join(" "));
      note = [];
    },
  );
  return notes;
}

/**
 * Finds coded notes that have one of the wanted words, without decoding them.
 *
 * @param {Uint8Array} codes as `notesFrom` takes them
 * @param {{common: Uint8Array, rare: Uint8Array}} wanted 1 for each word of the dictionary, and for each rare
 *   word, that is looked for
 * @param {Uint8Array} found one entry for each note, set to 1 where it has one
 * @throws {PayloadError} if there are more or fewer notes than entries
 */
export function findInNotes(codes, { common, rare }, found) {
  let note = 0;
  let rareUsed = 0;
  readCodes(
    codes,
    (code) => {
      if (code === RARE ? rare[rareUsed++] : common[code - FIRST_WORD]) found[note] = 1;
    },
    () => note++,
  );
  if (note !== found.length || (codes.length && codes.at(-1) !== END)) throw misfit();
}

/**
 * @param {{col: Columns, siteStart: Uint32Array}} events
 * @param {number} i event
 * @returns {number} the number of the name of an event's only site; -1 if it has none or several
 */
export function onlyPlace({ col, siteStart }, i) {
  return siteStart[i + 1] - siteStart[i] === 1 ? col.siteName[col.site[siteStart[i]]] : -1;
}
