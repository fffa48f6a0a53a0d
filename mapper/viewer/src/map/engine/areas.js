/**
 * Draws what is known only as an area: a hatched polygon where its outline is known, else a dashed circle with an empty centre.
 */
import { circle, shortCount } from "./symbols.js";

/** Distance between the stripes of a hatched area, and their width. */
const STRIPE = 9;
const STRIPE_WIDTH = 1.5;

/** Stripes fade from this share of the view on, to this part of their strength where an area fills all of it: the names below come first. */
const FADE_FROM = 0.25;
const FADE_TO = 0.3;

/** How many stripes show the shares of the slices before they repeat. */
const STRIPES = 8;

const DASH = [6, 4];
const CIRCLE_WIDTH = 3;
/** From the rim to the middle of the label. */
const LABEL_RISE = 12;
const LABEL_HEIGHT = 16;
/** Room for a short count and the corner: “1.2k” is as long as most are. */
const LABEL_ROOM = 44;

const FONT = "600 11px system-ui, sans-serif";

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./scene.js").Mark} mark
 * @param {{rings: Float64Array[]}|undefined} polygon
 * @param {{theme: object, view: import("./scene.js").View}} options
 */
export function drawArea(ctx, mark, polygon, { theme, view }) {
  if (polygon) {
    mark.path = polygonPath(polygon, mark, view);
    hatch(ctx, mark, { view, theme });
    ctx.strokeStyle = theme.outline;
    ctx.lineWidth = 1;
    ctx.setLineDash(DASH);
    ctx.stroke(mark.path);
    ctx.setLineDash([]);
  } else {
    dashedCircle(ctx, mark, theme);
  }
  drawLabel(ctx, mark, theme);
}

function polygonPath({ rings }, { world, shift }, { origin }) {
  const path = new Path2D();
  for (const ring of rings) {
    for (let k = 0; k + 1 < ring.length; k += 2) {
      const [x, y] = [ring[k] * world - origin.x + shift, ring[k + 1] * world - origin.y];
      if (k) path.lineTo(x, y);
      else path.moveTo(x, y);
    }
    path.closePath();
  }
  return path;
}

/** Stripes from lower left to upper right, tied to the world so that they do not swim when the map is dragged. */
function hatch(ctx, { path, box, slices }, { view: { bounds, origin }, theme }) {
  const west = Math.max(box[0], bounds.min.x);
  const east = Math.min(box[2], bounds.max.x);
  const north = Math.max(box[1], bounds.min.y);
  const south = Math.min(box[3], bounds.max.y);
  const order = stripeColours(slices, STRIPES);
  const tied = origin.x + origin.y;
  ctx.save();
  ctx.clip(path, "evenodd");
  const view = (bounds.max.x - bounds.min.x) * (bounds.max.y - bounds.min.y);
  ctx.globalAlpha = theme.stripeOpacity * fading(((east - west) * (south - north)) / view);
  const first = Math.ceil((west + north + tied) / STRIPE);
  const last = Math.floor((east + south + tied) / STRIPE);
  for (let k = first; k <= last; k++) {
    const sum = k * STRIPE - tied; // x + y along this stripe
    ctx.beginPath();
    ctx.moveTo(sum - south, south);
    ctx.lineTo(sum - north, north);
    if (theme.stripeEdge) strokeIn(ctx, theme.stripeEdge, STRIPE_WIDTH + 1.5);
    strokeIn(ctx, order[((k % STRIPES) + STRIPES) % STRIPES], STRIPE_WIDTH);
  }
  ctx.restore();
}

/**
 * @param {number} share of the view that an area's box covers
 * @returns {number} what is left of the stripes' strength
 */
export function fading(share) {
  const beyond = Math.min(1, Math.max(0, (share - FADE_FROM) / (1 - FADE_FROM)));
  return 1 - beyond * (1 - FADE_TO);
}

function strokeIn(ctx, colour, width) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/**
 * Colours in turn, each as often as its share asks for and, as far as there is room, at least once; spread evenly.
 *
 * @param {{colour: string, count: number}[]} slices at least one
 * @param {number} length
 * @returns {string[]}
 */
export function stripeColours(slices, length) {
  const sum = slices.reduce((total, slice) => total + slice.count, 0);
  const owed = slices.map(() => 0);
  const given = slices.map(() => 0);
  return Array.from({ length }, (_, k) => {
    slices.forEach((slice, j) => (owed[j] += slice.count / sum));
    const remaining = length - k;
    const missing = given.map((times, j) => (times ? -1 : j)).filter((j) => j >= 0);
    const pool = missing.length >= remaining ? missing : slices.map((_slice, j) => j);
    const next = pool.reduce((a, b) => (owed[b] > owed[a] + 1e-9 ? b : a));
    owed[next] -= 1;
    given[next] += 1;
    return slices[next].colour;
  });
}

function dashedCircle(ctx, { x, y, reach, slices }, theme) {
  circle(ctx, x, y, reach, { colour: theme.land, width: CIRCLE_WIDTH + 2 });
  const colours = stripeColours(slices, STRIPES);
  const turns = Math.max(1, Math.round((2 * Math.PI * reach) / (STRIPES * (DASH[0] + DASH[1]))));
  const step = (2 * Math.PI * reach) / (turns * STRIPES); // a whole number of turns: no seam
  const on = (step * DASH[0]) / (DASH[0] + DASH[1]);
  colours.forEach((colour, k) => {
    ctx.lineDashOffset = -k * step;
    circle(ctx, x, y, reach, { colour, width: CIRCLE_WIDTH, dash: [on, STRIPES * step - on] });
  });
  ctx.lineDashOffset = 0;
}

/**
 * The count of an area stands above its upper rim, as nothing is put where a town could be; beside it the corner that says
 * that sources disagree.
 */
function drawLabel(ctx, mark, theme) {
  if (mark.events < 2 && !mark.disputed) return;
  const [x, y] = [mark.rim[0], mark.rim[1] - LABEL_RISE];
  const text = shortCount(mark.events);
  ctx.font = FONT;
  const width = ctx.measureText(text).width + (mark.disputed ? 20 : 12);
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - LABEL_HEIGHT / 2, width, LABEL_HEIGHT, LABEL_HEIGHT / 2);
  ctx.fillStyle = theme.land;
  ctx.fill();
  strokeIn(ctx, theme.outline, 1);
  ctx.fillStyle = theme.figure;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x - width / 2 + 6, y + 0.5);
  if (mark.disputed) corner(ctx, x + width / 2 - 6, y - 3.5);
}

/**
 * @param {[number, number]} rim the area's uppermost point, pixels
 * @returns {[number, number, number, number]} left, top, right, bottom of the room for the area's count
 */
export function labelRoom([x, y]) {
  return [
    x - LABEL_ROOM / 2,
    y - LABEL_RISE - LABEL_HEIGHT / 2,
    x + LABEL_ROOM / 2,
    y - LABEL_RISE + LABEL_HEIGHT / 2,
  ];
}

/** A filled triangle with its right angle at the upper right. */
function corner(ctx, x, y) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x, y + 6);
  ctx.lineTo(x - 6, y);
  ctx.fill();
}
