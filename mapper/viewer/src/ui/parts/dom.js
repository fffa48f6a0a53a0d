/**
 * Elements, built without markup.
 */
import { safeColour, safeLink, showable } from "./safe.js";

/** @import {Attributes, Child, ElementOf} from "../types.js" */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {Element} E
 * @param {E} element
 * @param {...Child} children
 * @returns {E}
 */
export function append(element, ...children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) element.append(child);
    else if (typeof child === "object") append(element, ...child);
    else element.append(document.createTextNode(showable(child)));
  }
  return element;
}

/**
 * @template {string} Tag
 * @param {Tag} tag with classes, such as `button.quiet`
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {ElementOf<Tag>}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), (event) => value(event));
    else element.setAttribute(key, value === true ? "" : showable(value));
  }
  return /** @type {ElementOf<Tag>} */ (append(element, ...children));
}

/**
 * An SVG element, for the small drawings of the legend.
 *
 * @param {string} tag
 * @param {Record<string, string|number>} [attributes]
 * @param {...Child} children
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return append(element, ...children);
}

/**
 * Replaces all children.
 *
 * @template {Element} E
 * @param {E} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren();
  return append(element, ...children);
}

/**
 * Runs after the page has been painted, so that invisible parts do not delay the first paint.
 *
 * @param {() => void} run
 */
export const afterPaint = (run) => requestAnimationFrame(() => setTimeout(run));

/**
 * Text from the data, isolated so that its writing direction stays its own.
 *
 * @param {string|number|undefined} text
 */
export const dataText = (text) => h("bdi", {}, text);

/**
 * A link, if the address is http or https; else the address as text.
 *
 * @param {string} address
 * @param {string} [label] shown instead of the address
 */
export function link(address, label) {
  const href = safeLink(address);
  if (!href) return h("bdi.address", {}, address);
  return h("a", { href, rel: "noopener noreferrer", target: "_blank" }, h("bdi", {}, label || address));
}

/**
 * A patch of a category's colour.
 *
 * @param {string} colour drawn hollow if it is no colour
 * @param {{hollow?: boolean, square?: boolean}} [options] `hollow`: the map draws the category so
 */
export function swatch(colour, { hollow = false, square = false } = {}) {
  const element = h("span.swatch", { "aria-hidden": "true" });
  const safe = safeColour(colour);
  if (safe) element.style.setProperty("--swatch", safe);
  element.classList.toggle("hollow", hollow || !safe);
  element.classList.toggle("square", square);
  return element;
}

/**
 * @param {Child} label
 * @param {(event: MouseEvent) => unknown} onclick
 * @param {Attributes & {className?: string}} [attributes] `className`: classes, joined by dots
 */
export const button = (label, onclick, { className = "quiet", ...attributes } = {}) =>
  h(`button.${className}`, { type: "button", onclick, ...attributes }, label);

/**
 * Debounces work: it runs when nothing has asked for it for a while.
 *
 * @param {() => void} run
 * @param {number} ms
 * @returns {{soon: () => void, cancel: () => void}} `soon` asks for it, `cancel` drops the request
 */
export function whenQuiet(run, ms) {
  let timer = 0;
  const cancel = () => clearTimeout(timer);
  const soon = () => {
    cancel();
    timer = window.setTimeout(run, ms);
  };
  return { soon, cancel };
}

/**
 * A section that folds.
 *
 * @param {string} name its class
 * @param {string} title
 * @param {{open?: boolean, tools?: Child}} [options] `tools` stand beside the title
 * @param {...Child} children
 */
export function section(name, title, { open = true, tools = null } = {}, ...children) {
  const count = h("span.count", {});
  const summary = h("summary", {}, h("h2", {}, title), count);
  const element = h(
    "details.section",
    { open },
    summary,
    tools && h("div.section-tools", {}, tools),
    ...children,
  );
  element.classList.add(name);
  return { element, count };
}

/** @param {DOMRect} a @param {DOMRect} b @returns {boolean} whether two elements cover each other in part */
export const overlap = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
