/** Writes the header's `basemap` for tests, apart from the code that reads it. */

/** @param {number[]} numbers below 2**28 @returns {string} base64 of LEB128 */
export function varints(numbers) {
  const bytes = [];
  for (let number of numbers) {
    for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
    bytes.push(number);
  }
  return Buffer.from(bytes).toString("base64");
}

const zigzag = (n) => (n < 0 ? -2 * n - 1 : 2 * n);

/** @param {number[][][]} arcs of points in grid steps @returns {string} as `basemap.arcs` */
export function encodeArcs(arcs) {
  const numbers = [];
  let [x, y] = [0, 0];
  for (const arc of arcs) {
    numbers.push(arc.length);
    for (const [nextX, nextY] of arc) {
      numbers.push(zigzag(nextX - x), zigzag(nextY - y));
      [x, y] = [nextX, nextY];
    }
  }
  return varints(numbers);
}

/** A path that remembers its commands. */
export class RecordingPath {
  commands = [];
  moveTo(x, y) {
    this.commands.push(["M", x, y]);
  }
  lineTo(x, y) {
    this.commands.push(["L", x, y]);
  }
  closePath() {
    this.commands.push(["Z"]);
  }
}
