import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, foldedWords } from "../../src/data/fold.js";

test("accents and case are folded, letters of other scripts kept", () => {
  assert.equal(fold("Ménaka, Ti-n-Zaouatène, İSTANBUL ﬁn"), "menaka, ti-n-zaouatene, istanbul fin");
  assert.equal(fold("كيدال"), "كيدال");
  assert.equal(fold("GAO\u0000"), "gao\u0000");
});

test("words are distinct and none is empty", () => {
  assert.deepEqual(foldedWords("  Près\tdu\u00a0près\n"), ["pres", "du"]);
  assert.deepEqual(foldedWords(" "), []);
});

test("words in quotation marks are one phrase, closed or not", () => {
  assert.deepEqual(foldedWords('Gao "Car  bomb" Gao'), ["gao", "car bomb"]);
  assert.deepEqual(foldedWords("«\u00a0dépôt de carburant\u00a0»"), ["depot de carburant"]);
  assert.deepEqual(foldedWords("“main road"), ["main road"]);
  assert.deepEqual(foldedWords('"" 5"'), ['5"']);
});
