/**
 * The tooltip beside the pointer.
 */

/** @import {Pixel, TooltipWords} from "./types.js" */

/** Lines of slices that a tooltip holds. */
const MOST_LINES = 6;

/** Pixels between the pointer and the tooltip, and between the tooltip and the edge of the map. */
const BESIDE = 16;
const EDGE = 4;

/**
 * @param {HTMLElement} container of the map
 * @returns {{show: (words: TooltipWords, point: Pixel) => void, hide: () => void}}
 */
export function createTooltip(container) {
  const box = container.ownerDocument.createElement("div");
  box.className = "mapper-tooltip";
  box.setAttribute("aria-hidden", "true");
  box.hidden = true;
  container.append(box);
  return {
    show(words, point) {
      box.replaceChildren(...contentOf(words));
      box.hidden = false;
      place(box, container, point);
    },
    hide() {
      box.hidden = true;
    },
  };
}

/** @param {TooltipWords} words */
function contentOf({ title, detail, lines }) {
  const shown = lines.slice(0, MOST_LINES).map(lineOf);
  if (lines.length > MOST_LINES)
    shown.push(textIn("div", "mapper-tooltip-more", `+ ${lines.length - MOST_LINES}`));
  const all = [textIn("strong", "", title), textIn("div", "mapper-tooltip-detail", detail), ...shown];
  return all.filter((element) => element.textContent);
}

/** @param {TooltipWords["lines"][number]} line */
function lineOf({ colour, hollow, name, count }) {
  const line = textIn("div", "mapper-tooltip-line", "");
  const swatch = textIn("span", "mapper-tooltip-swatch", "");
  swatch.style.borderColor = colour;
  swatch.style.backgroundColor = hollow ? "transparent" : colour;
  line.append(swatch, textIn("bdi", "", name), textIn("span", "mapper-tooltip-count", count));
  return line;
}

/** @param {string} tag @param {string} className @param {string} text */
function textIn(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/**
 * Puts the box beside the pointer, on the side where there is room.
 *
 * @param {HTMLElement} box
 * @param {HTMLElement} container
 * @param {Pixel} point
 */
function place(box, container, { x, y }) {
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  const fitsRight = x + BESIDE + width <= container.clientWidth;
  const left = Math.max(EDGE, fitsRight ? x + BESIDE : x - BESIDE - width);
  const top = Math.max(EDGE, Math.min(y - height / 2, container.clientHeight - height - EDGE));
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
