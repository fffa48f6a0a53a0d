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
 * @param {string} text the block “text”
 * @param {string} words the block “words”, empty where the notes are not coded
 * @param {import("./payload.js").Data} data
 * @returns {{textBlock: function(number): Promise<object[]>, text: function(number): Promise<object>, textBlocks: number}}
 */
export function lazyTexts(text, words, data) {
  const { counts, textBlock: rowsPerBlock } = data.header;
  const blocks = text ? text.split("\n") : [];
  const textBlocks = Math.ceil(counts.events / rowsPerBlock);
  if (blocks.length && blocks.length !== textBlocks) throw new PayloadError("the block “text” does not fit the events");
  const dictionary = once(() => inflateJson(words, "words"));
  const kept = new Map();
  const textBlock = (b) => {
    const rows = kept.get(b) ?? textRows(blocks[b], words ? dictionary : null, data, b * rowsPerBlock);
    kept.delete(b); // set again below, so that the map stays in order of use
    kept.set(b, rows);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return rows;
  };
  const row = async (i) => (await textBlock(Math.floor(i / rowsPerBlock)))[i % rowsPerBlock];
  return { textBlock, text: row, textBlocks };
}

/** Turns the columns of a block into the text rows of its events; what the payload leaves out is filled in. */
async function textRows(block, dictionary, data, first) {
  const [columns, { places }] = await Promise.all([block ? columnsOf(block, dictionary) : {}, data.names()]);
  const length = Math.min(data.header.textBlock, data.n - first);
  for (const column of isObject(columns) ? Object.values(columns) : [null]) {
    if (!isText(column) && column?.length !== length) throw new PayloadError("a block of texts does not fit its events");
  }
  return Array.from({ length }, (_, r) => textRow(columns, r, siteName(data, places, first + r)));
}

async function columnsOf(block, dictionary) {
  if (!dictionary) return inflateJson(block, "text");
  const [bytes, words] = await Promise.all([inflate(fromBase64(block, "text"), { block: "text" }), dictionary()]);
  if (bytes.length < LENGTH_BYTES) throw new PayloadError("a block of texts is cut short");
  const end = LENGTH_BYTES + new DataView(bytes.buffer).getUint32(0, true);
  const { rareWords = [], ...columns } = jsonFrom(bytes.subarray(LENGTH_BYTES, end), "text");
  return { ...columns, notes: notesFrom(bytes.subarray(end), words, rareWords) };
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

/** The name of an event's only site: its place, unless its texts say another. */
function siteName({ col, siteStart }, places, i) {
  return siteStart[i + 1] - siteStart[i] === 1 ? places[col.siteName[col.site[siteStart[i]]]] : "";
}
