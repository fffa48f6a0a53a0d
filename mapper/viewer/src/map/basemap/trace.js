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
    const arc = arcOf(number);
    const first = number < 0 ? starts[arc + 1] - 1 : starts[arc];
    const last = number < 0 ? starts[arc] : starts[arc + 1] - 1;
    const by = number < 0 ? -1 : 1;
    if (touches(arcs, [number], view)) for (let i = first; i !== last; i += by) point(i, false);
    else point(first, false); // all of it lies on one outer side
    point(last, n === numbers.length - 1);
  });
  if (closed && pen.begun) path.closePath();
}

const arcOf = (number) => (number < 0 ? ~number : number);

/** @returns {boolean} whether the box around these arcs touches the view */
export function touches({ boxes, size }, numbers, view) {
  const start = arcOf(numbers[0]);
  let west = boxes.west[start];
  let north = boxes.north[start];
  let east = boxes.east[start];
  let south = boxes.south[start];
  for (let k = 1; k < numbers.length; k++) {
    const arc = arcOf(numbers[k]);
    if (boxes.west[arc] < west) west = boxes.west[arc];
    if (boxes.north[arc] < north) north = boxes.north[arc];
    if (boxes.east[arc] > east) east = boxes.east[arc];
    if (boxes.south[arc] > south) south = boxes.south[arc];
  }
  const step = view.scale / size;
  return (
    east * step >= view.left - REACH &&
    west * step <= view.left + view.width + REACH &&
    south * step >= view.top - REACH &&
    north * step <= view.top + view.height + REACH
  );
}
