import assert from "node:assert/strict";
import { test } from "node:test";
import { folderAt } from "../../src/data/details/files.js";
import { crc32, layoutOf } from "../../src/data/details/layout.js";
import { byMonth, newestOf } from "../../src/data/details/newest.js";

/** Rows of counts: three at site 1, one at site 0 and at two more, one nowhere; the last is undated. */
const DATA = {
  n: 6,
  dated: 5,
  total: 21,
  header: { counts: { sites: 2 } },
  col: { start: Int32Array.of(0, 0, 31, 31, 59), site: Uint32Array.of(1, 0, 1, 0, 1, 1) },
  siteStart: Uint32Array.of(0, 1, 2, 3, 3, 5, 6),
  weight: Uint8Array.of(1, 2, 3, 4, 5, 6),
};

test("the checksum is that of zlib", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  const [first, second] = ["1234", "56789"].map((text) => new TextEncoder().encode(text));
  assert.equal(crc32(second, crc32(first)), 0xcbf43926);
});

test("events lie by the first site of their row, the newest first, the undated and those nowhere last", () => {
  const { starts } = layoutOf(DATA);
  const order = [4, 1, 2, 0, 5, 3]; // site 0: rows 4 and 1; site 1: rows 2 and 0, and 5, which has no date
  let at = 0;
  for (const row of order) {
    assert.equal(starts[row], at, `row ${row}`);
    at += DATA.weight[row];
  }
  assert.equal(at, DATA.total);
});

test("another place or number gives another check", () => {
  const { check } = layoutOf(DATA);
  assert.notEqual(layoutOf({ ...DATA, weight: Uint8Array.of(1, 2, 3, 4, 6, 5) }).check, check);
  const col = { ...DATA.col, site: Uint32Array.of(1, 1, 1, 0, 1, 1) };
  assert.notEqual(layoutOf({ ...DATA, col }).check, check);
});

test("only a folder on the page's own server is read", () => {
  const page = "https://a.org/maps/map.html";
  assert.equal(folderAt("details", page).href, "https://a.org/maps/details/");
  assert.equal(folderAt("https://a.org/x", page).href, "https://a.org/x/");
  for (const [address, at] of [
    ["details", "file:///home/map.html"],
    ["details", "about:srcdoc"],
    ["https://b.org/details", page],
    ["http://a.org/details", page],
    ["https://a.org/details", "http://a.org/map.html"],
    ["https://a.org:444/details", page],
    ["javascript:alert(1)", page],
  ])
    assert.throws(() => folderAt(address, at), { obstacle: "unserved" }, `${address} of ${at}`);
});

test("rows are grouped by month, the newest first, the undated last", () => {
  assert.deepEqual(byMonth(DATA, [0, 5, 1, 2, 3, 4]), [[4], [2, 3], [0, 1], [5]]);
});

/** Events with days that fall, as their files have them. */
const reader = (groups) => ({
  ofRow: async (row, from, to) =>
    Array.from({ length: to - from }, (_, k) => ({
      event_date:
        row < DATA.dated ? new Date(864e5 * (DATA.col.start[row] + 20 - 2 * (from + k) - row)) : undefined,
      row,
    })),
  spread: async () => groups,
});

async function listed(groups, rows = [0, 1, 2, 3, 4, 5]) {
  const found = [];
  for await (const event of newestOf(reader(groups), DATA, rows)) found.push(event);
  return found;
}

test("events of a month that lie close together come by day, those of scattered rows row by row", async () => {
  const days = (await listed(1)).map(({ event_date: day }) => day?.getTime() ?? -Infinity);
  assert.deepEqual(
    days,
    days.toSorted((a, b) => b - a),
  );
  assert.equal(days.length, DATA.total);
  const rows = (await listed(100)).map(({ row }) => row);
  assert.deepEqual([...new Set(rows)], [4, 2, 3, 0, 1, 5]);
  assert.equal(rows.length, DATA.total);
});
