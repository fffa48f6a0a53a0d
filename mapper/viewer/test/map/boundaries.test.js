import assert from "node:assert/strict";
import { test } from "node:test";
import { countInAreas } from "../../src/state/areaCounts.js";
import { fading } from "../../src/map/drawing/areas.js";
import { PayloadError } from "../../src/data/bytes.js";
import { decodePayload } from "../../src/data/payload.js";
import { encode } from "../helpers/encode.js";
import { dossier } from "../helpers/fixture.js";

test("stripes fade only where an area fills the view", () => {
  assert.equal(fading(0.1), 1);
  assert.ok(fading(0.6) < 1 && fading(0.6) > fading(1));
  assert.ok(fading(1) > 0 && fading(5) === fading(1));
});

/** Four sites: two in the first area, one in the second, one in none. Events at each, at two of one area, at two of two, at none. */
const data = {
  header: { boundaries: { areas: [{}, {}] } },
  n: 7,
  weight: new Uint8Array(7).fill(1),
  col: { siteBoundary: [1, 1, 2, 0], site: [0, 1, 2, 3, 0, 1, 0, 2] },
  siteStart: [0, 1, 2, 3, 4, 6, 8, 8],
};

test("an event counts in the area of all its possible places", () => {
  const { inside, elsewhere } = countInAreas(data, new Uint8Array(7).fill(1));
  assert.deepEqual([...inside], [3, 1]);
  assert.equal(elsewhere, 2);
});

test("hidden events count nowhere", () => {
  const { inside, elsewhere } = countInAreas(data, new Uint8Array(7));
  assert.deepEqual([[...inside], elsewhere], [[0, 0], 0]);
});

const area = { name: "Gao", rings: [[0, 0, 1, 0, 1, 1]] };

test("areas without their column are refused, and so is what is no area", async () => {
  for (const boundaries of [
    { areas: [area] },
    { areas: "x" },
    { areas: [{ name: 7, rings: [] }] },
    { areas: [{ name: "x", rings: [["1"]] }] },
  ]) {
    await assert.rejects(decodePayload(encode({ ...dossier, header: { boundaries } })), PayloadError);
  }
});

test("tiles come by https or not at all", async () => {
  for (const url of ["http://x/{z}", "javascript:alert(1)", 7, undefined]) {
    await assert.rejects(
      decodePayload(encode({ ...dossier, header: { tiles: { url, attribution: "x" } } })),
      PayloadError,
    );
  }
});
