/**
 * The tiles of the user's own base map, as the page contains them (docs/design/payload.md).
 */
import { PayloadError } from "../../data/bytes.js";

/** Numbers of a row of the index: zoom, x, y, offset, length. */
const ROW = 5;
const NUMBER = Uint32Array.BYTES_PER_ELEMENT;

/** @typedef {{z: number, x: number, y: number}} TileAddress */

export class ArchiveTiles {
  #bytes;
  #isPacked;
  /** The byte range of each tile. @type {Map<string, {start: number, end: number}>} */
  #places = new Map();

  /**
   * @param {Uint8Array<ArrayBuffer>} bytes index and tiles
   * @param {boolean} isPacked whether each tile is packed with gzip
   * @throws {PayloadError} if the index is cut short
   */
  constructor(bytes, isPacked) {
    this.#bytes = bytes;
    this.#isPacked = isPacked;
    const view = new DataView(bytes.buffer);
    const numberAt = (/** @type {number} */ at) => view.getUint32(at * NUMBER, true);
    const count = bytes.length >= NUMBER ? numberAt(0) : 0;
    const first = (1 + ROW * count) * NUMBER;
    if (!count || first > bytes.length) throw new PayloadError("the block “archive” is cut short");
    for (let row = 0; row < count; row++) {
      const [z, x, y, offset, length] = Array.from({ length: ROW }, (_, k) => numberAt(1 + ROW * row + k));
      this.#places.set(`${z}/${x}/${y}`, { start: first + offset, end: first + offset + length });
    }
  }

  /** @param {TileAddress} tile */
  has({ z, x, y }) {
    return this.#places.has(`${z}/${x}/${y}`);
  }

  /** @param {TileAddress} tile @returns {Promise<ArrayBuffer|undefined>} its unpacked bytes */
  async read({ z, x, y }) {
    const place = this.#places.get(`${z}/${x}/${y}`);
    if (!place) return undefined;
    const bytes = this.#bytes.slice(place.start, place.end);
    if (!this.#isPacked) return bytes.buffer;
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(unpacked).arrayBuffer();
  }
}
