import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv, toGeojson, visibleEvents } from "../../src/ui/share/downloads.js";
import { eventAt } from "../../src/data/events.js";
import { COLUMNS, claimRow, tableColumns, tableRow } from "../../src/ui/share/table.js";
import { decoded, dossier } from "../helpers/fixture.js";

const rowOf = async (event, text = {}) => {
  const data = await decoded({ events: [{ sites: [0], ...event }] });
  return tableRow(data, eventAt(data, 0), text, "x", await data.sources());
};

test("what the payload leaves out is written into a download: plain dates, an unknown relation", async () => {
  const written = async (event, text) => (await rowOf({ type: 0, ...event }, text)).date_text;
  assert.equal(await written({ start: "2024-07-25" }), "2024-07-25");
  assert.equal(await written({ start: "2024-07-01", end: "2024-07-31", datePrecision: 2 }), "2024-07");
  assert.equal(await written({ start: "2024-01-01", end: "2024-12-31", datePrecision: 4 }), "2024");
  assert.equal(
    await written({ start: "2024-07-25", end: "2024-12-31", datePrecision: 4 }),
    "",
    "no year says this day",
  );
  assert.equal(await written({ start: "2024-07-25" }, { dateText: "25 July" }), "25 July");
  assert.equal(await written({ start: "2024-07-01", end: "2024-09-30", datePrecision: 3 }), "");
  assert.equal(await written({}), "");
  assert.equal((await rowOf({ type: 0 })).place_relation, "unknown");
  assert.equal((await rowOf({ type: 0 }, { relation: "near" })).place_relation, "near");
  assert.ok(COLUMNS.includes("date_text"));
});

test("a claim carries who published its source and where; how its claimant is worded is left out", () => {
  const sources = [
    { id: "s0", publisher: "Daily", url: "https://example.org/a" },
    { id: "s1", publisher: "", url: "" },
  ];
  const claim = { id: "c", field: "place", value: "Gao", many: true };
  assert.deepEqual(claimRow({ ...claim, source: 0 }, sources), {
    claim_id: "c",
    field: "place",
    value: "Gao",
    source_id: "s0",
    publisher: "Daily",
    url: "https://example.org/a",
  });
  assert.deepEqual(claimRow({ ...claim, source: 1 }, sources), {
    claim_id: "c",
    field: "place",
    value: "Gao",
    source_id: "s1",
  });
});

test("the box of a download is that of the points in it", async () => {
  const data = await decoded();
  const { eventIds } = await data.names();
  const boxOf = async (ids) => {
    const chosen = Uint8Array.from(eventIds, (id) => ids.includes(id));
    return JSON.parse(await (await toGeojson(data, visibleEvents(chosen))).text()).bbox;
  };
  const [gao, kidal] = dossier.sites;
  assert.deepEqual(await boxOf("d"), [gao.lon, gao.lat, gao.lon, gao.lat]);
  assert.deepEqual(await boxOf("ad"), [gao.lon, gao.lat, kidal.lon, kidal.lat]);
  assert.equal(await boxOf("f"), undefined, "an event without a point has no box");
});

test("a download has the user's own columns, whatever they are called", async () => {
  const data = await decoded({ header: { own: ["weapon", "__proto__"] } });
  assert.deepEqual(tableColumns(data).slice(0, COLUMNS.length), COLUMNS);
  assert.deepEqual(tableColumns(data).slice(-2), ["weapon", "__proto__"]);
  const row = tableRow(data, eventAt(data, 0), { own: ["mortar", "<b>"] }, "x", await data.sources());
  assert.deepEqual(Object.entries(row).slice(-2), [
    ["weapon", "mortar"],
    ["__proto__", "<b>"],
  ]);
  assert.equal(tableRow(data, eventAt(data, 0), {}, "x", await data.sources()).weapon, "");
  const [header] = (await (await toCsv(data, Uint32Array.of(0))).text()).split("\r\n");
  assert.ok(header.endsWith(",weapon,__proto__"));
});

test("a download has no column of doubts where nobody looked for them", async () => {
  const columns = async (header) => tableColumns(await decoded({ header }));
  assert.ok(!(await columns({})).includes("place_doubt"));
  assert.ok((await columns({ doubtsKnown: true })).includes("place_doubt"));
});
