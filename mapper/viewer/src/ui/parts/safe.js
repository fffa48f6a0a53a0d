/** What comes out of event data is checked here before it becomes a colour or a link. */

/**
 * @param {unknown} value
 * @returns {string|null} a colour that may be set by CSSOM, or null
 * @example safeColour("red;background:url(x)")  // null
 */
export const safeColour = (value) =>
  typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value) ? value : null;

/**
 * The address of a link, only if it is an absolute http or https address; everything else stays text.
 *
 * @param {unknown} value
 * @returns {string|null}
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

/** U+0000 cannot be shown; the page writes the replacement character, as the exports do. */
export const showable = (value) => String(value).replaceAll("\0", "\ufffd");
