import assert from "node:assert/strict";
import { test } from "node:test";
import { periodOf } from "../../src/data/calendar.js";
import { TABLES, createTranslator } from "../../src/i18n/index.js";
import { barsOf, binOf, binsOfPeriod, nextBins, periodOfBins } from "../../src/ui/timeline/bins.js";
import { dragged } from "../../src/ui/timeline/brush.js";
import { groupState, isOn, onlyKeys, switchKeys } from "../../src/ui/panel/choice.js";
import {
  formatDay,
  formatPeriod,
  formatShortMonthAndYear,
  wordWhen,
  wordWhenShort,
} from "../../src/i18n/dates.js";
import { activeConditions, filterPhrases } from "../../src/ui/panel/filterWords.js";
import { UNRESTRICTED } from "../../src/state/state.js";
import { safeColour, safeLink, showable } from "../../src/ui/parts/safe.js";
import { stopAfter } from "../../src/ui/sheet.js";
import { windowOf } from "../../src/ui/parts/virtualList.js";

const en = createTranslator("en");
const fr = createTranslator("fr");
const day = (iso) => periodOf(iso)[0];
const last = (iso) => periodOf(iso)[1];

test("every wording exists in both languages, with the same placeholders", () => {
  const holes = (entry) => [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].sort();
  assert.deepEqual(Object.keys(TABLES.fr), Object.keys(TABLES.en));
  for (const key of Object.keys(TABLES.en))
    assert.deepEqual(holes(TABLES.fr[key]), holes(TABLES.en[key]), key);
});

test("plurals and numbers follow the language", () => {
  assert.equal(en("events", { n: 1 }), "1 event");
  assert.equal(en("events", { n: 0 }), "0 events");
  assert.equal(en("events", { n: 1_234_567 }), "1,234,567 events");
  assert.equal(fr("events", { n: 0 }), "0 événement");
  assert.match(fr("events", { n: 2_000_000 }), /^2.000.000 événements$/u);
});

test("an unknown language is English, and names from the data are never keys of the table", () => {
  assert.equal(createTranslator("__proto__").language, "en");
  assert.equal(en.has("constructor"), false);
});

test("a value with braces is not filled in again", () => {
  assert.equal(en("citationEvent", { id: "{id} $& $1" }), "event {id} $& $1");
});

test("switching keys: all on is null, and comes back as null", () => {
  const all = ["a", "b", ""];
  const off = switchKeys(null, all, ["a"], false);
  assert.deepEqual(off, ["b", ""]);
  assert.equal(switchKeys(off, all, ["a"], true), null);
  assert.deepEqual(switchKeys(null, all, all, false), []);
  assert.equal(isOn([], "a"), false);
  assert.equal(isOn(null, "anything"), true);
});

test("keys that mean something to JavaScript are keys like others", () => {
  const all = ["__proto__", "toString", "x"];
  assert.deepEqual(switchKeys(null, all, ["__proto__"], false), ["toString", "x"]);
  assert.deepEqual(onlyKeys(all, ["toString"]), ["toString"]);
  assert.equal(onlyKeys(["x"], ["x"]), null);
});

test("a year is on, partly on, or off by its months", () => {
  assert.equal(groupState(null, ["a", "b"]), "all");
  assert.equal(groupState(["a"], ["a", "b"]), "some");
  assert.equal(groupState(["c"], ["a", "b"]), "none");
});

test("periods are said in the fewest words that are true", () => {
  const say = (from, to) => formatPeriod(day(from), last(to), "en");
  assert.equal(say("2025-06-13", "2025-06-13"), "13 June 2025");
  assert.equal(say("2024-07", "2024-07"), "July 2024");
  assert.equal(say("2023", "2023"), "2023");
  assert.equal(say("2020", "2021"), "2020–2021");
  assert.equal(say("2018-02", "2025-06"), "February 2018 – June 2025");
  assert.equal(say("2024-07-25", "2024-07-27"), "25–27 July 2024");
  assert.equal(say("2020-02", "2020-02"), "February 2020");
});

