import assert from "node:assert/strict";
import { test } from "node:test";
import { periodOf } from "../../src/data/calendar.js";
import { NUMBER_NOUNS } from "../../src/data/vocabulary.js";
import { createTranslator } from "../../src/i18n/index.js";
import { citation } from "../../src/ui/share/citation.js";
import {
  groupClaims,
  joinRepeats,
  neutralSides,
  sayFigures,
  sayRests,
  wordAmount,
  wordClaimed,
  wordField,
  wordStance,
  wordValue,
} from "../../src/ui/card/claims.js";
import { csvLine, geojsonFeature, toCsv, toGeojson, visibleEvents } from "../../src/ui/share/downloads.js";
import { mapEffects } from "../../src/state/mapEffects.js";
import { eventAt, figuresOf } from "../../src/data/events.js";
import { fileStem } from "../../src/ui/share/clipboard.js";
import { claimRow, tableColumns, tableRow } from "../../src/ui/share/table.js";
import { sortEvents } from "../../src/ui/panel/lists.js";
import { createStore } from "../../src/state/store.js";
import { legendRows } from "../../src/ui/share/captions.js";
import { describeMark } from "../../src/ui/describeMark.js";
import { subTypeName, typeName } from "../../src/ui/parts/categoryName.js";
import { saysOnlySides } from "../../src/ui/parts/eventRow.js";
import { mapTitle } from "../../src/ui/parts/mapTitle.js";
import { monthsByYear } from "../../src/ui/panel/months.js";

const en = createTranslator("en");
const fr = createTranslator("fr");
const day = (iso) => periodOf(iso)[0];

/** Rows of a small payload: dates, whether located, actors by number with roles, figures. */
const ROWS = [
  { from: "2024-01-01", to: "2024-12-31", located: true, actors: [[0, 0]] },
  {
    from: "2024-06-03",
    to: "2024-06-03",
    located: true,
    actors: [
      [0, 0],
      [1, 2],
    ],
    text: { title: "One", notes: 'a "b",\nc' },
  },
  {
    from: "2025-05-30",
    to: "2025-06-02",
    located: true,
    actors: [
      [2, 0],
      [3, 2],
    ],
  },
  { from: "2025-06-04", to: "2025-06-04", located: false, actors: [[1, 0]] },
  { from: null, located: true, actors: [] },
];

const starts = (lists) =>
  Uint32Array.from({ length: lists.length + 1 }, (_, i) => lists.slice(0, i).flat().length);

function payload(rows) {
  const dated = rows.filter(({ from }) => from);
  const links = rows.map(({ actors }) => actors);
  const n = rows.length;
  const sites = rows.map(({ located }) => (located ? [0] : []));
  const header = {
    colourBy: "actor",
    colours: { notStated: "#c8c8c2", undated: "#9a9a94", longPeriod: "#9a9a94" },
    actors: ["#332288", "#cc6677", "#888888", "#888888"].map((colour, k) => ({
      id: `actor${k}`,
      name: `Actor ${k}`,
      colour,
    })),
    types: [{ name: "Battles", colour: "#117733" }],
    months: { first: "2024-01", colours: Array.from({ length: 18 }, () => "#112233") },
    countries: [{ code: "ML", name: "Mali" }],
    counts: { sources: 1 },
  };
  const flat = links.flat();
  const col = {
    start: Int32Array.from(dated, ({ from }) => day(from)),
    span: Int32Array.from(dated, ({ from, to }) => day(to) - day(from)),
    datePrecision: new Uint8Array(n),
    type: new Uint8Array(n),
    country: new Uint8Array(n).fill(1),
    siteCount: Uint8Array.from(sites, (list) => list.length),
    site: Uint32Array.from(sites.flat()),
    actorCount: Uint8Array.from(links, (list) => list.length),
    actor: Uint8Array.from(flat, ([actor]) => actor),
    role: Uint8Array.from(flat, ([, role]) => role),
    fatalitiesLow: new Uint8Array(n),
    fatalitiesBest: new Uint8Array(n).fill(1),
    fatalitiesHigh: new Uint8Array(n),
    flags: new Uint8Array(n),
    sourceRef: new Uint8Array(n),
    siteLon: Int32Array.of(-26780),
    siteLat: Int32Array.of(1667650),
    siteKind: Uint8Array.of(1),
    siteRadius: Uint32Array.of(12_000),
    sitePrecision: Uint8Array.of(2),
  };
  return {
    header,
    n,
    dated: dated.length,
    col,
    weight: new Uint8Array(n).fill(1),
    total: n,
    siteStart: starts(sites),
    actorStart: starts(links.map((list) => list.map(() => 0))),
    sourceStart: Uint32Array.from({ length: n + 1 }, (_, i) => i),
    text: async (i) => rows[i].text ?? {},
    sources: async () => [{ id: "s1", publisher: "P" }],
    names: async () => ({ places: [], eventIds: rows.map((_, i) => `e${i}`) }),
  };
}

