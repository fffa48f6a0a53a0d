/**
 * The texts of the events: unpacked block by block when a card, a search or a download asks for them.
 */
import { PayloadError, fromBase64, inflate, inflateJson, jsonFrom, once } from "./bytes.js";

/** Text blocks that stay unpacked, so that stepping through a list of events does not unpack the same block again. */
const KEPT = 8;

/** In coded notes: the end of a note, a word that is not in the dictionary, and the number of the dictionary's first. */
const END = 0;
const RARE = 1;
const FIRST = 2;

const LENGTH_BYTES = 4;

const isText = (value) => typeof value === "string";
const isObject = (value) => typeof value === "object" && value !== null;

/**
 * @typedef {object} PackedTexts the texts of a block, before they become rows
 * @property {Object<string, string|Array>} columns by field: one value an event, or one for all
 * @property {Uint8Array|null} codes the notes as LEB128 numbers of words, where they are coded
 * @property {string[]} rare the words that the dictionary does not hold, in the order of their marks
 */

/**
 * @param {function(): Promise<string>} text gives the block “text”
 * @param {function(): Promise<string>} words gives the block “words”, empty where the notes are not coded
 * @param {import("./payload.js").Data} data
 * @returns {{textBlock: function(number): Promise<object[]>, text: function(number): Promise<object>, textBlocks: number,
 *   packedTexts: function(number): Promise<PackedTexts>, dictionary: function(): Promise<string[]>}}
 */
export function lazyTexts(text, words, data) {
  const { counts, textBlock: rowsPerBlock } = data.header;
  const textBlocks = Math.ceil(counts.events / rowsPerBlock);
  const blocks = once(async () => blocksOf(await text(), textBlocks));
  const dictionary = once(async () => {
    const packed = await words();
    return packed ? listOfWords(await inflateJson(packed, "words"), "the block “words”") : [];
  });
  const packedTexts = async (b) => {
    const [packed, packedWords] = await Promise.all([blocks(), words()]);
    return packedOf(packed[b], {
      coded: Boolean(packedWords),
      length: Math.min(rowsPerBlock, counts.events - b * rowsPerBlock),
    });
  };
  const kept = new Map();
  const textBlock = (b) => {
    const rows = kept.get(b) ?? textRows(packedTexts(b), dictionary, data, b * rowsPerBlock);
    kept.delete(b); // set again below, so that the map stays in order of use
    kept.set(b, rows);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return rows;
  };
  const row = async (i) => (await textBlock(Math.floor(i / rowsPerBlock)))[i % rowsPerBlock];
  return { textBlock, text: row, textBlocks, packedTexts, dictionary };
}

function blocksOf(text, expected) {
  const blocks = text ? text.split("\n") : [];
  if (blocks.length && blocks.length !== expected)
    throw new PayloadError("the block “text” does not fit the events");
  return blocks;
}

/** Turns the columns of a block into the text rows of its events; what the payload leaves out is filled in. */
async function textRows(packed, dictionary, data, first) {
  const [{ columns, codes, rare }, words, { places }] = await Promise.all([
    packed,
    dictionary(),
    data.names(),
  ]);
  const length = Math.min(data.header.textBlock, data.n - first);
  const notes = codes && notesFrom(codes, words, rare);
  if (notes && notes.length !== length) throw new PayloadError("a block of texts does not fit its events");
  const all = notes ? { ...columns, notes } : columns;
  return Array.from({ length }, (_, r) => textRow(all, r, siteName(data, places, first + r)));
}

/** @returns {Promise<PackedTexts>} */
async function packedOf(block, { coded, length }) {
  if (!block) return { columns: {}, codes: null, rare: [] };
  const { rareWords = [], ...rest } = coded
    ? await codedOf(block)
    : { columns: await inflateJson(block, "text"), codes: null };
  for (const column of isObject(rest.columns) ? Object.values(rest.columns) : [null]) {
    if (!isText(column) && column?.length !== length)
      throw new PayloadError("a block of texts does not fit its events");
  }
  return { ...rest, rare: listOfWords(rareWords, "the rare words of a block") };
}

function listOfWords(words, what) {
  if (!Array.isArray(words) || !words.every(isText)) throw new PayloadError(`${what} is no list of words`);
  return words;
}

async function codedOf(block) {
  const bytes = await inflate(fromBase64(block, "text"), { block: "text" });
  if (bytes.length < LENGTH_BYTES) throw new PayloadError("a block of texts is cut short");
  const end = LENGTH_BYTES + new DataView(bytes.buffer).getUint32(0, true);
  const json = jsonFrom(bytes.subarray(LENGTH_BYTES, end), "text");
  if (!isObject(json)) throw new PayloadError("a block of texts does not fit its events");
  const { rareWords, ...columns } = json;
  return { columns, rareWords, codes: bytes.subarray(end) };
}

/**
 * @param {Uint8Array} codes LEB128 numbers
 * @param {string[]} words the dictionary
 * @param {string[]} rare the words it does not hold, in the order of their marks
 * @returns {string[]} the notes
 */
export function notesFrom(codes, words, rare) {
  const notes = [];
  let note = [];
  let rareUsed = 0;
  for (let i = 0; i < codes.length; i++) {
    let code = codes[i];
    if (code > 0x7f) code = (code & 0x7f) | (codes[++i] << 7);
    if (code === END) {
      notes.push(note.join(" "));
      note = [];
    } else {
      note.push(code === RARE ? rare[rareUsed++] : words[code - FIRST]);
    }
  }
  return notes;
}

function textRow(columns, r, place) {
  const row = place ? { place } : {};
  for (const [name, column] of Object.entries(columns)) {
    const value = isText(column) ? column : column[r];
    if (isText(value) ? value : isObject(value) && Object.keys(value).length) row[name] = value;
  }
  return row;
}

/**
 * @param {Uint8Array} codes as `notesFrom` takes them
 * @param {{common: Uint8Array, rare: Uint8Array}} wanted 1 for each word of the dictionary, and for each rare word, that is looked for
 * @param {Uint8Array} found set to 1 for each note that has one; there is one entry for each note
 */
export function findInNotes(codes, { common, rare }, found) {
  let note = 0;
  let rareUsed = 0;
  for (let i = 0; i < codes.length; i++) {
    let code = codes[i];
    if (code > 0x7f) code = (code & 0x7f) | (codes[++i] << 7);
    if (code === END) note++;
    else if (code === RARE ? rare[rareUsed++] : common[code - FIRST]) found[note] = 1;
  }
  if (note !== found.length || (codes.length && codes.at(-1) !== END))
    throw new PayloadError("a block of texts does not fit its events");
}

/** @returns {number} the number of the place that an event's only site is at; -1 where it has none, or several */
export function onlyPlace({ col, siteStart }, i) {
  return siteStart[i + 1] - siteStart[i] === 1 ? col.siteName[col.site[siteStart[i]]] : -1;
}

/** The name of an event's only site: its place, unless its texts say another. */
const siteName = (data, places, i) => places[onlyPlace(data, i)] ?? "";
