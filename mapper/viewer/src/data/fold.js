/**
 * Letters as a search sees them: accents and case folded. Python folds alike (docs/design/model.md, Semantics).
 */

// eslint-disable-next-line no-control-regex -- all of ASCII, control characters included
const ASCII = /^[\x00-\x7f]*$/;

/** @param {string} text @returns {string} */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase(); // most texts, at a quarter of the time
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {number} below 0 where `a` comes first: the same order in every browser, whatever its language
 */
export function compareNames(a, b) {
  const [first, second] = [fold(a), fold(b)];
  return first < second ? -1 : Number(first > second);
}

/** @param {string} text @returns {string[]} its distinct words, folded */
export const foldedWords = (text) => [...new Set(fold(text).split(/\s+/).filter(Boolean))];