const data = payload(ROWS);

test("effects: a month only by located events wholly inside, a year by those wholly in the year", () => {
  const { months, undated } = mapEffects(data);
  const years = monthsByYear(months, createStore(data).counts().months);
  assert.deepEqual(
    years.map(({ year, inert }) => [year, inert]),
    [
      [2024, false],
      [2025, false],
    ],
  );
  const june2024 = years[0].months.find(({ key }) => key === "2024-06");
  const july2024 = years[0].months.find(({ key }) => key === "2024-07");
  assert.equal(june2024.inert, false);
  assert.equal(july2024.inert, true);
  assert.deepEqual(
    years[1].months.map(({ key, inert }) => [key, inert]),
    [
      ["2025-05", true],
      ["2025-06", true],
    ],
  );
  assert.equal(undated, true);
});

test("effects: a year whose events are not on the map is told from one known only in longer periods", () => {
  const unplaced = payload(ROWS.map((row) => ({ ...row, located: false })));
  const years = monthsByYear(mapEffects(unplaced).months, createStore(unplaced).counts().months);
  assert.deepEqual(
    years.map(({ year, inert, held }) => [year, inert, held]),
    [
      [2024, true, true],
      [2025, true, true],
    ],
  );
});

test("effects: two actors of one colour in one event cannot be told apart on the map", () => {
  const { actors, alone, located, notStated } = mapEffects(data);
  assert.deepEqual([...actors], [1, 1, 0, 0]);
  assert.deepEqual(
    [...alone],
    [1, 0, 0, 0],
    "in other colours an event stays as it is while one of its actors is on",
  );
  assert.deepEqual([...located], [1, 1, 1, 1]);
  assert.equal(notStated, true);
});

test("effects of a payload without events, and without dated events", () => {
  const nothing = mapEffects(payload([]));
  assert.equal(nothing.undated, false);
  assert.equal(mapEffects(payload([ROWS[4]])).undated, true);
});

test("lists: newest first or oldest first, the undated last, nothing lost", () => {
  const visible = Uint8Array.of(1, 0, 1, 1, 1);
  const newest = sortEvents(visible, data, true);
  assert.deepEqual([...newest.all], [3, 2, 0, 4]);
  assert.deepEqual([...newest.withoutPoint], [3]);
  assert.deepEqual([...newest.undated], [4]);
  assert.deepEqual([...sortEvents(visible, data, false).all], [0, 2, 3, 4]);
  assert.equal(sortEvents(new Uint8Array(5), data, true).all.length, 0);
});

test("what emptied a filter: how many events each dropped condition would bring back", async () => {
  const store = createStore(data);
  await store.setState({ actors: ["actor3"], months: ["2024-06"] });
  assert.equal(store.count(), 0);
  assert.equal(store.countWithout("actors"), 2);
  assert.equal(store.countWithout("months"), 1);
  assert.equal(store.countWithout("types"), 0);
  assert.equal(store.countWithout("actors", "months"), 5);
});

test("the printed legend: what the map cannot tell apart is one row", async () => {
  const store = createStore(data);
  assert.deepEqual(
    legendRows(store, en).map(({ names }) => names),
    [["Actor 0"], ["Actor 1"], ["Actor 2", "Actor 3"], ["Actors not stated"]],
  );
  await store.setState({ months: ["2024-06"], colourBy: "month" });
  assert.deepEqual(
    legendRows(store, fr).map(({ names, hollow }) => [names, hollow]),
    [
      [["juin 2024"], false],
      [["Plus d’un mois"], true],
    ],
  );
});

