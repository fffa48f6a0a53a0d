/**
 * Times of the viewer's passes over many events, printed; run by hand: `node test/million.mjs [events] [sites]`.
 */
import { deflateSync } from "node:zlib";
import { createCells } from "../src/map/engine/cells.js";
import { createGrouping } from "../src/map/engine/grouping.js";
import { completeOptions } from "../src/map/engine/options.js";
import { createScene } from "../src/map/engine/scene.js";
import { projectSites } from "../src/map/engine/sites.js";
import { decodePayload } from "../src/data/payload.js";
import { countSites } from "../src/state/count.js";
import { createStore } from "../src/state/store.js";

const [N, S] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 200_000)];
const ACTORS = 40;
const PLACES = 20_000;
const MONTHS = 168;
const FIRST_DAY = Date.UTC(2012, 0, 1) / 86_400_000;
const DAYS = Date.UTC(2025, 11, 31) / 86_400_000 - FIRST_DAY;

/** A small generator with a fixed seed: the same events in every run. */
let seed = 20250101;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const below = (n) => Math.floor(random() * n);
const skewed = (n) => Math.floor(n * random() ** 3);

const planes = (values) => {
  const width = values.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(values.buffer);
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i < values.length; i++)
    for (let p = 0; p < width; p++) out[p * values.length + i] = bytes[i * width + p];
  return out;
};

const zigzag = (step) => (step < 0 ? -2 * step - 1 : 2 * step);
const differences = (values) =>
  Uint32Array.from(values, (value, i) => zigzag(value - (i ? values[i - 1] : 0)));

function synthetic() {
  const fill = (Type, n, make) => Type.from({ length: n }, make);
  const pairs = new Uint8Array(N).fill(2);
  const lon = fill(Int32Array, S, () => -1_100_000 + below(2_600_000)).sort();
  const lat = fill(Int32Array, S, () => 1_000_000 + below(800_000));
  const table = {
    start: [
      differences(fill(Int32Array, N, () => FIRST_DAY + Math.floor(DAYS * Math.sqrt(random()))).sort()),
      true,
    ],
    span: [new Uint16Array(N)],
    datePrecision: [new Uint8Array(N)],
    type: [fill(Uint8Array, N, () => below(6))],
    country: [new Uint8Array(N)],
    siteCount: [new Uint8Array(N).fill(1)],
    site: [fill(Uint32Array, N, () => skewed(S))],
    actorCount: [pairs],
    actor: [fill(Uint8Array, 2 * N, () => skewed(ACTORS))],
    role: [fill(Uint8Array, 2 * N, (_, i) => (i % 2) * 2)],
    fatalitiesLow: [new Uint16Array(N)],
    fatalitiesBest: [fill(Uint16Array, N, () => skewed(30))],
    fatalitiesHigh: [new Uint16Array(N)],
    flags: [new Uint8Array(N)],
    sourceCount: [new Uint8Array(N).fill(1)],
    sourceRef: [fill(Uint8Array, N, () => below(80))],
    siteLon: [differences(lon), true],
    siteLat: [differences(lat), true],
    siteKind: [fill(Uint8Array, S, () => (random() < 0.1 ? 1 : 0))],
    siteRadius: [new Uint32Array(S).fill(5000)],
    sitePrecision: [new Uint8Array(S).fill(1)],
    siteArea: [new Uint8Array(S)],
    siteName: [fill(Uint32Array, S, () => skewed(PLACES))],
  };
  const types = new Map([
    [Uint8Array, "u8"],
    [Uint16Array, "u16"],
    [Uint32Array, "u32"],
  ]);
  const columns = Object.entries(table).map(([name, [values, delta = false]]) => ({
    name,
    type: types.get(values.constructor),
    length: values.length,
    delta,
    most: values.reduce((a, b) => Math.max(a, b), 0),
  }));
  const colour = (i) => `#${(i * 6_271 + 1_000_000).toString(16).padStart(6, "0")}`;
  const header = {
    format: 1,
    colourBy: "actor",
    language: "en",
    columns,
    attributions: [],
    countries: [],
    areas: [],
    textBlock: 1024,
    counts: { events: N, dated: N, sites: S, siteLinks: N, actorLinks: 2 * N, sourceLinks: N, sources: 80 },
    actors: Array.from({ length: ACTORS }, (_, i) => ({
      id: `a${i}`,
      name: `Actor ${i}`,
      colour: colour(Math.min(i, 8)),
    })),
    types: Array.from({ length: 6 }, (_, i) => ({ name: `Type ${i}`, colour: colour(i) })),
    sources: Array.from({ length: 80 }, (_, i) => ({ id: `s${i}` })),
    months: { first: "2012-01", colours: Array.from({ length: MONTHS }, (_, m) => colour(m)) },
    colours: { other: "#999999", notStated: "#888888", undated: "#aaaaaa", longPeriod: "#bbbbbb" },
  };
  const core = deflateSync(Buffer.concat(Object.values(table).map(([values]) => planes(values))), {
    level: 6,
  });
  const numbers = new Array(N).fill(1);
  const eventIds = { prefixes: ["e"], prefix: 0, numbers };
  const places = Array.from({ length: PLACES }, (_, place) => `Place ${place}`);
  const names = deflateSync(JSON.stringify({ places, eventIds })).toString("base64");
  return { header: JSON.stringify(header), core: core.toString("base64"), names, text: "" };
}

