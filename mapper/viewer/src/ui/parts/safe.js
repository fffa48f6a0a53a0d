/**
 * Values from the data are checked here before they become a colour, a link or text.
 */

/**
 * @param {unknown} value
 * @returns {string|null} a colour that may be set as a style; null for anything else
 * @example safeColour("red;background:url(x)")  // null
 */
export const safeColour = (value) =>
  typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value) ? value : null;

/**
 * @param {unknown} value
 * @returns {string|null} an absolute http or https address; null for anything else
 * @example safeLink("javascript:alert(1)")  // null
 */
export function safeLink(value) {
  if (typeof value !== "string" || !/^https?:\/\/[^\s/]/i.test(value)) return null;
  try {
    const { protocol, href } = new URL(value);
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value @returns {string} with U+0000, which cannot be shown, replaced as the exports do */
export const showable = (value) => String(value).replaceAll("\0", "\ufffd");
