/**
 * The position of each row's single events in the files of a page of counts; Python writes them in this order
 * (`mapper/render/details.py`).
 */

/** @import {Data} from "../types.js" */

/** The table entry of crc32 for a byte. @param {number} byte */
function crcOf(byte) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
}

/**
 * The checksum of zlib.
 *
 * @param {Uint8Array} bytes
 * @param {number} [before] checksum of the bytes before them
 */
export function crc32(bytes, before = 0) {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => crcOf(byte));
  let value = ~before;
  for (const byte of bytes) value = table[(value ^ byte) & 255] ^ (value >>> 8);
  return ~value >>> 0;
}

/**
 * The first site of each row; the number of sites for rows without one.
 *
 * @param {Data} data
 */
function firstSites({ n, col, siteStart, header }) {
  const first = new Uint32Array(n).fill(header.counts.sites);
  for (let i = 0; i < n; i++) if (siteStart[i + 1] > siteStart[i]) first[i] = col.site[siteStart[i]];
  return first;
}

/**
 * The rows sorted by first site; within a site the newest first, undated ones last.
 *
 * @param {Data} data
 * @param {Uint32Array} first the first site of each row
 */
function orderOf({ n, dated, header }, first) {
  const next = new Uint32Array(header.counts.sites + 2);
  for (const site of first) next[site + 1]++;
  for (let site = 1; site < next.length; site++) next[site] += next[site - 1];
  const order = new Uint32Array(n);
  for (let i = dated - 1; i >= 0; i--) order[next[first[i]]++] = i;
  for (let i = dated; i < n; i++) order[next[first[i]]++] = i;
  return order;
}

/**
 * @param {Data} data
 * @returns {{starts: Float64Array, check: number}} the place of the first event of each row, and a number that the
 *   files have too if they belong to this page
 */
export function layoutOf(data) {
  const first = firstSites(data);
  const order = orderOf(data, first);
  const starts = new Float64Array(data.n);
  let at = 0;
  for (const row of order) {
    starts[row] = at;
    at += data.weight[row];
  }
  const bytesOf = (/** @type {ArrayLike<number>} */ column) =>
    new Uint8Array(Uint32Array.from(order, (row) => column[row]).buffer);
  return { starts, check: crc32(bytesOf(first), crc32(bytesOf(data.weight))) };
}
