import assert from "node:assert/strict";
import { test } from "node:test";
import { createTranslator } from "../../src/i18n/index.js";
import { summaryWords } from "../../src/ui/summary.js";
import { store } from "../helpers/fixture.js";

const en = createTranslator("en");
const fr = createTranslator("fr");

test("chosen months are named where a span would name others too", async () => {
  const view = await store();
  await view.setState({ months: ["2024-07", "2025-05"] });
  assert.match(summaryWords(view, en), /, July 2024 and May 2025$/);
  assert.match(summaryWords(view, fr), /, juillet 2024 et mai 2025$/);
  await view.patch({ from: "2025-05-01" });
  assert.doesNotMatch(summaryWords(view, en), /July 2024 and/, "a period leaves only one of them");
  await view.setState({ months: ["2025-05", "2025-06"] });
  assert.doesNotMatch(summaryWords(view, en), / and /, "no month lies between them");
});