test("a tooltip names the place, the number and the largest involvements", () => {
  const mark = { events: 3, size: 3, notStated: 0, bounded: 0, imprecise: 1 / 3, doubted: 0, disputed: true };
  const lines = [
    { key: "actor1", colour: "#cc6677", hollow: false, count: 2 },
    { key: "", colour: "#c8c8c2", hollow: false, count: 1 },
  ];
  const places = [
    { name: "Kidal", size: 2 },
    { name: "Gao", size: 1 },
  ];
  const said = describeMark({ store: createStore(data), t: en }, { mark, places, lines });
  assert.equal(said.title.replace(/[\u2068\u2069]/g, ""), "Kidal, 2 of 3 events, and 1 place");
  assert.equal(said.detail, "3 events · 1 not at an exact place · Sources disagree");
  assert.deepEqual(
    said.lines.map(({ name, count }) => [name, count]),
    [
      ["Actor 1", "2"],
      ["Actors not stated", "1"],
    ],
  );
});

test("a tooltip of the dead says that a number is one at least", () => {
  const mark = { events: 4, size: 25, notStated: 3, bounded: 2, imprecise: 0, doubted: 0, disputed: false };
  const lines = [
    { key: "actor1", colour: "#cc6677", hollow: false, count: 25, atLeast: true },
    { key: "", colour: "#c8c8c2", hollow: false, count: 5, atLeast: false },
  ];
  const store = createStore(data);
  store.patch({ measure: "killed" });
  const said = describeMark({ store, t: en }, { mark, places: [{ name: "Kidal", size: 25 }], lines });
  assert.equal(said.detail, "25 or more killed · 4 events · only bounds in 2 · not stated in 1");
  assert.deepEqual(
    said.lines.map(({ count }) => count.replace(/\s/gu, " ")),
    ["≥ 25", "5"],
  );
});

test("figures: nothing stated is not zero", () => {
  assert.deepEqual(figuresOf({ low: 0, best: 0, high: 0 }), {
    low: null,
    best: null,
    high: null,
    stated: false,
  });
  assert.deepEqual(figuresOf({ low: 1, best: 0, high: 11 }), { low: 0, best: null, high: 10, stated: true });
});

test("claimed values: ranges and bounds in words, the rest as printed", () => {
  const bound = { value: ">=1200", words: { code: "at-least", value: 1200 } };
  assert.equal(wordValue(bound, fr).replace(/\s/gu, " "), "au moins 1 200");
  const year = { value: "<=2024-08", words: { code: "by-month", value: { code: "year", year: "2024" } } };
  assert.equal(wordValue(year, en), "by 2024", "a year has no thousands mark");
  assert.equal(wordValue(year, fr), "en 2024 au plus tard");
  assert.equal(wordValue({ value: "in a convoy" }, en), "in a convoy", "words stay as written");
});

const written = (/** @type {string} */ said) => ({ value: said, words: { code: "said-as-written", said } });

test("figures are said by whom, each once, whatever the stance", () => {
  const claims = [
    { field: "fatalities", value: "84", unit: "Wagner Group", stance: "asserts", claimant: "CSP" },
    { field: "fatalities", value: "84", unit: "Wagner Group", stance: "asserts", claimant: "CSP" },
    { ...written("dozens"), field: "fatalities", stance: "denies", claimant: "the army" },
    { field: "injured", value: "3", claimant: "CSP" },
    { field: "fatalities", value: "Unknown", claimant: "Daily" },
    { field: "fatalities", claimant: "Daily" },
    { field: "fatalities", value: "2", stance: "__proto__" },
  ];
  assert.deepEqual(sayFigures(claims, en), [
    "84 killed (Wagner Group), says CSP",
    "dozens killed: denied by the army",
  ]);
});

test("a figure without a claimant is its source's, and without either nobody's", () => {
  const sources = { at: () => ({ id: "a1", publisher: "Daily" }) };
  const claim = { field: "fatalities", value: "3", stance: "asserts" };
  assert.deepEqual(sayFigures([{ ...claim, source: 0 }], en, sources), ["3 killed, says Daily"]);
  assert.deepEqual(sayFigures([claim], en), ["3 killed; it is not said by whom"]);
});

test("a stance that is not understood asserts nothing, and is shown as what it is", () => {
  const claim = { field: "fatalities", value: "16", claimant: "the ministry", stance: "not confirmed" };
  assert.deepEqual(sayFigures([claim], en), []);
  assert.equal(wordStance(claim, en), "(stance not understood: “not confirmed”)");
});

