/**
 * Bytes of the payload: base64, zlib, and columns of integers stored as byte planes.
 */

/** A payload that does not hold what it promises. The message is one sentence for the reader of the page. */
export class PayloadError extends Error {
  /** @param {string} what the fault, in words */
  constructor(what) {
    super(`This map file is damaged: ${what}. Write it again with “mapper map”, or ask for a fresh copy.`);
    this.name = "PayloadError";
  }
}

/**
 * @param {string} text base64
 * @param {string} block the block's name, for the message
 * @returns {Uint8Array} the bytes
 */
export function fromBase64(text, block) {
  let binary;
  try {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    binary = atob(text);
  } catch {
    throw new PayloadError(`the block “${block}” is not base64`);
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/**
 * Inflates a zlib stream, whose checksum the browser verifies. With `size` the result has exactly that many bytes and
 * nothing larger is ever held.
 *
 * @param {Uint8Array} bytes
 * @param {{block: string, size?: number}} options
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(bytes, { block, size }) {
  const chunks = [];
  let length = 0;
  try {
    const { readable, writable } = new DecompressionStream("deflate");
    feed(writable.getWriter(), bytes).catch(() => {}); // what is wrong the reader is told
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
  if (size !== undefined && length !== size) {
    throw new PayloadError(
      `the block “${block}” holds ${length > size ? "more" : "fewer"} than the ${size} bytes announced`,
    );
  }
  return joined(chunks, length);
}

/** Bytes that are handed over at a time: a stream inflates all it is given before anybody can stop it. */
const SLICE = 1 << 16;

/** Writes the bytes themselves: a Blob of them would go through another process. */
async function feed(writer, bytes) {
  for (let at = 0; at < bytes.length; at += SLICE) {
    await writer.ready;
    writer.write(bytes.subarray(at, at + SLICE)).catch(() => {});
  }
  await writer.close();
}

function joined(chunks, length) {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/**
 * Base64 of deflated JSON.
 *
 * @param {string} text
 * @param {string} block the block's name, for the message
 * @returns {Promise<*>}
 */
export const inflateJson = async (text, block) =>
  jsonFrom(await inflate(fromBase64(text, block), { block }), block);

/**
 * @param {Uint8Array} bytes JSON in UTF-8
 * @param {string} block the block's name, for the message
 * @returns {*}
 */
export function jsonFrom(bytes, block) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new PayloadError(`the block “${block}” is not JSON`);
  }
}

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array };

/** @param {string} type one of u8, u16, u32 @returns {number|undefined} bytes of one value */
export const sizeOf = (type) => (Object.hasOwn(ARRAYS, type) ? ARRAYS[type].BYTES_PER_ELEMENT : undefined);

/**
 * One column out of its byte planes (all lowest bytes, then the next, …). If `delta`, the values are differences with the sign in the
 * lowest bit, and the column is their sums.
 *
 * @param {Uint8Array} bytes the column's bytes alone
 * @param {{type: string, length: number, delta: boolean}} column
 * @returns {Uint8Array|Uint16Array|Uint32Array|Int32Array}
 */
export function columnFromPlanes(bytes, { type, length, delta }) {
  const width = sizeOf(type);
  if (delta)
    return width === 1
      ? sumsOfBytes(bytes)
      : width === 2
        ? sumsOfTwoPlanes(bytes, length)
        : sumsOfFourPlanes(bytes, length);
  return width === 1 ? bytes : width === 2 ? ofTwoPlanes(bytes, length) : ofFourPlanes(bytes, length);
}

/** @returns {Uint8Array|Uint16Array|Uint32Array} a column of one number everywhere */
export const columnOf = ({ type, length, most }) => new ARRAYS[type](length).fill(most);

/* One function for each width: a loop that meets arrays of several kinds is compiled several times, in vain. */

function ofTwoPlanes(bytes, length) {
  const values = new Uint16Array(length);
  for (let i = 0; i < length; i++) values[i] = bytes[i] | (bytes[i + length] << 8);
  return values;
}

function ofFourPlanes(bytes, length) {
  const values = new Uint32Array(length);
  const [second, third, fourth] = [length, 2 * length, 3 * length];
  for (let i = 0; i < length; i++) {
    values[i] = bytes[i] | (bytes[i + second] << 8) | (bytes[i + third] << 16) | (bytes[i + fourth] << 24);
  }
  return values;
}

function sumsOfBytes(bytes) {
  const sums = new Int32Array(bytes.length);
  for (let i = 0, sum = 0; i < bytes.length; i++) sums[i] = sum += (bytes[i] >>> 1) ^ -(bytes[i] & 1);
  return sums;
}

function sumsOfTwoPlanes(bytes, length) {
  const sums = new Int32Array(length);
  for (let i = 0, sum = 0; i < length; i++) {
    const step = bytes[i] | (bytes[i + length] << 8);
    sums[i] = sum += (step >>> 1) ^ -(step & 1);
  }
  return sums;
}

function sumsOfFourPlanes(bytes, length) {
  const sums = new Int32Array(length);
  const [second, third, fourth] = [length, 2 * length, 3 * length];
  for (let i = 0, sum = 0; i < length; i++) {
    const step = bytes[i] | (bytes[i + second] << 8) | (bytes[i + third] << 16) | (bytes[i + fourth] << 24);
    sums[i] = sum += (step >>> 1) ^ -(step & 1);
  }
  return sums;
}

/**
 * @template T
 * @param {function(): T} make
 * @returns {function(): T} what `make` gave when it was first called
 */
export function once(make) {
  let made;
  return () => (made ??= make());
}