test("days, months, periods and numbers are written as CLDR has them", () => {
  const utc = { timeZone: "UTC" };
  const plain = (text) => text.replace(/[\u2009\u202f]/gu, " "); // thin spaces are set by taste
  for (const [language, locale] of [
    ["en", "en-GB"],
    ["fr", "fr-FR"],
  ]) {
    const long = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", ...utc });
    const short = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", ...utc });
    const first = (text) => (language === "fr" ? text.replace(/(^|\s|–)1(?=\s|–)/g, "$11er") : text);
    for (let from = day("2023-12-02"); from < day("2025-02-01"); from += 3) {
      const date = new Date(from * 86_400_000);
      assert.equal(formatDay(from, language), first(long.format(date)));
      assert.equal(formatShortMonthAndYear(date.toISOString().slice(0, 7), language), short.format(date));
      for (const days of [1, 2, 20, 45, 400]) {
        const range = plain(long.formatRange(date, new Date((from + days) * 86_400_000))).replace(
          /^(\d+) – (?=\d+ \D)/u,
          "$1–",
        );
        assert.equal(formatPeriod(from, from + days, language), first(range));
      }
    }
    const months = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", ...utc });
    for (const [from, to] of [
      ["2024-02", "2024-02"],
      ["2024-02", "2024-06"],
      ["2023-11", "2025-08"],
      ["2024-01", "2024-11"],
      ["2024-08", "2024-12"],
    ]) {
      const range = months.formatRange(new Date(`${from}-01`), new Date(`${to}-01`));
      assert.equal(formatPeriod(day(from), last(to), language), plain(range));
    }
    const number = new Intl.NumberFormat(locale);
    for (const n of [0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 1_234_567_890, -1234])
      assert.equal(createTranslator(language).number(n), number.format(n));
  }
});

test("the first of a month in French", () => {
  assert.equal(formatDay(day("2025-06-01"), "fr"), "1er juin 2025");
  assert.equal(formatDay(day("2025-06-11"), "fr"), "11 juin 2025");
});

test("when, in a list: a date in words is not the period that it may mean", () => {
  const week = { first: day("2025-06-01"), last: day("2025-06-07"), precision: 5 };
  assert.equal(wordWhenShort(week, fr, "around 4 June 2025"), "around 4 June 2025");
  for (const written of ["", "2025-06-01..2025-06-07", "1.6. to 7.6.2025", "from 2025-06-01 to 2025-06-07"])
    assert.equal(wordWhenShort(week, en, written), "1–7 June 2025", written);
  const known = { first: day("2025-06-04"), last: day("2025-06-04"), precision: 0 };
  assert.equal(wordWhenShort(known, en, "Wednesday 4 June 2025"), "4 June 2025");
});

test("when: no more precise than known", () => {
  assert.deepEqual(wordWhen({ first: null, last: null, precision: 0 }, en), {
    text: "Not dated",
    precision: "",
  });
  const month = { first: day("2024-07"), last: last("2024-07"), precision: 2 };
  assert.deepEqual(wordWhen(month, en), { text: "July 2024", precision: "" });
  const standIn = { first: day("2025-01-24"), last: day("2025-01-24") };
  const words = { text: "January 2025", precision: "known to the month" };
  assert.deepEqual(wordWhen({ ...standIn, precision: 2 }, en, "2025-01-24"), words);
  assert.equal(wordWhen({ ...standIn, precision: 4 }, en).text, "2025");
  assert.equal(wordWhen({ ...standIn, precision: 1 }, en).text, "24 January 2025");
  const season = { first: day("2023-09"), last: last("2023-11"), precision: 3 };
  assert.equal(wordWhen(season, en).precision, "known to the season");
  const claimedDay = { first: day("2025-06-13"), last: day("2025-06-14"), precision: 0 };
  const recent = {
    first: Date.parse("2025-05-01") / 86_400_000,
    last: Date.parse("2025-06-06") / 86_400_000,
    precision: 5,
  };
  assert.equal(wordWhen(recent, en).text, "1 May – 6 June 2025");
  assert.equal(
    wordWhen(recent, en, "2025-05/2025-06-06").text,
    "May 2025 – 6 June 2025",
    "no first day is known",
  );
  assert.equal(wordWhen(recent, fr, "2025-05/2025-06-06").text, "mai 2025 – 6 juin 2025");
  assert.equal(wordWhen(recent, fr).text, "1er mai – 6 juin 2025");
  assert.equal(wordWhen(claimedDay, en).precision, "some time in this period");
});

