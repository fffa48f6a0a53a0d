/**
 * The map as a picture, with a caption under it.
 */
import { contextOf } from "../../map/contextOf.js";
import { showable } from "../parts/safe.js";
import { drawScaleBar } from "./scaleBar.js";
import { SWATCH, drawSwatch } from "./swatches.js";

/** @import {SymbolTheme} from "../../map/types.js" */
/** @import {SizeMark} from "../legend/sizes.js" */
/** @import {Swatch} from "./swatches.js" */

/**
 * Size, weight and line height of a text, in CSS pixels.
 *
 * @typedef {{size: number, weight: number, leading: number}} TextStyle
 */

/** An entry of the legend; without a colour or a form it has no swatch. @typedef {Swatch & {text: string}} LegendEntry */

/**
 * @typedef {object} CaptionWords
 * @property {string} title
 * @property {string[]} lines what is shown
 * @property {LegendEntry[]} legend
 * @property {LegendEntry[]} forms the meaning of the forms of the symbols
 * @property {SymbolTheme} theme of the symbols
 * @property {{label: string, marks: SizeMark[]}|null} sizes
 * @property {string} credits
 */

/**
 * A caption laid out. Positions count from its upper left corner.
 *
 * @typedef {object} Caption
 * @property {number} height
 * @property {{text: string, x: number, y: number, style: TextStyle}[]} texts
 * @property {(Swatch & {x: number, y: number})[]} swatches
 * @property {{x: number, y: number, r: number, shade?: string}[]} sizes circles, and cells of a shade
 */

/** Margin of the caption, in CSS pixels as all sizes here. */
const EDGE = 12;

/** Space above and below the legend. */
const GAP = 6;

/** Space after a swatch, and between entries. */
const AFTER_SWATCH = 6;
const BETWEEN = 18;

const TITLE = { size: 16, weight: 600, leading: 22 };
const TEXT = { size: 13, weight: 400, leading: 18 };
const SMALL = { size: 11, weight: 400, leading: 15 };

/**
 * Breaks a text into lines that fit: between words, or within a word that is longer than a line.
 *
 * @param {string} text
 * @param {number} width of a line
 * @param {(text: string) => number} measure
 * @returns {string[]} at least one line
 */
export function wrapText(text, width, measure) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of text.split(/[ \n\t]+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    const pieces = breakWord(word, width, measure);
    line = pieces.pop() ?? "";
    lines.push(...pieces);
  }
  return [...lines, line];
}

/**
 * A word in pieces that fit; a piece has at least one letter.
 *
 * @param {string} word
 * @param {number} width
 * @param {(text: string) => number} measure
 */
function breakWord(word, width, measure) {
  const pieces = [""];
  for (const letter of word) {
    const last = pieces.length - 1;
    if (pieces[last] && measure(pieces[last] + letter) > width) pieces.push(letter);
    else pieces[last] += letter;
  }
  return pieces;
}

/**
 * Places the entries of a legend side by side while there is room. An entry longer than a row gets rows of its own.
 *
 * @template {{text: string}} Entry
 * @param {Entry[]} entries
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {{placed: {entry: Entry, x: number, row: number, lines: string[]}[], rows: number}}
 */
export function flow(entries, width, measure) {
  const indent = SWATCH + AFTER_SWATCH;
  const placed = [];
  let [x, row] = [0, 0];
  for (const entry of entries) {
    const lines = wrapText(entry.text, width - indent, measure);
    const wide = indent + Math.max(...lines.map(measure));
    if (x && x + wide > width) [x, row] = [0, row + 1];
    placed.push({ entry, x, row, lines });
    if (lines.length > 1) [x, row] = [0, row + lines.length];
    else x += wide + BETWEEN;
  }
  return { placed, rows: x ? row + 1 : row };
}

/** @param {TextStyle} style @param {string} family */
const fontOf = ({ size, weight }, family) => `${weight} ${size}px ${family}`;

/**
 * @param {CanvasRenderingContext2D} context only to measure with
 * @param {CaptionWords} words
 * @param {number} width
 * @param {string} family of the font
 * @returns {Caption}
 */
function layOutCaption(context, { title, lines, legend, forms, sizes, credits }, width, family) {
  /** @type {Caption} */
  const caption = { height: 0, texts: [], swatches: [], sizes: [] };
  const room = width - 2 * EDGE;
  let y = EDGE;
  const measureIn = (/** @type {TextStyle} */ style) => {
    context.font = fontOf(style, family);
    return (/** @type {string} */ text) => context.measureText(text).width;
  };
  const addParagraph = (/** @type {string} */ text, /** @type {TextStyle} */ style) => {
    for (const line of wrapText(showable(text), room, measureIn(style))) {
      caption.texts.push({ text: line, x: EDGE, y: y + style.leading / 2, style });
      y += style.leading;
    }
  };
  addParagraph(title, TITLE);
  for (const line of lines) addParagraph(line, TEXT);
  y += GAP;
  const measure = measureIn(TEXT);
  y += addEntries(caption, legend, y, { room, measure }) + GAP;
  if (sizes) y += addSizes(caption, sizes, y, measure) + GAP;
  if (forms.length) y += addEntries(caption, forms, y, { room, measure }) + GAP;
  addParagraph(credits, SMALL);
  return { ...caption, height: y + EDGE };
}

