/** For tests of what is drawn of the base map. */

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