test("only six-digit colours and http addresses come through", () => {
  for (const bad of ["red", "red;background:url(x)", "#fff", "#12345g", "url(#a)", null, {}, "#1234567"])
    assert.equal(safeColour(bad), null);
  assert.equal(safeColour("#AbCdEf"), "#AbCdEf");
  const refused = [
    "javascript:alert(1)",
    " https://a.b",
    "JaVa\tScRiPt:x",
    "data:text/html,x",
    "//example.org/x",
    "file:///etc/passwd",
    "not a url",
    "https:///x",
    "",
    null,
  ];
  for (const bad of refused) assert.equal(safeLink(bad), null, String(bad));
  assert.equal(safeLink("https://example.org/a?b=<c>"), "https://example.org/a?b=%3Cc%3E");
  assert.equal(showable("a\0b"), "a\ufffdb");
});

const months = Int32Array.from(["2025-01", "2025-02", "2025-03", "2025-04"], (key) => day(key));

test("the brush's bins and the filter's days are the same period", () => {
  const period = periodOfBins(months, { from: 1, to: 1 });
  assert.deepEqual(period, { from: "2025-02-01", to: "2025-02-28" });
  assert.deepEqual(binsOfPeriod(months, { from: day(period.from), to: day(period.to) }), { from: 1, to: 1 });
  assert.deepEqual(periodOfBins(months, { from: 0, to: 2 }), { from: null, to: null });
  assert.deepEqual(binsOfPeriod(months, { from: null, to: null }), { from: 0, to: 2 });
});

test("days outside the chart fall on its ends", () => {
  assert.equal(binOf(months, day("1999-01-01")), 0);
  assert.equal(binOf(months, day("2099-01-01")), 2);
  assert.equal(binOf(months, day("2025-01-31")), 0);
  assert.equal(binOf(months, day("2025-02-01")), 1);
});

test("the player goes through the whole, then window by window, then ends", () => {
  assert.deepEqual(nextBins({ from: 0, to: 4 }, 5), { from: 0, to: 0 });
  assert.deepEqual(nextBins({ from: 0, to: 1 }, 5), { from: 2, to: 3 });
  assert.deepEqual(nextBins({ from: 2, to: 3 }, 5), { from: 4, to: 4 });
  assert.equal(nextBins({ from: 4, to: 4 }, 5), null);
  assert.equal(nextBins({ from: 0, to: 0 }, 1), null);
});

test("columns cover every bin once, however narrow the chart", () => {
  for (const [length, width] of [
    [1, 300],
    [89, 640],
    [5000, 300],
    [0, 300],
  ]) {
    const columns = barsOf(length, width);
    let next = 0;
    for (const { first, last: end } of columns) {
      assert.equal(first, next);
      next = end + 1;
    }
    assert.equal(next, length);
    assert.ok(columns.length <= width);
  }
});

test("a drag never leaves the chart and never crosses the handles", () => {
  assert.deepEqual(dragged({ grip: "from", bin: 2, from: 2, to: 5 }, 9, 10), { from: 5, to: 5 });
  assert.deepEqual(dragged({ grip: "to", bin: 5, from: 2, to: 5 }, 0, 10), { from: 2, to: 2 });
  assert.deepEqual(dragged({ grip: "new", bin: 7, from: 0, to: 9 }, 3, 10), { from: 3, to: 7 });
  assert.deepEqual(dragged({ grip: "range", bin: 3, from: 2, to: 5 }, 9, 10), { from: 6, to: 9 });
  assert.deepEqual(dragged({ grip: "range", bin: 3, from: 2, to: 5 }, 0, 10), { from: 0, to: 3 });
});

