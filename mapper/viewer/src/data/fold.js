/**
 * Text without accents and case, as a search compares it. Python folds alike (docs/design/model.md,
 * Semantics).
 */

/** @param {string} text @returns {string} */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();

/**
 * Compares names in the same order in every browser, whatever its language.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number} below 0 where `a` comes first
 */
export function compareNames(a, b) {
  const [first, second] = [fold(a), fold(b)];
  return first < second ? -1 : Number(first > second);
}

/** @param {string} text @returns {string[]} its distinct words, folded */
export const foldedWords = (text) => [...new Set(fold(text).split(/\s+/).filter(Boolean))];