test("a denial without a value says what it denies", () => {
  assert.equal(wordClaimed({ field: "fatalities", stance: "denies", claimant: "RSF" }, en), "any of it");
  assert.equal(wordClaimed({ field: "fatalities", stance: "asserts", claimant: "RSF" }, en), "");
});

test("words that are more than a figure are quoted, and what hedges a figure stays with it", () => {
  const dead = (/** @type {object} */ claim) =>
    sayFigures([{ field: "fatalities", claimant: "Nurse", ...claim }], en);
  assert.deepEqual(dead({ value: "12 wounded" }), ["“12 wounded”, says Nurse"]);
  assert.deepEqual(dead({ value: "84, including 3 officers" }), ["“84, including 3 officers”, says Nurse"]);
  assert.deepEqual(dead({ value: "40", hedge: "allegedly" }), ["40 killed (“allegedly”), says Nurse"]);
  assert.deepEqual(
    dead({ value: "about 40", words: { code: "said-about", said: "about 40" }, hedge: "about" }),
    ["about 40 killed, says Nurse"],
  );
});

test("two articles that repeat one claimant are one claim with two citations", () => {
  const csp = { claimant: "CSP", stance: "asserts", value: "84", unit: "Wagner Group" };
  const claims = [
    { ...csp, source: 0 },
    { claimant: "army", stance: "denies" },
    { ...csp, source: 1 },
    { ...csp, stance: "denies", source: 1 },
  ];
  assert.deepEqual(
    joinRepeats(claims).map(({ claimant, cited }) => [claimant, cited.map(({ source }) => source)]),
    [
      ["CSP", [0, 1]],
      ["army", [undefined]],
      ["CSP", [1]],
    ],
  );
  const unnamed = [
    { value: "84", source: 0 },
    { value: "84", source: 1 },
  ];
  assert.equal(joinRepeats(unnamed).length, 2, "where nobody is named each source speaks for itself");
});

test("figures that rest on the same claims are said together", () => {
  const figures = { low: 24, best: 30, high: 24 };
  assert.deepEqual(sayRests(figures, { low: "dozens (FLA)", high: "dozens (FLA)", best: "30 (army)" }, en), [
    "low and high: dozens (FLA)",
    "best: 30 (army)",
  ]);
  assert.deepEqual(sayRests({ low: null, best: 1, high: null }, { best: "{n} (X)" }, fr), [
    "retenu : {n} (X)",
  ]);
  assert.deepEqual(sayRests({ low: null, best: null, high: null }, undefined, en), []);
});

test("of a figure that no claim gives, nobody is said to give it", () => {
  assert.deepEqual(sayRests({ low: 10, best: 50, high: null }, { low: "10 (army)" }, en), [
    "low: 10 (army)",
    "best: the record’s own; no claim gives it",
  ]);
});

test("claims are worded with what they count, names in brackets, nothing twice, and in the number of who speaks", () => {
  assert.equal(wordAmount({ value: "12", unit: "trucks" }, en), "12 trucks");
  assert.equal(
    wordAmount({ value: ">0", words: { code: "at-least", value: 1 }, unit: "Malian Armed Forces" }, en),
    "at least 1 (Malian Armed Forces)",
  );
  assert.equal(
    wordAmount({ value: "armoured vehicles", unit: "armoured vehicles" }, en),
    "armoured vehicles",
  );
  const dozens = { value: "dozens", words: { code: "open-dozens", said: "dozens" }, unit: "soldats" };
  assert.equal(wordAmount(dozens, fr), "des dizaines (soldats)");
  assert.equal(wordAmount({ ...written("une vingtaine"), unit: "civils" }, fr), "une vingtaine de civils");
  assert.equal(wordAmount({ ...written("des centaines"), unit: "enfants" }, fr), "des centaines d’enfants");
  for (const noun of NUMBER_NOUNS)
    for (const said of [`une ${noun}`, `des ${noun}s`])
      assert.equal(wordAmount({ ...written(said), unit: "civils" }, fr), `${said} de civils`);
  assert.equal(wordAmount({ value: "bilan inconnu", unit: "militaires" }, fr), "bilan inconnu (militaires)");
  const dead = (/** @type {object} */ claim) =>
    sayFigures([{ field: "fatalities", claimant: "RFI", ...claim }], fr);
  assert.deepEqual(dead({ ...written("une trentaine"), unit: "militaires" }), [
    "une trentaine de morts (militaires), selon RFI",
  ]);
  assert.deepEqual(dead({ value: "aucun", words: { code: "open-none", said: "aucun" } }), [
    "aucun mort, selon RFI",
  ]);
  assert.deepEqual(dead({ value: "bilan inconnu" }), ["«\u00a0bilan inconnu\u00a0», selon RFI"]);
  const inferred = { field: "fatalities", value: "3", basis: "inferred", claimant: "the army" };
  assert.deepEqual(sayFigures([inferred], en), ["3 killed, inferred by the editors from the army"]);
  const [many, one] = [
    { ...written("several"), field: "fatalities", claimant: "local reports", many: true },
    { ...written("dozens"), field: "fatalities", claimant: "FLA", unit: "Africa Corps" },
  ];
  assert.deepEqual(sayFigures([many, one], en), [
    "several killed, say local reports",
    "dozens killed (Africa Corps), says FLA",
  ]);
  assert.deepEqual(sayFigures([many, one], fr), [
    "plusieurs morts, selon local reports",
    "des dizaines de morts (Africa Corps), selon FLA",
  ]);
});

