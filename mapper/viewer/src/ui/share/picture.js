import { safeColour, showable } from "../parts/safe.js";

/** Sizes of the caption in CSS pixels. */
const EDGE = 12;
const TITLE = { size: 16, weight: 600, leading: 22 };
const TEXT = { size: 13, weight: 400, leading: 18 };
const SMALL = { size: 11, weight: 400, leading: 15 };
const SWATCH = 10;
const AFTER_SWATCH = 6;
const BETWEEN = 18;
const GAP = 6;

/**
 * A text in lines that fit, broken between words, or within one that is longer than a line.
 *
 * @param {string} text
 * @param {number} width of a line
 * @param {(text: string) => number} measure
 * @returns {string[]} at least one line
 */
export function wrap(text, width, measure) {
  const lines = [];
  let line = "";
  for (const word of text.split(/[ \n\t]+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    const pieces = broken(word, width, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1);
  }
  return [...lines, line];
}

/** A word in pieces that fit; a letter is never broken. */
function broken(word, width, measure) {
  const pieces = [""];
  for (const letter of word) {
    const last = pieces.length - 1;
    if (pieces[last] && measure(pieces[last] + letter) > width) pieces.push(letter);
    else pieces[last] += letter;
  }
  return pieces;
}

/**
 * Where the entries of a legend stand: side by side as far as there is room, a long one in lines of its own.
 *
 * @param {Array<{text: string}>} entries
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {{placed: Array<{entry: object, x: number, row: number, lines: string[]}>, rows: number}}
 */
export function flow(entries, width, measure) {
  const indent = SWATCH + AFTER_SWATCH;
  const placed = [];
  let [x, row] = [0, 0];
  for (const entry of entries) {
    const lines = wrap(entry.text, width - indent, measure);
    const wide = indent + Math.max(...lines.map(measure));
    if (x && x + wide > width) [x, row] = [0, row + 1];
    placed.push({ entry, x, row, lines });
    if (lines.length > 1) [x, row] = [0, row + lines.length];
    else x += wide + BETWEEN;
  }
  return { placed, rows: x ? row + 1 : row };
}

const fontOf = ({ size, weight }, family) => `${weight} ${size}px ${family}`;

/**
 * The words under the picture, laid out.
 *
 * @param {CanvasRenderingContext2D} context only measured with
 * @param {{title: string, lines: string[], legend: object[], credits: string}} words
 * @param {number} width
 * @param {string} family of the font
 * @returns {{height: number, texts: object[], swatches: object[]}} positions from the caption's top left corner
 */
function layOut(context, { title, lines, legend, credits }, width, family) {
  const texts = [];
  const swatches = [];
  const room = width - 2 * EDGE;
  let y = EDGE;
  const measureIn = (style) => {
    context.font = fontOf(style, family);
    return (text) => context.measureText(text).width;
  };
  const paragraph = (text, style) => {
    for (const line of wrap(showable(text), room, measureIn(style))) {
      texts.push({ text: line, x: EDGE, y: y + style.leading / 2, style });
      y += style.leading;
    }
  };
  paragraph(title, TITLE);
  for (const line of lines) paragraph(line, TEXT);
  y += GAP;
  const entries = legend.map((entry) => ({ ...entry, text: showable(entry.text) }));
  const { placed, rows } = flow(entries, room, measureIn(TEXT));
  for (const { entry, x, row, lines: own } of placed) {
    const middle = (line) => y + (row + line + 0.5) * TEXT.leading;
    if (entry.colour) swatches.push({ ...entry, x: EDGE + x, y: middle(0) });
    own.forEach((text, line) =>
      texts.push({ text, x: EDGE + x + SWATCH + AFTER_SWATCH, y: middle(line), style: TEXT }),
    );
  }
  y += rows * TEXT.leading + GAP;
  paragraph(credits, SMALL);
  return { height: y + EDGE, texts, swatches };
}

function drawCaption(context, { texts, swatches }, { ink, family }) {
  context.textBaseline = "middle";
  context.lineWidth = 1;
  for (const { colour, hollow, x, y } of swatches) {
    const safe = safeColour(colour);
    context.beginPath();
    context.arc(x + SWATCH / 2, y, SWATCH / 2, 0, 2 * Math.PI);
    context.fillStyle = safe ?? "transparent";
    context.strokeStyle = hollow ? (safe ?? ink) : ink;
    context.lineWidth = hollow ? 2 : 1;
    if (!hollow) context.fill();
    context.stroke();
  }
  context.fillStyle = ink;
  for (const { text, x, y, style } of texts) {
    context.font = fontOf(style, family);
    context.fillText(text, x, y);
  }
}

/** The map's canvases from the lowest to the highest, as Leaflet's panes stack them. */
function canvasesOf(container) {
  const paneOf = (canvas) => Number(getComputedStyle(canvas.closest(".leaflet-pane")).zIndex) || 0;
  return [...container.querySelectorAll("canvas")]
    .map((canvas, order) => ({ canvas, order, level: paneOf(canvas) }))
    .sort((a, b) => a.level - b.level || a.order - b.order);
}

function drawMap(context, container, frame) {
  for (const { canvas } of canvasesOf(container)) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    if (width && height) context.drawImage(canvas, left - frame.left, top - frame.top, width, height);
  }
}

/**
 * The map as it is seen now, with its words under it. Online tiles, which belong to others, are not in it.
 *
 * @param {HTMLElement} container of the Leaflet map
 * @param {object} words
 * @param {string} words.title
 * @param {string[]} words.lines what is shown
 * @param {Array<{text: string, colour?: string, hollow?: boolean}>} words.legend
 * @param {string} words.credits
 * @returns {Promise<Blob>} PNG at the screen's resolution
 */
export function toPng(container, words) {
  const ratio = window.devicePixelRatio || 1;
  const frame = container.getBoundingClientRect();
  const style = getComputedStyle(container.closest(".mapper"));
  const colour = (name) => style.getPropertyValue(name).trim();
  const picture = document.createElement("canvas");
  const context = picture.getContext("2d");
  const caption = layOut(context, words, frame.width, style.fontFamily);
  picture.width = Math.round(frame.width * ratio);
  picture.height = Math.round((frame.height + caption.height) * ratio);
  context.scale(ratio, ratio);
  context.fillStyle = colour("--land");
  context.fillRect(0, 0, frame.width, frame.height);
  drawMap(context, container, frame);
  context.fillStyle = colour("--paper"); // over what the canvases have beyond the lower edge of the view
  context.fillRect(0, frame.height, frame.width, caption.height);
  context.translate(0, frame.height);
  drawCaption(context, caption, { ink: colour("--ink"), family: style.fontFamily });
  return new Promise((resolve) => picture.toBlob(resolve, "image/png"));
}
