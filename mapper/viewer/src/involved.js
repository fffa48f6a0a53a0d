/**
 * Who is involved in each event, each actor once: an actor in two roles of one event is involved once.
 */

/**
 * @typedef {object} Involved
 * @property {Uint32Array} start first involvement of each event in `actor`, and one more: the end
 * @property {Uint8Array|Uint16Array|Uint32Array} actor
 */

/**
 * @param {import("./payload.js").Data} data
 * @returns {Involved} the payload's own columns where no actor occurs twice
 */
export function distinctActors({ n, col, actorStart }) {
  const { actor } = col;
  const repeats = (a, first) => {
    for (let k = first; k < a; k++) if (actor[k] === actor[a]) return true;
    return false;
  };
  let any = false;
  for (let i = 0; i < n && !any; i++) {
    for (let a = actorStart[i] + 1; a < actorStart[i + 1] && !any; a++) any = repeats(a, actorStart[i]);
  }
  if (!any) return { start: actorStart, actor };
  const start = new Uint32Array(n + 1);
  const distinct = new actor.constructor(actor.length);
  let kept = 0;
  for (let i = 0; i < n; i++) {
    for (let a = actorStart[i]; a < actorStart[i + 1]; a++) if (!repeats(a, actorStart[i])) distinct[kept++] = actor[a];
    start[i + 1] = kept;
  }
  return { start, actor: distinct.subarray(0, kept) };
}
