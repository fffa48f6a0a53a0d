/**
 * A small encoder of payloads in the documented format (docs/design/payload.md), for fixtures.
 * It is written from the format, not from the decoder, and takes plain events.
 */
import { deflateSync } from "node:zlib";

const WIDTHS = { u8: 1, u16: 2, u32: 4 };

const pack = (bytes) => deflateSync(bytes).toString("base64");
const packJson = (value) => pack(Buffer.from(JSON.stringify(value), "utf8"));

const zigzag = (step) => (step < 0 ? -2 * step - 1 : 2 * step);

/** One column as bytes: differences first if asked, with the sign in the lowest bit, then planes of bytes, the lowest first. */
export function planes(values, type, delta = false) {
  const width = WIDTHS[type];
  const bytes = Buffer.alloc(values.length * width);
  let before = 0;
  Array.from(values).forEach((value, i) => {
    const stored = BigInt.asUintN(8 * width, BigInt(delta ? zigzag(value - before) : value));
    before = value;
    for (let p = 0; p < width; p++) bytes[p * values.length + i] = Number((stored >> BigInt(8 * p)) & 0xffn);
  });
  return bytes;
}

const isSame = (values, delta) => !delta && values.length > 0 && values.every((value) => value === values[0]);

const DAY = 86_400_000;
const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;
const monthOf = (iso) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;
const stated = (value) => (value === undefined ? 0 : value + 1);

/**
 * @param {{actors?: object[], types?: object[], sources?: object[], areas?: object[], sites?: object[], countries?: object[], arcs?: number[][][], events: object[], header?: object, textBlock?: number}} dossier
 *   events: `{id, start, end, type, country, actors: [[actor, role]], sites: [numbers], flags, low, best, high, sources, text, events}`, sorted; numbers point into
 *   the lists, `events` is how many events the row stands for
 * @returns {{header: string, core: string, names: string, text: string}}
 */
export function encode({
  actors = [],
  types = [{ name: "", colour: "#777777" }],
  sources = [],
  areas = [],
  sites = [],
  countries = [],
  arcs,
  events,
  header = {},
  textBlock = 1024,
}) {
  const dated = events.filter((e) => e.start);
  const months = monthsOf(dated);
  const flat = (key) => events.flatMap((e) => e[key] ?? []);
  const involvements = flat("actors");
  const table = [
    ["start", "u32", dated.map((e) => dayOf(e.start)), true],
    ["span", "u16", dated.map((e) => dayOf(e.end ?? e.start) - dayOf(e.start))],
    ["datePrecision", "u8", events.map((e) => e.datePrecision ?? 0)],
    ["type", "u8", events.map((e) => e.type ?? 0)],
    ["country", "u8", events.map((e) => e.country ?? 0)],
    ["siteCount", "u8", events.map((e) => e.sites?.length ?? 0)],
    ["site", "u32", flat("sites")],
    ["actorCount", "u8", events.map((e) => e.actors?.length ?? 0)],
    ["actor", "u16", involvements.map(([actor]) => actor)],
    ["role", "u8", involvements.map(([, role]) => role)],
    ["fatalitiesLow", "u16", events.map((e) => stated(e.low))],
    ["fatalitiesBest", "u16", events.map((e) => stated(e.best))],
    ["fatalitiesHigh", "u16", events.map((e) => stated(e.high))],
    ["flags", "u8", events.map((e) => e.flags ?? 0)],
    ...(events.some((e) => e.events !== undefined)
      ? [["events", "u32", events.map((e) => e.events ?? 1)]]
      : []),
    ["sourceCount", "u8", events.map((e) => e.sources?.length ?? 0)],
    ["sourceRef", "u16", flat("sources")],
    ["siteLon", "u32", sites.map((s) => Math.round(s.lon * 1e5)), true],
    ["siteLat", "u32", sites.map((s) => Math.round(s.lat * 1e5)), true],
    ["siteKind", "u8", sites.map((s) => s.kind ?? 0)],
    ["siteRadius", "u32", sites.map((s) => s.radius ?? 0)],
    ["sitePrecision", "u8", sites.map((s) => s.precision ?? 1)],
    ["siteArea", "u8", sites.map((s) => s.area ?? 0)],
    ["siteName", "u32", sites.map((_, i) => i)],
    ...(arcs ? arcColumns(arcs) : []),
  ];
  const head = {
    format: 1,
    title: "Fixture",
    language: "en",
    colourBy: "actor",
    filterWords: "",
    attributions: [],
    counts: {
      events: events.length,
      dated: dated.length,
      sites: sites.length,
      siteLinks: flat("sites").length,
      actorLinks: involvements.length,
      sourceLinks: flat("sources").length,
      sources: sources.length,
    },
    columns: table.map(([name, type, values, delta = false]) => ({
      name,
      type,
      length: values.length,
      delta,
      most: Math.max(0, ...values),
      ...(isSame(values, delta) && { same: true }),
    })),
    actors,
    types,
    areas,
    months,
    countries,
    basemap: null,
    textBlock,
    colours: { other: "#999999", notStated: "#888888", undated: "#aaaaaa", longPeriod: "#bbbbbb" },
    ...header,
  };
  const rows = events.map((e) => e.text ?? {});
  const blocks = Array.from({ length: Math.ceil(rows.length / textBlock) }, (_, b) =>
    packJson(columnsOf(rows.slice(b * textBlock, (b + 1) * textBlock))),
  );
  return {
    header: JSON.stringify(head),
    core: pack(
      Buffer.concat(
        table
          .filter(([, , values, delta]) => !isSame(values, delta))
          .map(([, type, values, delta]) => planes(values, type, delta)),
      ),
    ),
    names: packJson({ places: sites.map((s) => s.name ?? ""), eventIds: events.map((e) => e.id) }),
    text: blocks.join("\n"),
    sources: packJson(
      Object.fromEntries(["id", "publisher"].map((name) => [name, sources.map((one) => one[name] ?? "")])),
    ),
  };
}

/** The columns of the base map's lines: lists of [x, y] in steps of the grid. */
function arcColumns(arcs) {
  const axis = (name, k) => {
    const ends = (end) => arcs.map((arc) => Math[end](...arc.map((point) => point[k])));
    return [
      [`arc${name}`, "u32", arcs.flat().map((point) => point[k]), true],
      [`arc${name}Least`, "u32", ends("min"), true],
      [`arc${name}Most`, "u32", ends("max"), true],
    ];
  };
  return [["arcPoints", "u8", arcs.map((arc) => arc.length)], ...axis("X", 0), ...axis("Y", 1)];
}

/** A block of texts by columns: what no row has is "". */
function columnsOf(rows) {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name] ?? "")]));
}

function monthsOf(dated) {
  if (!dated.length) return { first: "", colours: [] };
  const first = Math.min(...dated.map((e) => monthOf(e.start)));
  const last = Math.max(...dated.map((e) => monthOf(e.end ?? e.start)));
  const key = `${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, "0")}`;
  return {
    first: key,
    colours: Array.from(
      { length: last - first + 1 },
      (_, m) => `#0000${(m % 256).toString(16).padStart(2, "0")}`,
    ),
  };
}
