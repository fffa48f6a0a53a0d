import assert from "node:assert/strict";
import { test } from "node:test";
import { readDates } from "../../src/i18n/typedDates.js";

const months = ["2023-06", "2024-02", "2024-06", "2025-05", "2025-06"];

for (const [text, ...dates] of [
  ["2025-06-13", "2025-06-13"],
  ["2025-06", "2025-06"],
  ["2025", "2025"],
  ["13 June 2025", "2025-06-13"],
  ["June 13th, 2025", "2025-06-13"],
  ["  1er  JUIN 2025 ", "2025-06-01"],
  ["févr. 2024", "2024-02"],
  ["3 Sept 2024", "2024-09-03"],
  ["13.6.2025", "2025-06-13"],
  ["06/13/2025", "2025-06-13"],
  ["05/06/2025", "2025-06-05"],
  ["juin", "2025-06", "2024-06", "2023-06"],
  ["29 février", "2024-02-29"],
  ["31 June 2025"],
  ["30.13.2025"],
  ["jui 2025"],
  ["Kidal"],
  ["13"],
  [""],
]) {
  test(`“${text}” is ${dates.length ? dates.join(" or ") : "no date"}`, () => {
    assert.deepEqual(readDates(text, months), dates);
  });
}