test("the sheet stops at the nearest stop, or at the next one when flicked", () => {
  const heights = { peek: 200, half: 420, full: 780 };
  assert.equal(stopAfter(heights, 260, 0), "peek");
  assert.equal(stopAfter(heights, 260, 2), "half");
  assert.equal(stopAfter(heights, 700, -2), "half");
  assert.equal(stopAfter(heights, 780, 2), "full");
  assert.equal(stopAfter(heights, 200, -2), "peek");
});

test("a virtual list of a million rows reaches its first and its last row", () => {
  const view = { length: 1_000_000, row: 66, height: 480 };
  const top = windowOf({ ...view, top: 0 });
  assert.equal(top.first, 0);
  assert.ok(top.total <= 17_000_000, "no taller than browsers draw exactly");
  const bottom = windowOf({ ...view, top: top.total - view.height });
  assert.equal(bottom.last, 999_999);
  assert.ok(bottom.last - bottom.first < 40);
});

test("scrolling by less than the view skips no row of a million", () => {
  const view = { length: 1_000_000, row: 66, height: 480 };
  const before = windowOf({ ...view, top: 5_000_000 });
  const after = windowOf({ ...view, top: 5_000_100 });
  assert.ok(after.first <= before.last + 1);
});

test("an empty list draws nothing", () => {
  const { first, last: end, total } = windowOf({ length: 0, row: 66, top: 0, height: 480 });
  assert.ok(end < first);
  assert.equal(total, 0);
});

const facets = {
  actors: { keys: ["a", "b", "c", ""] },
  months: { keys: ["2023-02", "2024-06", "2024-07", "2025-06"] },
  types: { keys: ["Battles", ""] },
  places: { keys: ["Gao (ML)", "Gao (ML), area", ""] },
};
const phrases = (state, t = en) =>
  filterPhrases(
    { ...UNRESTRICTED, ...state },
    {
      actorName: (id) => id.toUpperCase(),
      placeName: (key) => key,
      facets,
      monthsWithEvents: facets.months.keys,
    },
    t,
  );

test("the filter in words says the shorter of what is on and what is off", () => {
  assert.deepEqual(phrases({}), []);
  assert.deepEqual(phrases({ actors: ["b"] }), ["actors: B"]);
  assert.deepEqual(phrases({ actors: ["b", "c", ""] }), ["actors: all but A"]);
  assert.deepEqual(phrases({ actors: ["a", "b", "c"] }), ["actors: all but Actors not stated"]);
  assert.deepEqual(phrases({ actors: [] }), ["actors: none"]);
  assert.deepEqual(phrases({ types: [""] }), ["types: Type not stated"]);
  assert.deepEqual(phrases({ places: ["Gao (ML)"] }, fr), ["lieux\u00a0: Gao (ML)"]);
  assert.deepEqual(phrases({ places: ["Gao (ML)", "Gao (ML), area"] }), ["places: all but Not on the map"]);
  assert.deepEqual(phrases({ from: "2025-05-01", to: "2025-05-31", text: "gold" }), [
    "May 2025",
    "words: “gold”",
  ]);
  assert.deepEqual(phrases({ disputed: true }), ["only where sources disagree"]);
  assert.deepEqual(phrases({ from: "2025-06-01" }, fr), ["à partir du 1er juin 2025"]);
});

test("the months of a whole year are said as that year", () => {
  assert.deepEqual(phrases({ months: ["2024-06", "2024-07"] }), ["months: 2024"]);
  assert.deepEqual(phrases({ months: ["2024-07"] }, fr), ["mois\u00a0: juillet 2024"]);
  assert.deepEqual(phrases({ months: ["2023-02", "2025-06"] }), ["months: all but 2024"]);
  assert.deepEqual(phrases({ months: ["2023-02", "2024-06", "2024-07"] }), ["months: all but June 2025"]);
});

test("each active condition can be dropped by itself", () => {
  const state = { ...UNRESTRICTED, actors: ["a"], to: "2025-06-01" };
  assert.deepEqual(activeConditions(state), [
    { name: "actors", words: "whatActors", drop: { actors: null } },
    { name: "period", words: "whatPeriod", drop: { from: null, to: null } },
  ]);
});