test("claims are grouped by field in the order a card asks, disputed fields marked", () => {
  const claims = [
    { field: "fatalities" },
    { field: "outcome" },
    { field: "event_date" },
    { field: "fatalities" },
  ];
  const groups = groupClaims(claims, ["fatalities"]);
  assert.deepEqual(
    groups.map(({ field, disputed, claims: list }) => [field, disputed, list.length]),
    [
      ["event_date", false, 1],
      ["fatalities", true, 2],
      ["outcome", false, 1],
    ],
  );
  assert.equal(wordField("vehicles_lost", en), "Vehicles lost");
  assert.equal(wordField("constructor", en), "Constructor");
});

test("sides stand in the order of their names, not of their roles", () => {
  const sides = neutralSides([
    { name: "Wagner", role: 0 },
    { name: "Army", role: 1 },
    { name: "CSP", role: 2 },
  ]);
  assert.deepEqual(
    sides.map(({ actors }) => actors[0].name),
    ["CSP", "Wagner"],
  );
  const known = neutralSides(
    [
      { name: "Wagner", role: 0 },
      { name: "Civilians", role: 2 },
    ],
    true,
  );
  assert.equal(known[0].actors[0].name, "Wagner", "the perpetrator first, where it is known");
  assert.deepEqual(neutralSides([]), []);
  assert.equal(neutralSides([{ name: "X", role: 3 }])[0].associated[0].name, "X");
});

test("an event's columns are put together", () => {
  const event = eventAt(data, 1);
  assert.deepEqual(
    event.involvements.map(({ name, role }) => [name, role]),
    [
      ["Actor 0", 0],
      ["Actor 1", 2],
    ],
  );
  assert.equal(event.country.code, "ML");
  assert.equal(eventAt(data, 4).first, null);
});

test("CSV by RFC 4180", () => {
  assert.equal(csvLine(["a,b", 'say "x"', "two\nlines", null, 0]), '"a,b","say ""x""","two\nlines",,0\r\n');
});

test("the CSV download holds the filtered rows under the dossier's columns", async () => {
  const events = visibleEvents(Uint8Array.of(0, 1, 0, 1, 1));
  const csv = await (await toCsv(data, events)).text();
  const lines = csv.split("\r\n");
  assert.equal(lines[0], tableColumns(data).join(","));
  assert.equal(lines.length, 5);
  assert.ok(lines[1].startsWith("e1,2024-06-03,2024-06-03,day,"));
  assert.ok(lines[1].includes(",-0.2678,16.6765,2,12,near,"));
  assert.ok(lines[1].includes('"a ""b"",\nc"'));
  assert.ok(lines[3].startsWith("e4,,,unknown,"));
});

test("the GeoJSON download: null geometry without a point, null dates where undated", async () => {
  const all = visibleEvents(new Uint8Array(5).fill(1));
  const { type, features } = JSON.parse(await (await toGeojson(data, all)).text());
  assert.equal(type, "FeatureCollection");
  assert.equal(features.length, 5);
  assert.deepEqual(features[1].geometry.coordinates, [-0.2678, 16.6765]);
  assert.equal(features[3].geometry, null);
  assert.equal(features[4].properties.event_date, null);
  assert.equal(features[1].id, "e1");
  const empty = JSON.parse(await (await toGeojson(data, new Uint32Array(0))).text());
  assert.deepEqual(empty, { type: "FeatureCollection", features: [] });
});

