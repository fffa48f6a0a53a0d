import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { arcsOf } from "../../src/map/basemap/trace.js";
import { PayloadError, columnFromPlanes } from "../../src/data/bytes.js";
import { projectSites } from "../../src/map/engine/sites.js";
import { decodePayload } from "../../src/data/payload.js";
import { createStore } from "../../src/state/store.js";
import { encode, planes } from "../helpers/encode.js";
import { decoded, dossier } from "../helpers/fixture.js";

test("a column of bytes written down by hand decodes to its values", () => {
  // 1, 258 and 65539 as u32: all lowest bytes, then the next, …
  const bytes = Uint8Array.from([1, 2, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
  assert.deepEqual([...columnFromPlanes(bytes, { type: "u32", length: 3, delta: false })], [1, 258, 65539]);
});

test("every type of column survives, plain and as differences", () => {
  const values = { u8: [0, 255, 7], u16: [65535, 0, 300], u32: [4294967295, 0, 70000] };
  const sums = { u8: [3, 130, 2], u16: [-32_768, -1, -32_769], u32: [0, 1_073_741_823, -1_073_741_824, 7] };
  for (const [lists, delta] of [
    [values, false],
    [sums, true],
  ]) {
    for (const [type, list] of Object.entries(lists)) {
      const column = columnFromPlanes(planes(list, type, delta), { type, length: list.length, delta });
      assert.deepEqual([...column], list, `${type} delta ${delta}`);
    }
  }
});

test("the lines of the base map come with their boxes, and only whole", async () => {
  const ground = {
    events: [],
    arcs: [
      [
        [10, 70],
        [4, 90],
      ],
      [
        [4, 90],
        [-6, 91],
        [360_001, 5],
      ],
    ],
    header: { basemap: { stepsPerDegree: 1000 } },
  };
  const arcs = arcsOf(await decodePayload(encode(ground)));
  assert.deepEqual(
    [arcs.size, [...arcs.starts], [...arcs.x], [...arcs.y]],
    [360_000, [0, 2, 5], [10, 4, 4, -6, 360_001], [70, 90, 90, 91, 5]],
  );
  assert.deepEqual(
    Object.values(arcs.boxes).map((edges) => [...edges]),
    [
      [4, -6],
      [70, 5],
      [10, 360_001],
      [90, 91],
    ],
  );
  await assert.rejects(decodePayload(encode({ ...ground, arcs: undefined })), PayloadError);
  const { header, ...blocks } = encode(ground);
  await assert.rejects(
    decodePayload({ ...blocks, header: header.replace("arcYMost", "arcYmost") }),
    PayloadError,
  );
});

test("links, dates, names and texts come out as they went in", async () => {
  const data = await decoded();
  assert.equal(data.n, 7);
  assert.equal(data.dated, 6);
  const { eventIds } = await data.names();
  const c = eventIds.indexOf("c");
  assert.deepEqual([...data.col.site.subarray(data.siteStart[c], data.siteStart[c + 1])], [0, 1]);
  assert.equal(data.col.fatalitiesBest[c], 1, "zero killed is stated, and stored as 1");
  assert.equal(new Date(data.col.start[c] * 86_400_000).toISOString().slice(0, 10), "2025-05-30");
  assert.deepEqual(await data.text(c), { notes: "Two possible places" });
});

test("texts are found in any block", async () => {
  const data = await decoded({ textBlock: 2 });
  assert.equal(data.textBlocks, 4);
  const { eventIds } = await data.names();
  for (let i = 0; i < data.n; i++)
    assert.equal((await data.text(i)).notes, dossier.events.find((e) => e.id === eventIds[i]).text.notes);
});

test("a payload without events or without texts decodes", async () => {
  const empty = await decodePayload(encode({ events: [] }));
  assert.equal(empty.n, 0);
  const blocks = { ...encode(dossier), text: "" };
  assert.deepEqual(await (await decodePayload(blocks)).text(3), {});
});

/** The header with one thing changed. */
const withHeader = (change) => {
  const blocks = encode(dossier);
  const header = JSON.parse(blocks.header);
  change(header);
  return { ...blocks, header: JSON.stringify(header) };
};

/** One bit of the checksum's last byte but one is another: all else unpacks as before. */
function flipped(base64) {
  const bytes = Buffer.from(base64, "base64");
  bytes[bytes.length - 2] ^= 1;
  return bytes.toString("base64");
}

const damaged = {
  "a header that is not JSON": { ...encode(dossier), header: "{" },
  "a header that is null": { ...encode(dossier), header: "null" },
  "another format": withHeader((h) => (h.format = 2)),
  "base64 cut short": { ...encode(dossier), core: encode(dossier).core.slice(0, 41) },
  "a byte that is not as it was written": { ...encode(dossier), core: flipped(encode(dossier).core) },
  "letters that are not base64": { ...encode(dossier), core: "<script>" },
  "columns longer than the data": withHeader((h) => (h.columns[0].length += 1)),
  "columns shorter than the data": withHeader((h) => h.columns.pop()),
  "a type of column that does not exist": withHeader((h) => (h.columns[0].type = "constructor")),
  "a length that is no number": withHeader((h) => (h.columns[0].length = "6")),
  "actors fewer than their numbers": withHeader((h) => h.actors.pop()),
  "a count that does not fit": withHeader((h) => (h.counts.siteLinks = 2)),
  "months that end before the events": withHeader((h) => h.months.colours.pop()),
  "a colour that is a style": withHeader((h) => (h.actors[0].colour = "red;background:url(//x)")),
  "a site outside the world": encode({ ...dossier, sites: dossier.sites.map((s) => ({ ...s, lat: 91 })) }),
};

/** What every page does with its data before it shows anything. */
async function opened(blocks) {
  const { data } = createStore(await decodePayload(blocks));
  projectSites(data);
}

for (const [what, blocks] of Object.entries(damaged)) {
  test(`${what}: a sentence, not a wrong map`, async () => {
    await assert.rejects(
      opened(blocks),
      (fault) => fault instanceof PayloadError && /^This map file is damaged: .+\.$/.test(fault.message),
    );
  });
}

test("names that do not fit the events are refused when they are asked for", async () => {
  const data = await decodePayload({ ...encode(dossier), names: encode({ events: [] }).names });
  await assert.rejects(data.names(), PayloadError);
});

test("a header with anything replaced by something else is refused in words, or harmless", async () => {
  const { months, colours, counts } = JSON.parse(encode(dossier).header);
  const paths = [
    ...Object.keys(JSON.parse(encode(dossier).header)).map((key) => [key]),
    ...Object.keys({ ...months }).map((key) => ["months", key]),
  ];
  paths.push(
    ...Object.keys(colours).map((key) => ["colours", key]),
    ...Object.keys(counts).map((key) => ["counts", key]),
  );
  for (const path of paths) {
    for (const value of [null, 0, -1, 1e300, "x", [], [null], {}, [[]], true]) {
      const blocks = withHeader((h) => {
        const holder = path.length === 2 ? h[path[0]] : h;
        holder[path.at(-1)] = value;
      });
      try {
        const view = createStore(await decodePayload(blocks));
        view.counts();
        view.histogram();
        await view.setState({ text: "x", months: ["2025-06"] });
      } catch (fault) {
        const refused =
          fault instanceof PayloadError || (path[0] === "colourBy" && fault instanceof RangeError);
        assert.ok(refused, `${path.join(".")} = ${JSON.stringify(value)}: ${fault.stack}`);
      }
    }
  }
});

test("texts that are no texts are refused when they are searched", async () => {
  for (const rows of [null, [null], "x", { notes: ["too few"] }, { notes: 7 }]) {
    const block = deflateSync(Buffer.from(JSON.stringify(rows))).toString("base64");
    const data = await decodePayload({ ...encode(dossier), text: block });
    await assert.rejects(data.text(0), PayloadError);
  }
});
