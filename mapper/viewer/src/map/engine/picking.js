/**
 * Which symbol lies under a point: by geometry, never by reading pixels back.
 */

/** An area wider than this share of the view is picked at its rim only: else it would take every click on the map. */
const LARGEST_INSIDE = 0.8;

/** How near the rim of a large area the pointer must be, in pixels. */
export const RIM = 8;

/**
 * @param {import("./scene.js").Mark[]} marks in drawing order
 * @param {{x: number, y: number}} point in the view's coordinates
 * @param {{tolerance: number, size: {x: number, y: number}, isInside: function(Path2D, number, number): boolean, isOnRim: function(Path2D, number, number): boolean}} how
 *   `size` of the view in pixels
 * @returns {import("./scene.js").Mark|null} the symbol that is nearest, else the smallest area
 */
export function markAt(marks, point, how) {
  let best = null;
  let nearest = how.tolerance;
  for (const mark of marks) {
    if (mark.asArea) continue;
    const beyond = Math.hypot(mark.x - point.x, mark.y - point.y) - mark.r;
    // Drawn later lies on top: of two symbols under the pointer, the smaller.
    if (beyond <= nearest || (beyond <= 0 && nearest <= 0)) {
      best = mark;
      nearest = Math.min(beyond, nearest);
    }
  }
  if (best) return best;
  const hits = marks.filter((mark) => mark.asArea && touches(mark, point, how));
  return hits.reduce((least, mark) => (!least || extent(mark) < extent(least) ? mark : least), null);
}

const extent = ({ box }) => Math.max(box[2] - box[0], box[3] - box[1]);

function touches(mark, { x, y }, { size, isInside, isOnRim }) {
  const small = extent(mark) <= LARGEST_INSIDE * Math.max(size.x, size.y);
  if (mark.path) return small ? isInside(mark.path, x, y) : isOnRim(mark.path, x, y);
  const distance = Math.hypot(x - mark.x, y - mark.y);
  return small ? distance <= mark.reach + RIM : Math.abs(distance - mark.reach) <= RIM;
}
