// Arcs to canvas paths. A view is {scale: world pixels, left, top: the canvas's corner in them, width, height: CSS pixels}.

/** How far outside the canvas a line may still show: half the widest stroke, generously. */
const REACH = 8;

/** Points nearer than this to the one before are not drawn. */
const SMALLEST_STEP = 0.8;

/** @returns {number} the side on which a point lies outside: bits for left, right, above, below; 0 inside */
function side(x, y, width, height) {
  return (x < -REACH ? 1 : x > width + REACH ? 2 : 0) | (y < -REACH ? 4 : y > height + REACH ? 8 : 0);
}

/** Draws points while it leaves out what cannot be seen: less than a step, or a stretch that stays on one outer side. */
class Pen {
  constructor(path, view) {
    this.path = path;
    this.view = view;
    this.begun = false;
  }

  /** The next point of the line; `must`: the last one. */
  to(x, y, must) {
    const outside = side(x, y, this.view.width, this.view.height);
    if (!this.begun) {
      this.begun = true;
      this.path.moveTo(x, y);
      this.drawn(x, y, outside);
    } else if (!must && !outside && Math.abs(x - this.x) + Math.abs(y - this.y) < SMALLEST_STEP) {
      return;
    } else {
      this.next(x, y, outside, must);
    }
  }

  next(x, y, outside, must) {
    // While all points since the last one drawn share an outer side, the line cannot enter the canvas.
    if (!must && this.waits(x, y, outside)) return;
    if (this.waiting) {
      this.path.lineTo(this.waitingX, this.waitingY);
      this.drawn(this.waitingX, this.waitingY, this.waitingSide);
      if (!must && this.waits(x, y, outside)) return;
    }
    this.path.lineTo(x, y);
    this.drawn(x, y, outside);
  }

  waits(x, y, outside) {
    if (!(this.common & outside)) return false;
    this.common &= outside;
    this.waiting = true;
    this.waitingX = x;
    this.waitingY = y;
    this.waitingSide = outside;
    return true;
  }

  drawn(x, y, outside) {
    this.x = x;
    this.y = y;
    this.common = outside;
    this.waiting = false;
  }
}

/**
 * Adds lines or rings to a path. A number below zero is the arc `~number` backwards.
 * @param {Path2D|CanvasRenderingContext2D} path
 * @param {import("./arcs.js").Arcs} arcs
 * @param {number[]} numbers arcs that continue one another
 * @param {object} view
 * @param {boolean} closed a ring
 */
export function trace(path, arcs, numbers, view, closed) {
  const pen = new Pen(path, view);
  const { x, y, starts } = arcs;
  const step = view.scale / arcs.size;
  const point = (i, must) => pen.to(x[i] * step - view.left, y[i] * step - view.top, must);
  numbers.forEach((number, n) => {
    const arc = number < 0 ? ~number : number;
    const [first, last] = [starts[arc], starts[arc + 1] - 1];
    const final = n === numbers.length - 1;
    if (number < 0) for (let i = last; i >= first; i--) point(i, final && i === first);
    else for (let i = first; i <= last; i++) point(i, final && i === last);
  });
  if (closed && pen.begun) path.closePath();
}

/** @returns {boolean} whether the box around these arcs touches the view */
export function touches(arcs, numbers, view) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const number of numbers) {
    const arc = number < 0 ? ~number : number;
    west = Math.min(west, arcs.boxes.west[arc]);
    north = Math.min(north, arcs.boxes.north[arc]);
    east = Math.max(east, arcs.boxes.east[arc]);
    south = Math.max(south, arcs.boxes.south[arc]);
  }
  const step = view.scale / arcs.size;
  return (
    east * step >= view.left - REACH &&
    west * step <= view.left + view.width + REACH &&
    south * step >= view.top - REACH &&
    north * step <= view.top + view.height + REACH
  );
}
