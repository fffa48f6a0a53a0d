/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Text from the data for the middle of a sentence. Right-to-left text is isolated, so that it does not reorder the
 * punctuation around it.
 *
 * @param {string} text
 */
export const isolate = (text) => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
