/**
 * Text without accents and case, as a search compares it. Python does the same (docs/design/model.md,
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

/** Words in quotation marks, closed or not, and other words. Python does the same (`parts_of`). */
const PARTS = /["\u201c\u201e\xab]([^"\u201c\u201d\u201e\xbb]*)(?:["\u201c\u201d\xbb]|$)|(\S+)/gu;

/**
 * @param {string} text a search
 * @returns {string[]} its distinct words and phrases, folded; a phrase is text in quotation marks
 * @example foldedWords('Gao "car bomb"')  // ["gao", "car bomb"]
 */
export function foldedWords(text) {
  const parts = Array.from(text.matchAll(PARTS)).flatMap(([, phrase, word]) => {
    const words = fold(phrase ?? word)
      .split(/\s+/)
      .filter(Boolean);
    return phrase === undefined ? words : [words.join(" ")];
  });
  return [...new Set(parts.filter(Boolean))];
}
