/**
 * Letters as a search sees them: accents and case folded. Python folds alike (docs/design/model.md, Semantics).
 */

/** @param {string} text @returns {string} */
export const fold = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

/** @param {string} text @returns {string[]} its distinct words, folded */
export const foldedWords = (text) => [...new Set(fold(text).split(/\s+/).filter(Boolean))];