test("claims of a feature are JSON text", async () => {
  const text = { claims: [{ field: "place", value: "Kidal" }] };
  const { properties } = geojsonFeature(tableRow(data, eventAt(data, 0), text, "x", await data.sources()));
  assert.deepEqual(JSON.parse(properties.claims), [{ field: "place", value: "Kidal" }]);
});

test("a claim is downloaded under the names of the table of claims", () => {
  const claim = {
    id: "c1",
    field: "fatalities",
    value: "84",
    unit: "Wagner Group",
    stance: "asserts",
    claimant: "CSP",
    kind: "party",
    source: 1,
  };
  assert.deepEqual(JSON.parse(JSON.stringify(claimRow(claim, [{ id: "s0" }, { id: "s1" }]))), {
    claim_id: "c1",
    field: "fatalities",
    value: "84",
    stance: "asserts",
    claimant: "CSP",
    unit_or_group: "Wagner Group",
    claimant_kind: "party",
    source_id: "s1",
  });
  assert.equal(claimRow({ id: "c2" }, []).source_id, undefined);
});

test("a citation names event, map, sources and link", () => {
  const sources = [
    { name: "The New Humanitarian, Mali cuts ties", published: "2024-08", url: "https://example.org/a" },
  ];
  const text = citation(
    { title: "Ambush", map: "Mali in 2025", id: "e1", sources, link: "file:///m.html#event=e1" },
    en,
  );
  assert.equal(
    text,
    "“Ambush”, Mali in 2025, event e1. Sources: The New Humanitarian, Mali cuts ties, 2024-08, https://example.org/a. file:///m.html#event=e1",
  );
});

test("types of ACLED and of UCDP are in the reader's language where the vocabulary has them, others as the data has them", () => {
  const types = ["Battles", "One-sided violence", "Raid on a market", "__proto__"];
  assert.deepEqual(
    types.map((name) => typeName(name, fr)),
    ["Combats", "Violence unilatérale", "Raid on a market", "__proto__"],
  );
  assert.deepEqual(
    types.map((name) => typeName(name, en)),
    types,
  );
  assert.equal(subTypeName("Air/drone strike", fr), "Frappe aérienne ou de drone");
  assert.equal(subTypeName("Air/drone strike", en), "Air/drone strike");
  assert.equal(subTypeName("", fr), "");
});

test("a map without a title is called by its countries and its data set, in the reader's language", () => {
  const country = (name, french) => ({ code: "bilingual", en: name, fr: french });
  const untitled = {
    code: "untitled",
    countries: [country("Mali", "Mali"), country("Chad", "Tchad")],
    data_sets: ["ACLED"],
  };
  assert.equal(mapTitle({ title: "", untitled }, en), "Conflict events: Mali and Chad (ACLED)");
  const french = mapTitle({ title: "", untitled }, fr).replace(/\s/gu, " ");
  assert.equal(french, "Événements de conflit : Mali et Tchad (ACLED)");
  const many = { ...untitled, countries: [{ code: "countries", n: 5 }], data_sets: [] };
  assert.equal(mapTitle({ untitled: many }, en), "Conflict events: 5 countries");
  assert.equal(mapTitle({ title: "Mali in 2025", untitled }, fr), "Mali in 2025");
  assert.equal(mapTitle({}, en), "Conflict events");
});

test("file names are made of letters that every system takes", () => {
  assert.equal(fileStem("Événements: Mali/2025"), "evenements-mali-2025");
  assert.equal(fileStem("حلب"), "events");
  assert.ok(fileStem("x".repeat(5000)).length <= 60);
});

test("a title that is but the sides, however they are joined, and however rare", () => {
  const sides = ["IS", "Government of Mali"];
  for (const title of ["Government of Mali - IS", "IS vs. Government of Mali", "Government of Mali"])
    assert.ok(saysOnlySides(title, sides), title);
  for (const title of ["Government of Mali: raid on IS", "A raid", "", "Assault"])
    assert.ok(!saysOnlySides(title, sides), title);
  assert.ok(!saysOnlySides("Somewhere", []));
  assert.ok(saysOnlySides("XXX771 - Civilians", ["XXX771 (side not identified, Bangladesh)", "Civilians"]));
});
