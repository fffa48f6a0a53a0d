import assert from "node:assert/strict";
import { test } from "node:test";
import { flow, wrapText } from "../../src/ui/share/picture.js";

const measure = (text) => 10 * [...text].length;

test("a caption is broken between words, and within a word that is longer than a line", () => {
  assert.deepEqual(wrapText("borders: Natural Earth, no position", 160, measure), [
    "borders: Natural",
    "Earth, no",
    "position",
  ]);
  assert.deepEqual(wrapText("see https://example.org/1", 100, measure), [
    "see",
    "https://ex",
    "ample.org/",
    "1",
  ]);
  assert.deepEqual(wrapText("", 100, measure), [""]);
  assert.deepEqual(wrapText("wide", 1, measure), ["w", "i", "d", "e"], "a letter is never lost");
});

test("a legend flows in rows; what is longer than a row has lines of its own", () => {
  const { placed, rows } = flow(
    [{ text: "Army" }, { text: "UN" }, { text: "a name of many words" }, { text: "Police" }],
    140,
    measure,
  );
  assert.deepEqual(
    placed.map(({ entry, row, lines }) => [entry.text, row, lines.length]),
    [
      ["Army", 0, 1],
      ["UN", 0, 1],
      ["a name of many words", 1, 2],
      ["Police", 3, 1],
    ],
  );
  assert.ok(placed[1].x > placed[0].x + measure("Army"));
  assert.equal(rows, 4);
  assert.equal(flow([], 140, measure).rows, 0);
});
