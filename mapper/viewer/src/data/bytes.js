/**
 * Bytes of the payload: base64, deflate, and columns of whole numbers that are stored as byte planes.
 */

/** @import {ColumnFormat, Unsigned} from "./types.js" */

/** A damaged map file. The message is a sentence for the reader of the page. */
export class PayloadError extends Error {
  /** @param {string} what what is wrong with the file */
  constructor(what) {
    super(`This map file is damaged: ${what}. Write it again with “mapper map”, or ask for a fresh copy.`);
    this.name = "PayloadError";
    this.detail = what;
  }
}

/**
 * @param {string} text base64
 * @param {string} block the block's name, for the message of a fault
 * @returns {Uint8Array<ArrayBuffer>} the bytes
 * @throws {PayloadError} if the text is not base64
 */
export function fromBase64(text, block) {
  let binary;
  try {
    if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(text);
    binary = atob(text);
  } catch {
    throw new PayloadError(`the block “${block}” is not base64`);
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Inflates a zlib stream, whose checksum the browser verifies.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {{block: string, size?: number}} options the block's name, and how many bytes there must be. With
 *   `size`, unpacking stops as soon as there are more
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {PayloadError} if the stream is damaged or has another size
 */
export async function inflate(bytes, { block, size = Infinity }) {
  const chunks = [];
  let length = 0;
  try {
    const { readable, writable } = new DecompressionStream("deflate");
    feed(writable.getWriter(), bytes).catch(() => {}); // the reader below reports the error as well
    const reader = readable.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      length += part.value.length;
      if (length > size) break;
    }
    if (length > size) await reader.cancel();
  } catch {
    throw new PayloadError(`the block “${block}” cannot be unpacked`);
  }
  if (size !== Infinity && length !== size) {
    const amount = length > size ? "more" : "fewer";
    throw new PayloadError(`the block “${block}” holds ${amount} than the ${size} bytes announced`);
  }
  return concatenated(chunks, length);
}

/** Bytes written at a time. They are few because a stream inflates a whole piece before it can be stopped. */
const PIECE = 1 << 16;

/**
 * @param {WritableStreamDefaultWriter<BufferSource>} writer
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function feed(writer, bytes) {
  for (let at = 0; at < bytes.length; at += PIECE) {
    await writer.ready;
    writer.write(bytes.subarray(at, at + PIECE)).catch(() => {});
  }
  await writer.close();
}

/** @param {Uint8Array[]} chunks @param {number} length of all together */
function concatenated(chunks, length) {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/**
 * @param {string} text base64 of deflated JSON
 * @param {string} block the block's name, for the message of a fault
 * @returns {Promise<unknown>}
 * @throws {PayloadError}
 */
export async function inflateJson(text, block) {
  return parseJson(await inflate(fromBase64(text, block), { block }), block);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes JSON in UTF-8
 * @param {string} block the block's name, for the message of a fault
 * @returns {unknown}
 * @throws {PayloadError}
 */
export function parseJson(bytes, block) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new PayloadError(`the block “${block}” is not JSON`);
  }
}

/**
 * Makes an array for indexes into a list, of the narrowest type that holds them: eight thousand years have over 65,535
 * months.
 *
 * @param {number} length
 * @param {number} count length of the list
 * @returns {Uint16Array|Uint32Array}
 */
export const indexes = (length, count) =>
  count > 0xffff ? new Uint32Array(length) : new Uint16Array(length);

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array };

/** @param {string} type @returns {number|undefined} bytes of one value; undefined for an unknown type */
export const sizeOf = (type) =>
  Object.hasOwn(ARRAYS, type)
    ? ARRAYS[/** @type {keyof typeof ARRAYS} */ (type)].BYTES_PER_ELEMENT
    : undefined;

/**
 * Assembles a column from its byte planes: first the lowest byte of all values, then the next higher one.
 *
 * @param {Uint8Array} bytes the column's bytes alone
 * @param {Pick<ColumnFormat, "type"|"length"|"delta">} format
 * @returns {Unsigned|Int32Array} with `delta` the sums of the stored differences
 */
export function columnFromPlanes(bytes, { type, length, delta }) {
  const { [type]: read } = READERS;
  const values = read(bytes, length);
  return delta ? runningSums(values) : values;
}

/** One reader for each width: browsers compile a loop over several kinds of arrays to slow code. */
const READERS = { u8: (/** @type {Uint8Array} */ bytes) => bytes, u16: fromTwoPlanes, u32: fromFourPlanes };

/** @param {Uint8Array} bytes @param {number} length */
function fromTwoPlanes(bytes, length) {
  const values = new Uint16Array(length);
  for (let i = 0; i < length; i++) values[i] = bytes[i] | (bytes[i + length] << 8);
  return values;
}

/** @param {Uint8Array} bytes @param {number} length */
function fromFourPlanes(bytes, length) {
  const values = new Uint32Array(length);
  const [second, third, fourth] = [length, 2 * length, 3 * length];
  for (let i = 0; i < length; i++)
    values[i] = bytes[i] | (bytes[i + second] << 8) | (bytes[i + third] << 16) | (bytes[i + fourth] << 24);
  return values;
}

/**
 * @param {Unsigned} differences with the sign in the lowest bit: 2d, or −2d − 1 where d is negative
 * @returns {Int32Array}
 */
function runningSums(differences) {
  const sums = new Int32Array(differences.length);
  for (let i = 0, sum = 0; i < sums.length; i++) {
    const stored = differences[i];
    sums[i] = sum += (stored >>> 1) ^ -(stored & 1);
  }
  return sums;
}

/** @param {ColumnFormat} format of a column that has one value everywhere @returns {Unsigned} */
export const constantColumn = ({ type, length, most }) => new ARRAYS[type](length).fill(most);

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T} calls `make` the first time, and gives the same result ever after
 */
export function once(make) {
  /** @type {{value: T}|undefined} */
  let made;
  return () => (made ??= { value: make() }).value;
}
