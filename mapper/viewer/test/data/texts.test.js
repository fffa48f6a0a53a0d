import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { PayloadError } from "../../src/data/bytes.js";
import { parseHeader } from "../../src/data/header.js";
import { decodePayload } from "../../src/data/payload.js";
import { notesFrom } from "../../src/data/texts.js";
import { fold, foldedWords } from "../../src/data/fold.js";
import { createTextSearch } from "../../src/state/search.js";
import { encode } from "../helpers/encode.js";
import { dossier } from "../helpers/fixture.js";

const packed = (bytes) => deflateSync(bytes).toString("base64");

/** A block as the format says: length of the JSON, the JSON, the codes. */
function block(columns, codes) {
  const json = Buffer.from(JSON.stringify(columns), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return packed(Buffer.concat([length, json, Buffer.from(codes)]));
}

test("numbers below and above 128, rare words, spaces and empty notes", () => {
  const words = Array.from({ length: 300 }, (_, i) => `w${i}`);
  const codes = [2, 1, 0, 0, 129, 1, 1, 0]; // "w0 rare", nothing, "w127 " and a rare word that is empty
  assert.deepEqual(notesFrom(Uint8Array.from(codes), words, ["rare", ""]), ["w0 rare", "", "w127 "]);
});

test("a title that three events bear is known to tell them apart no more", async () => {
  const titled = ["war", "war", "war", "raid", "raid"];
  const events = dossier.events.map((event, k) => ({
    ...event,
    text: { ...event.text, title: titled[k] ?? "" },
  }));
  const data = await decodePayload(encode({ ...dossier, events }));
  const shared = await Promise.all(events.map(async (_, i) => Boolean((await data.text(i)).isTitleShared)));
  assert.deepEqual(shared, [true, true, true, false, false, false, false]);
});

test("coded notes stand in their events' texts", async () => {
  const n = dossier.events.length;
  const words = packed(Buffer.from(JSON.stringify(["killed", "two"])));
  const text = block({ rareWords: ["Müller"], tags: "x" }, [3, 2, 0, 1, 0, ...Array(n - 2).fill(0)]);
  const data = await decodePayload({ ...encode(dossier), text, words });
  assert.equal((await data.text(0)).notes, "two killed");
  assert.equal((await data.text(1)).notes, "Müller");
  assert.equal((await data.text(2)).notes, undefined);
  assert.equal((await data.text(2)).tags, "x");
});

test("the reasons of a block stand once, and each event has its own", async () => {
  const n = dossier.events.length;
  const words = packed(Buffer.from("[]"));
  const reasons = ["as written", { code: "no-place" }, ""];
  const open = (columns) => {
    const text = block(columns, Array(n).fill(0));
    return decodePayload({ ...encode(dossier), text, words });
  };
  const data = await open({ reasons, reason: Array.from({ length: n }, (_, i) => Math.min(i, 2)) });
  const rows = await Promise.all([0, 1, 2].map((i) => data.text(i)));
  assert.deepEqual(
    rows.map(({ reason }) => reason),
    ["as written", { code: "no-place" }, undefined],
  );
  assert.equal((await (await open({ reasons: ["for all"] })).text(1)).reason, "for all");
  for (const wrong of [{ reasons: [1] }, { reasons, reason: [0] }, { reasons, reason: Array(n).fill(3) }])
    await assert.rejects((await open(wrong)).text(0), PayloadError);
});

test("a coded block that is cut short is refused", async () => {
  const words = packed(Buffer.from("[]"));
  for (const text of [packed(Buffer.from([1])), block({}, [0]), packed(Buffer.from([255, 0, 0, 0, 123]))]) {
    const data = await decodePayload({ ...encode(dossier), text, words });
    await assert.rejects(data.text(0), PayloadError);
  }
});

test("a list of rare words that is no list is refused", async () => {
  const words = packed(Buffer.from("[]"));
  const text = block({ rareWords: "Müller" }, [1, 0, ...Array(dossier.events.length - 1).fill(0)]);
  await assert.rejects((await decodePayload({ ...encode(dossier), text, words })).text(0), PayloadError);
});

/** What a search says by looking at each event's own texts and names, as a reader would. */
async function searchedByHand(data, text) {
  const { header, n, actorStart, col } = data;
  const found = [];
  for (let i = 0; i < n; i++) {
    const row = await data.text(i);
    const actors = [...col.actor.subarray(actorStart[i], actorStart[i + 1])].map(
      (a) => `${header.actors[a].name}\n${header.actors[a].shortName ?? ""}`,
    );
    const fields = ["title", "notes", "place", "admin1", "admin2", "admin3", "subType", "tags"];
    const texts = fields.map((field) => row[field] ?? "");
    const whole = fold([header.types[col.type[i]].name, ...actors, ...texts].join("\n"));
    found.push(foldedWords(text).every((word) => whole.includes(word)) ? 1 : 0);
  }
  return found;
}

const QUERIES = [
  "",
  "kill",
  "LED two",
  "müller",
  "muller x",
  "x",
  "mu",
  "kidal",
  "gao",
  "a b",
  "\u0301",
  "two\tkilled",
  "zzz",
  "zamfara",
];

test("a search through coded notes finds what reading them finds", async () => {
  const n = dossier.events.length;
  const words = packed(Buffer.from(JSON.stringify(["killed", "two", "tab\tbed", ""])));
  const text = block({ rareWords: ["Müller", "b\na"], tags: "x", admin1: "Zamfara state" }, [
    3,
    2,
    0,
    1,
    5,
    0,
    4,
    1,
    0,
    ...Array(n - 3).fill(0),
  ]);
  const data = await decodePayload({ ...encode(dossier), text, words });
  for (const query of QUERIES)
    assert.deepEqual([...(await createTextSearch(data)(query))], await searchedByHand(data, query), query);
});

test("a search through plain texts finds what reading them finds", async () => {
  const data = await decodePayload(encode({ ...dossier, textBlock: 2 }));
  const seen = (await data.text(0)).notes ?? (await data.text(0)).title ?? "";
  for (const query of [...QUERIES, seen.slice(0, 4)]) {
    assert.deepEqual([...(await createTextSearch(data)(query))], await searchedByHand(data, query), query);
  }
});

test("a phrase in quotation marks is found only where its words stand together", async () => {
  const titles = dossier.events.map((_, i) => ["A car bomb in Gao", "A bomb in a car"][i % 2]);
  const text = packed(Buffer.from(JSON.stringify({ title: titles })));
  const data = await decodePayload({ ...encode(dossier), text });
  const found = async (query) => [...(await createTextSearch(data)(query))].slice(0, 2);
  assert.deepEqual(await found("car bomb"), [1, 1]);
  assert.deepEqual(await found('"Car bomb"'), [1, 0]);
  assert.deepEqual(await found('"a car" bomb'), [1, 1]);
  assert.deepEqual(await found('"bomb car"'), [0, 0]);
});

test("a phrase is found in the user's own columns too", async () => {
  const rows = dossier.events.map((_, i) => i % 2);
  const text = packed(Buffer.from(JSON.stringify({ own: [[["Car bomb", "bomb, no car"], rows]] })));
  const data = await decodePayload({ ...encode(dossier), text });
  const found = [...(await createTextSearch(data)('"car bomb"'))];
  assert.deepEqual(
    found,
    rows.map((row) => 1 - row),
  );
});

test("a search through damaged blocks says that they are damaged", async () => {
  const n = dossier.events.length;
  const rest = (count) => Array(count).fill(0);
  const good = packed(Buffer.from(JSON.stringify(["killed", "two"])));
  const cases = [
    { words: packed(Buffer.from("{}")), text: block({}, rest(n)) },
    { words: packed(Buffer.from("[1, 2]")), text: block({}, rest(n)) },
    { words: good, text: block({ rareWords: [3] }, [1, ...rest(n)]) },
    { words: good, text: block({}, [2, ...rest(n + 1)]) },
    { words: good, text: block({}, [2, ...rest(n - 1)]) },
    { words: good, text: block({}, [...rest(n), 0x82]) },
    { words: good, text: block(null, rest(n)) },
    { words: good, text: block({ title: ["too short"] }, rest(n)) },
  ];
  for (const [k, blocks] of cases.entries()) {
    const data = await decodePayload({ ...encode(dossier), ...blocks });
    await assert.rejects(createTextSearch(data)("killed"), PayloadError, `case ${k}`);
  }
});

test("texts that are no texts are searched as the page writes them", async () => {
  const text = packed(
    Buffer.from(JSON.stringify({ title: dossier.events.map((_, i) => [7, null, {}, ["x"]][i % 4]) })),
  );
  const data = await decodePayload({ ...encode(dossier), text });
  assert.equal((await createTextSearch(data)("7"))[0], 1);
});

test("the user's own columns: distinct texts with the number of each event's, or one text for all", async () => {
  const n = dossier.events.length;
  const own = [
    [
      ["", "mortar", "rifle"],
      [1, 2, ...Array(n - 2).fill(0)],
    ],
    "yes",
  ];
  const text = packed(Buffer.from(JSON.stringify({ own, tags: "x" })));
  const header = { own: ["weapon", "__proto__"] };
  const data = await decodePayload({ ...encode({ ...dossier, header }), text });
  assert.deepEqual((await data.text(0)).own, ["mortar", "yes"]);
  assert.deepEqual((await data.text(2)).own, ["", "yes"]);
  const search = createTextSearch(data);
  assert.deepEqual([...(await search("MORTAR"))], [1, ...Array(n - 1).fill(0)]);
  assert.deepEqual([...(await search("yes rifle"))], [0, 1, ...Array(n - 2).fill(0)]);
});

test("own columns that do not fit their events are refused", async () => {
  const header = { own: ["weapon"] };
  for (const own of [
    "mortar",
    [[["a"], [0]]],
    [[["a"], Array(dossier.events.length).fill(1)]],
    [[[1], [0]]],
    [7],
  ]) {
    const text = packed(Buffer.from(JSON.stringify({ own })));
    const data = await decodePayload({ ...encode({ ...dossier, header }), text });
    await assert.rejects(data.text(0), PayloadError);
  }
  assert.throws(() => parseHeader(encode({ ...dossier, header: { own: "weapon" } }).header), PayloadError);
});
