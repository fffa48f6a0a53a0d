import { safeColour, safeLink, showable } from "./safe.js";

const SVG = "http://www.w3.org/2000/svg";

/** Adds children as `h` takes them. */
export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(showable(child)));
  }
  return element;
}

/**
 * An element built without markup: text becomes text nodes, functions become listeners, the rest attributes.
 *
 * @param {string} tag with classes, `button.quiet`
 * @param {Record<string, unknown>} [attributes] `onclick: fn` listens; null, undefined and false are left out
 * @param {...(Node|string|number|null|false|Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : showable(value));
  }
  return append(element, children);
}

/** An SVG element, for the small drawings of the legend. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return append(element, children);
}

/** Replace all children. */
export function fill(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

/** Runs when the next picture of the page is painted: what is out of sight must not keep it waiting. */
export const afterPaint = (run) => requestAnimationFrame(() => setTimeout(run));

/** Text from the data: isolated, so that its writing direction and marks stay its own. */
export const said = (text, tag = "bdi") => h(tag, tag === "bdi" ? {} : { dir: "auto" }, text);

/**
 * A link where the address is http or https; otherwise the address as text.
 * @param {string} address
 * @param {string} [label] shown instead of the address
 */
export function link(address, label) {
  const href = safeLink(address);
  const text = label ? `${label}` : address;
  if (!href) return h("bdi.address", {}, address);
  return h("a", { href, rel: "noopener noreferrer", target: "_blank" }, h("bdi", {}, text));
}

/** A patch of a category's colour; hollow where the map draws it so, and where the colour is not one. */
export function swatch(colour, { hollow = false, square = false } = {}) {
  const element = h("span.swatch", { "aria-hidden": "true" });
  const safe = safeColour(colour);
  if (safe) element.style.setProperty("--swatch", safe);
  element.classList.toggle("hollow", hollow || !safe);
  element.classList.toggle("square", square);
  return element;
}

/** A push button. */
export const button = (label, onclick, { className = "quiet", ...attributes } = {}) =>
  h(`button.${className}`, { type: "button", onclick, ...attributes }, label);

/** A collapsible section with a heading and, beside it, its controls. */
export function section(id, title, { open = true, aside = null, level = "h2" } = {}, ...children) {
  const summary = h("summary", {}, h(level, {}, title), h("span.count", {}));
  const details = h(
    `details.section.${id}`,
    { open },
    summary,
    aside && h("div.section-tools", {}, aside),
    ...children,
  );
  return details;
}
