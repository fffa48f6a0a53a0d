import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { PayloadError, decodePayload } from "../src/payload.js";
import { notesFrom } from "../src/texts.js";
import { encode } from "./encode.js";
import { dossier } from "./fixture.js";

const packed = (bytes) => deflateRawSync(bytes).toString("base64");

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

test("a coded block that is cut short is refused", async () => {
  const words = packed(Buffer.from("[]"));
  for (const text of [packed(Buffer.from([1])), block({}, [0]), packed(Buffer.from([255, 0, 0, 0, 123]))]) {
    const data = await decodePayload({ ...encode(dossier), text, words });
    await assert.rejects(data.text(0), PayloadError);
  }
});
