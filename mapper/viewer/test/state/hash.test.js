import assert from "node:assert/strict";
import { test } from "node:test";
import { expandChoices, parseHash, writeHash } from "../../src/state/hash.js";

const states = [
  {},
  { actors: [] },
  { actors: ["JNIM", "", "*", "a,b&c=d#%", "__proto__", "مجموعة"] },
  { months: ["2024-07", "2025-05", "2025-06", ""] },
  { types: ["Explosions/Remote violence", ""], from: "2025-05-01", to: "2025-06-15", text: "près & loin" },
  { places: ["Gao (ML)", "Gao (ML), area", "", "الفاشر (SD)"] },
  { context: "include" },
  { disputed: true, months: ["2025-06"] },
  {
    context: "only",
    colourBy: "month",
    event: "E 1/2",
    view: { zoom: 6.5, latitude: -16.2717, longitude: 0.05 },
  },
];

for (const state of states) {
  test(`${JSON.stringify(state)} survives the hash`, () => {
    assert.deepEqual(parseHash(`#${writeHash(state)}`), state);
  });
}

test("what is unrestricted leaves no trace", () => {
  assert.equal(
    writeHash({ actors: null, months: null, types: null, from: null, to: null, text: "", event: null }),
    "",
  );
});

test("one box unticked among thousands of actors is one key", () => {
  const facets = {
    actors: { keys: Array.from({ length: 5000 }, (_, a) => `actor ${a}`) },
    types: { keys: ["a"] },
    places: { keys: [] },
  };
  const actors = facets.actors.keys.filter((key) => key !== "actor 7");
  const hash = writeHash({ actors }, facets);
  assert.equal(hash, "actors=!actor%207");
  assert.deepEqual(expandChoices(parseHash(hash), facets), { actors });
  assert.deepEqual(expandChoices(parseHash("actors=!nobody"), facets).actors, facets.actors.keys);
});

test("a key that begins with an exclamation mark is a key", () => {
  const facets = { actors: { keys: ["!a", "b", "c"] }, types: { keys: [] }, places: { keys: [] } };
  for (const actors of [["!a"], ["b", "c"], ["!a", "b"]])
    assert.deepEqual(expandChoices(parseHash(writeHash({ actors }, facets)), facets).actors, actors);
});

test("168 months in a row are one word", () => {
  const months = Array.from(
    { length: 168 },
    (_, m) => `${2012 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}`,
  );
  assert.equal(writeHash({ months }), "months=2012-01..2025-12");
  assert.deepEqual(parseHash("months=2012-01..2025-12"), { months });
});

const hostile = [
  "%",
  "actors=%E0%A4%A",
  "=x",
  "&&&",
  "constructor=1&__proto__=2&toString=3",
  "by=javascript:alert(1)",
  "from=2025-13-01&to=yesterday",
  "map=5/91/0",
  "map=5/1e9/0",
  "map=NaN/0/0",
  "months=0000-01..9999-12",
  "months=2025-06..2025-05",
  "x".repeat(30_000),
];

for (const text of hostile) {
  test(`nothing is read from ${text.slice(0, 40)}`, () => {
    const found = parseHash(`#${text}`);
    const months = found.months;
    delete found.months;
    assert.deepEqual(found, {});
    assert.ok(months === undefined || months.length === 0);
    assert.equal({}.polluted, undefined);
  });
}

test("a broken part does not take the others with it", () => {
  assert.deepEqual(parseHash("#actors=%E0&by=type"), { colourBy: "type" });
});

test("a lone surrogate in an id does not break the link", () => {
  assert.doesNotThrow(() => writeHash({ event: "\ud800" }));
});