/**
 * @param {Caption} caption the entries are added
 * @param {LegendEntry[]} entries
 * @param {number} top
 * @param {{room: number, measure: (text: string) => number}} line
 * @returns {number} their height
 */
function addEntries(caption, entries, top, { room, measure }) {
  const shown = entries.map((entry) => ({ ...entry, text: showable(entry.text) }));
  const { placed, rows } = flow(shown, room, measure);
  for (const { entry, x, row, lines } of placed) {
    const middle = (/** @type {number} */ line) => top + (row + line + 0.5) * TEXT.leading;
    if (entry.colour || entry.form) caption.swatches.push({ ...entry, x: EDGE + x, y: middle(0) });
    lines.forEach((text, line) => {
      caption.texts.push({ text, x: EDGE + x + SWATCH + AFTER_SWATCH, y: middle(line), style: TEXT });
    });
  }
  return rows * TEXT.leading;
}

/**
 * @param {Caption} caption the row of sizes is added
 * @param {{label: string, marks: SizeMark[]}} sizes
 * @param {number} top
 * @param {(text: string) => number} measure
 * @returns {number} its height
 */
function addSizes(caption, { label, marks }, top, measure) {
  const height = Math.max(TEXT.leading, ...marks.map(({ r }) => 2 * r + 2));
  const y = top + height / 2;
  let x = EDGE;
  const write = (/** @type {string} */ text, /** @type {number} */ after) => {
    caption.texts.push({ text, x, y, style: TEXT });
    x += measure(text) + after;
  };
  write(label, BETWEEN);
  for (const { r, text, shade } of marks) {
    if (r) caption.sizes.push({ x: x + r, y, r, shade });
    x += 2 * r + (r && text ? AFTER_SWATCH : 2);
    if (text) write(text, r ? BETWEEN : AFTER_SWATCH);
  }
  return height;
}

/** A circle, or a cell with a corner on top. @param {CanvasRenderingContext2D} context @param {Caption["sizes"][0]} size */
function drawSize(context, { x, y, r, shade }) {
  context.beginPath();
  if (shade === undefined) {
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.stroke();
    return;
  }
  for (let corner = 0; corner < 6; corner++)
    context.lineTo(x + r * Math.sin((corner * Math.PI) / 3), y - r * Math.cos((corner * Math.PI) / 3));
  context.fillStyle = shade;
  context.fill();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Caption} caption
 * @param {{ink: string, family: string, theme: SymbolTheme}} style
 */
function drawCaption(context, { texts, swatches, sizes }, { ink, family, theme }) {
  for (const swatch of swatches) drawSwatch(context, swatch, { ink, theme });
  context.textBaseline = "middle";
  context.strokeStyle = ink;
  context.lineWidth = 1;
  for (const size of sizes) drawSize(context, size);
  context.fillStyle = ink;
  for (const { text, x, y, style } of texts) {
    context.font = fontOf(style, family);
    context.fillText(text, x, y);
  }
}

/** @type {"canvas"} what is drawn by the page; images, where they are of the file's own base map */
const OWN_LAYERS = /** @type {any} */ ("canvas, img[src^='blob:']");

/** The map's own canvases and images from the lowest to the highest. @param {HTMLElement} container */
function layersOf(container) {
  const levelOf = (/** @type {Element} */ layer) => {
    const pane = layer.closest(".leaflet-pane");
    return pane ? Number(getComputedStyle(pane).zIndex) || 0 : 0;
  };
  // The sort is stable: what is in one pane keeps its order.
  return Array.from(container.querySelectorAll(OWN_LAYERS))
    .filter((layer) => layer.closest(".leaflet-pane"))
    .sort((a, b) => levelOf(a) - levelOf(b));
}

/** @param {CanvasRenderingContext2D} context @param {HTMLElement} container @param {DOMRect} frame */
function drawMap(context, container, frame) {
  for (const layer of layersOf(container)) {
    const { left, top, width, height } = layer.getBoundingClientRect();
    if (width && height) context.drawImage(layer, left - frame.left, top - frame.top, width, height);
  }
}

/**
 * The map as currently visible, with its caption. Online tiles, which belong to others, are left out.
 *
 * @param {HTMLElement} container of the map
 * @param {CaptionWords} words
 * @returns {Promise<Blob>} a PNG in the screen's resolution
 */
export async function toPng(container, words) {
  const ratio = window.devicePixelRatio || 1;
  const frame = container.getBoundingClientRect();
  const style = getComputedStyle(container.closest(".mapper") ?? container);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const picture = document.createElement("canvas");
  const context = contextOf(picture);
  const caption = layOutCaption(context, words, frame.width, style.fontFamily);
  picture.width = Math.round(frame.width * ratio);
  picture.height = Math.round((frame.height + caption.height) * ratio);
  context.scale(ratio, ratio);
  context.fillStyle = colour("--land");
  context.fillRect(0, 0, frame.width, frame.height);
  drawMap(context, container, frame);
  const { width, height } = frame;
  const [ink, family] = [colour("--ink"), style.fontFamily];
  drawScaleBar(context, container, { width, height, ink, halo: colour("--land"), family });
  context.fillStyle = colour("--paper"); // the canvases extend below the view
  context.fillRect(0, frame.height, frame.width, caption.height);
  context.translate(0, frame.height);
  drawCaption(context, caption, { ink, family, theme: words.theme });
  return new Promise((resolve, reject) =>
    picture.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large."))),
      "image/png",
    ),
  );
}