async function timed(what, run) {
  const times = [];
  let result;
  for (let k = 0; k < 5; k++) {
    const from = performance.now();
    result = await run(k);
    times.push(performance.now() - from);
  }
  console.log(
    `${what.padEnd(44)} first ${times[0].toFixed(1).padStart(7)} ms   then ${times
      .slice(1)
      .sort((a, b) => a - b)[1]
      .toFixed(1)
      .padStart(7)} ms`,
  );
  return result;
}

const blocks = synthetic();
console.log(
  `${N} events, ${S} sites; core block ${(blocks.core.length / 1e6).toFixed(1)} MB in base64; Node ${process.version}`,
);
const data = await timed("decode the payload", () => decodePayload(blocks));
const store = await timed("make the store", () => createStore(data));
await timed("filter: other actors", (k) => store.setState({ actors: [`a${k}`, "a7"] }));
await timed("filter: other months", (k) => store.setState({ months: [`2024-0${k + 1}`, "2025-06"] }));
await timed("places, read (then: kept)", () => store.places());
await timed("filter: other places", (k) => store.setState({ places: [`Place ${k}`, "Place 7"] }));
await timed("counts of places", () => store.groupViews("places"));
await timed("filter: other period", (k) => store.setState({ from: `2015-0${k + 1}` }));
await store.setState({});
await timed("facet counts", (k) => store.setState({ from: `2013-0${k + 1}` }).then(() => store.counts()));
await timed("histogram by month, coloured by actor", () => store.histogram());
await timed("histogram by day, coloured by actor", () => store.histogram({ by: "day" }));
const options = completeOptions({}, S);
const sites = await timed("project the sites", () => projectSites(data));
const groupsBySize = await timed("index the sites", () => createGrouping(data, sites, [], options));
const groupsAt = await timed("order the sites", () => groupsBySize(sites.size));
for (const zoom of [4, 6, 8, 12])
  await timed(`group the sites at zoom ${zoom} (then: kept)`, () => groupsAt(zoom));
const cells = createCells(sites, options);
for (const zoom of [5, 8]) await timed(`cells at zoom ${zoom} (then: kept)`, () => cells.at(zoom));
await timed("the dead, made (then: kept)", () => store.dead());
await timed("the dead: sums of the rows", () => store.unfiltered.killed("include", store.dead()));
await timed("the dead: total", () => store.killed());
await timed("the dead: histogram by month", () =>
  store.patch({ measure: "killed" }).then(() => store.histogram()),
);
const ofDead = { ...sites, size: countSites(data, undefined, store.dead().best) };
await timed("the dead: order the sites", () => groupsBySize(ofDead.size));
await timed("the dead: cells at zoom 5", () => createCells(ofDead, options).at(5));
await store.patch({ measure: "events" });
const scene = createScene({ store, sites, areas: [], groupsAt, options });
for (const zoom of [5, 8]) {
  const world = 256 * 2 ** zoom;
  const origin = { x: world * 0.5, y: world * 0.46 };
  const found = await timed(`recount the symbols in view at zoom ${zoom}`, () =>
    scene({ zoom, origin, bounds: { min: { x: -600, y: -400 }, max: { x: 600, y: 400 } } }),
  );
  console.log(`  ${found.marks.length} symbols`);
}
