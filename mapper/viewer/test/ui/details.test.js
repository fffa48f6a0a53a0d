import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.mapperDetails = true; // as the build of pages with single events has it
const { TABLES } = await import("../../src/i18n/index.js");
const { default: en } = await import("../../src/i18n/details.en.js");

const holes = (wording) => JSON.stringify(wording).match(/\{\w+\}/g);

test("pages with single events have words for them in each language", () => {
  assert.deepEqual(Object.keys(TABLES.fr), Object.keys(TABLES.en));
  for (const key of Object.keys(en)) {
    assert.deepEqual(TABLES.en[key], en[key]);
    assert.notDeepEqual(TABLES.fr[key], en[key]);
    assert.deepEqual(new Set(holes(TABLES.fr[key])), new Set(holes(en[key])));
  }
});
