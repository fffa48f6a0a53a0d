// Paints the base map on a canvas context that is already scaled to CSS pixels.

import { STYLES } from "./labels.js";
import { touches, trace } from "./trace.js";

export const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';

const ADMIN1_DASH = [5, 3];
const DISPUTED_DASH = [7, 2, 1.5, 2];
const HALO = 3;

/** Wider lines Skia, which draws for Chromium, fills as areas: a border of 1.2 pixels took as long as all the rest of the ground. */
const WIDEST_FAST = 1;

/** @param {string} kind of label @returns {string} CSS font */
export function fontOf(kind) {
  const { italic, weight, size } = STYLES[kind];
  return `${italic ? "italic " : ""}${weight} ${size}px ${FONT}`;
}

/** Water, land, lakes, rivers and borders. */
export function drawGround(ctx, { arcs, basemap }, view, palette) {
  ctx.fillStyle = palette.water;
  ctx.fillRect(0, 0, view.width, view.height);
  drawAreas(ctx, areas(arcs, basemap.land, view), palette.land, palette.coast);
  drawRivers(ctx, arcs, basemap.rivers, view, palette);
  drawAreas(
    ctx,
    areas(
      arcs,
      basemap.lakes.flatMap((lake) => lake[5]),
      view,
    ),
    palette.water,
    palette.coast,
  );
  const inner = basemap.admin1.filter(([zoom]) => view.zoom >= zoom).flatMap(([, numbers]) => numbers);
  ctx.setLineDash(ADMIN1_DASH);
  stroke(ctx, lines(arcs, single(inner), view), palette.admin1, 0.9);
  ctx.setLineDash([]);
  const width = view.zoom < 5 ? 0.9 : WIDEST_FAST;
  stroke(ctx, lines(arcs, single(basemap.borders), view), palette.border, width);
  ctx.setLineDash(DISPUTED_DASH);
  stroke(ctx, lines(arcs, single(basemap.disputed), view), palette.border, width);
  ctx.setLineDash([]);
}

/** Arcs that are lines of their own. */
const single = (numbers) => numbers.map((number) => [number]);

function areas(arcs, polygons, view) {
  const path = new Path2D();
  for (const rings of polygons) {
    if (!touches(arcs, rings[0], view)) continue;
    for (const ring of rings) trace(path, arcs, ring, view, true);
  }
  return path;
}

function lines(arcs, parts, view) {
  const path = new Path2D();
  for (const part of parts) if (touches(arcs, part, view)) trace(path, arcs, part, view, false);
  return path;
}

function drawAreas(ctx, path, colour, outline) {
  ctx.fillStyle = colour;
  ctx.fill(path, "evenodd");
  stroke(ctx, path, outline, 0.8);
}

function stroke(ctx, path, colour, width) {
  ctx.lineJoin = "round";
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke(path);
}

/** Rivers with a name are the large ones, and wider. */
function drawRivers(ctx, arcs, rivers, view, palette) {
  const wide = Math.max(0.8, Math.min(2.4, 0.4 * (view.zoom - 2)));
  const path = (named) =>
    lines(
      arcs,
      rivers.filter(([name]) => Boolean(name) === named).flatMap((river) => river[2]),
      view,
    );
  stroke(ctx, path(false), palette.river, 0.6 * wide);
  stroke(ctx, path(true), palette.river, wide);
}

/** Names, each with a halo of the ground's colour. */
export function drawLabels(ctx, placed, riverNames, view, palette) {
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const label of placed) drawLabel(ctx, label, view, palette);
  for (const glyphs of riverNames) drawRiverName(ctx, glyphs, view, palette);
}

function write(ctx, text, x, y, colour, halo) {
  ctx.strokeStyle = halo;
  ctx.lineWidth = HALO;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

function drawLabel(ctx, label, view, palette) {
  const style = STYLES[label.kind];
  const [left, top, right, bottom] = label.box.map((edge, i) => edge - (i % 2 ? view.top : view.left));
  if (right < 0 || bottom < 0 || left > view.width || top > view.height) return;
  ctx.font = fontOf(label.kind);
  ctx.letterSpacing = `${style.spacing * style.size}px`;
  ctx.textAlign = "left";
  const halo = label.kind === "lake" ? palette.water : palette.land;
  if (label.dot) drawDot(ctx, label, view, palette);
  label.lines.forEach((line, i) => {
    const slack = right - left - label.lineWidths[i];
    const x = label.align === "left" ? left : label.align === "right" ? left + slack : left + slack / 2;
    write(ctx, line, x, top + (i + 0.5) * style.size * style.lineHeight, palette[style.colour], halo);
  });
  ctx.letterSpacing = "0px";
}

function drawDot(ctx, { kind, pointX, pointY }, view, palette) {
  ctx.beginPath();
  ctx.arc(pointX - view.left, pointY - view.top, kind === "capital" ? 3 : 2, 0, 2 * Math.PI);
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = palette.town;
  ctx.fillStyle = palette.land;
  ctx.fill();
  ctx.stroke();
}

function drawRiverName(ctx, glyphs, view, palette) {
  const seen = ({ x, y }) =>
    x >= view.left && y >= view.top && x <= view.left + view.width && y <= view.top + view.height;
  if (!glyphs.some(seen)) return;
  ctx.font = fontOf("river");
  ctx.textAlign = "center";
  for (const pass of ["halo", "letter"]) {
    for (const { text, x, y, angle } of glyphs) {
      ctx.save();
      ctx.translate(x - view.left, y - view.top);
      ctx.rotate(angle);
      if (pass === "halo") {
        ctx.strokeStyle = palette.land;
        ctx.lineWidth = HALO;
        ctx.strokeText(text, 0, 0);
      } else {
        ctx.fillStyle = palette.waterName;
        ctx.fillText(text, 0, 0);
      }
      ctx.restore();
    }
  }
}
