/**
 * What a card says of one event.
 */
import { siteAt } from "../../data/events.js";
import { PERPETRATOR_TYPES } from "../../data/vocabulary.js";
import { formatWritten, isPlainDate, wordWhen } from "../../i18n/dates.js";
import { button, dataText, h, link, swatch } from "../parts/dom.js";
import { nameCountry } from "../parts/eventRow.js";
import { sourceLinks, sourceName } from "../parts/sources.js";
import { claimsSection } from "./claimsSection.js";
import { ACTOR_FIELDS, joinParts, neutralSides, sayFigures, sayRests, wordField } from "./claims.js";

/**
 * @import {EventRecord, EventText, Figures, FigureName, Header} from "../../data/types.js"
 * @import {Involvement, Source} from "../../data/types.js"
 */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {CardEvent, Child} from "../types.js" */

/** The tag of an event whose date is likely wrong, or only a bound. */
const DOUBTFUL = "date-doubtful";

/**
 * A labelled fact; "Not stated" where there is nothing to say.
 *
 * @param {string} label
 * @param {Child[]} content
 * @param {Translator} t
 */
function fact(label, content, t) {
  const dd = h("dd", {}, content);
  if (!dd.hasChildNodes()) dd.append(h("span.not-stated", {}, t("notStated")));
  return [h("dt", {}, label), dd];
}

/**
 * What is shown first of the claims about a field.
 *
 * @param {EventText} text
 * @param {string} field
 * @param {Translator} t
 */
const sentence = ({ display = {} }, field, t) => display[field] && t.message(display[field]);

/** @param {string|undefined} text */
const note = (text) => text && h("p.note", { dir: "auto" }, text);

/** @param {boolean} isDisputed @param {Translator} t */
const disagreement = (isDisputed, t) =>
  isDisputed && h("p.disputed", {}, h("span.disputed-mark", { "aria-hidden": "true" }), t("disagreeHere"));

/**
 * A fact, or nothing where an event beside those of the conflict has none to state.
 *
 * @param {CardEvent} record
 * @param {HTMLElement[]} parts of the fact
 */
const unlessUnstated = ({ event }, [label, content]) =>
  !event.context || !content.querySelector(".not-stated") ? [label, content] : [];

/** @param {EventText} text @param {string} field */
const isDisputed = ({ disputed = [] }, field) => disputed.includes(field);

/** @param {CardEvent} record @param {Translator} t */
function whenFact({ event, text }, t) {
  const { text: words } = wordWhen(event, t, text.dateText);
  return fact(
    t("when"),
    [
      h("p", {}, words),
      note(sentence(text, "event_date", t)),
      disagreement(isDisputed(text, "event_date"), t),
    ],
    t,
  );
}

/** @param {number} metres @param {Translator} t */
const distance = (metres, t) =>
  metres < 1000 ? t("metres", { n: metres }) : t("kilometres", { n: Math.round(metres / 100) / 10 });

/** The place with its relation, such as "near Kidal". @param {EventText} text @param {Translator} t */
function placeWords({ place, relation }, t) {
  const key = `place_relations.${relation}`;
  const name = dataText(joinParts(place, " / "));
  if (!t.has(key)) return [name];
  // The name keeps an element of its own: the wording is split where the name belongs.
  const [before, after] = t(key, { place: "\u0001" }).split("\u0001");
  return [before, name, after];
}

/** How well the place is known, and its coordinates. @param {CardEvent} record @param {Translator} t */
function siteWords({ data, event }, t) {
  if (!event.sites.length) return [h("p.note.off-map", {}, t("location_kinds.unlocated"))];
  if (event.alternatives) return [note(t("location_kinds.alternatives"))];
  const { kind, radius, precision, latitude, longitude } = siteAt(data, event.sites[0]);
  // The radius of an exact place is its size, not an uncertainty.
  const within = radius && kind !== "exact" ? `, ${t("within", { distance: distance(radius, t) })}` : "";
  const key = `geo_precisions.${precision}`;
  const scale = precision && t.has(key) && t("geoPrecision", { n: precision, words: t(key) });
  const coordinates = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return [
    note(`${t(`location_kinds.${kind}`)}${within}`),
    note([scale, coordinates].filter(Boolean).join(" · ")),
  ];
}

/** @param {CardEvent} record @param {Translator} t */
function whereFact(record, t) {
  const { event, text } = record;
  const areas = [text.admin2, text.admin1, nameCountry(event.country, t)].filter(Boolean);
  const { alternatives = [] } = text;
  return fact(
    t("where"),
    [
      text.place && h("p", {}, placeWords(text, t)),
      areas.length > 0 &&
        h(
          "p",
          {},
          areas.map((name, k) => [k > 0 && ", ", dataText(name)]),
        ),
      note(sentence(text, "place", t)),
      alternatives.length > 1 && note(t("alternatives", { names: t.list(alternatives) })),
      disagreement(isDisputed(text, "place"), t),
    ],
    t,
  );
}

/**
 * How sure the date and the place are, and what a source says of the claims.
 *
 * @param {CardEvent} record
 * @param {Translator} t
 */
function sureFact(record, t) {
  const { event, text } = record;
  const { precision } = wordWhen(event, t, text.dateText);
  const saysMore = text.dateText && !(event.first !== null && isPlainDate(text.dateText));
  const written = saysMore && t("dateAsWritten", { text: text.dateText ?? "" });
  const isDoubtful = text.tags?.split(";").some((tag) => tag.trim() === DOUBTFUL);
  const ofDate = [isDoubtful && t("dateDoubtful"), precision, written].filter(Boolean).join(" · ");
  return fact(
    t("howSure"),
    [
      note(ofDate && `${t("when")}${t("colon")}${ofDate}`),
      siteWords(record, t),
      note(text.reason && t.message(text.reason)),
      text.geolocatedBy && note(t("placedBy", { name: text.geolocatedBy })),
      note(sentence(text, "verification", t)),
    ],
    t,
  );
}

/** @param {Header} header @param {Involvement} involvement */
function actorName(header, { actor, name }) {
  const { shortName, colour, description } = header.actors[actor];
  const short = shortName && shortName !== name && [" (", dataText(shortName), ")"];
  return h("span.actor", { title: description || null }, swatch(colour), dataText(name), short);
}

/** @param {CardEvent} record @param {Translator} t */
function sidesFact({ event, text, data }, t) {
  const names = (/** @type {Involvement[]} */ list) =>
    list.map((one, k) => [k > 0 && ", ", actorName(data.header, one)]);
  const isKnown = PERPETRATOR_TYPES.includes(event.type);
  const sides = neutralSides(event.involvements, isKnown);
  const items = sides.map(({ actors, associated, fields }) => {
    const isOpen = fields.some((field) => isDisputed(text, field));
    const joining = isOpen ? t("bySomeAccounts") : ` ${t("withActors")} `;
    const withWord = actors.length ? joining : "";
    return h(
      "li",
      {},
      names(actors),
      associated.length > 0 && h("span.associated", {}, withWord, names(associated)),
    );
  });
  if (!sides.length) return fact(t("sides"), [], t);
  return fact(
    t("sides"),
    [
      h("ul.sides", {}, items),
      text.actorsAsWritten && note(`${t("asWritten")}${t("colon")}${text.actorsAsWritten}`),
      sides.length > 1 && !isKnown && note(t("sidesNote")),
      disagreement(
        ACTOR_FIELDS.some((field) => isDisputed(text, field)),
        t,
      ),
    ],
    t,
  );
}

/**
 * The dead: first who says what, then the record's own figures.
 *
 * @param {CardEvent} record
 * @param {Translator} t
 * @param {() => void} toClaims shows the claims about the dead
 */
function killedFact({ event, text }, t, toClaims) {
  const claimed = sayFigures(text.claims ?? [], t);
  const displayed = sentence(text, "fatalities", t);
  const { figures } = event;
  const losses = ["casualties", "injured"].map((field) => lossNote(text, field, t));
  if (!claimed.length && !displayed && !figures.stated)
    return fact(
      t("killed"),
      losses.some(Boolean) ? [h("span.not-stated", {}, t("notStated")), losses] : [],
      t,
    );
  const sentences = claimed.length || !displayed ? claimed : [displayed];
  return fact(
    t("killed"),
    [
      h(
        "ul.said",
        {},
        sentences.map((words) => h("li", {}, dataText(words))),
      ),
      figures.stated && recordedFigures({ figures, text }, t, toClaims),
      losses,
      disagreement(isDisputed(text, "fatalities"), t),
    ],
    t,
  );
}

/**
 * What is claimed of losses that are not only the dead.
 *
 * @param {EventText} text
 * @param {string} field
 * @param {Translator} t
 */
function lossNote(text, field, t) {
  const words = sentence(text, field, t);
  return note(words && `${wordField(field, t)}${t("colon")}${words}`);
}

/**
 * The record's figures and what they rest on.
 *
 * @param {{figures: Figures, text: EventText}} record
 * @param {Translator} t
 * @param {() => void} toClaims
 */
function recordedFigures({ figures, text }, t, toClaims) {
  const hasClaims = (text.claims ?? []).some(({ field }) => field === "fatalities");
  const basis = hasClaims ? sayRests(figures, text.rests, t) : [t("figuresNoClaims")];
  const figure = (/** @type {FigureName} */ name) => {
    const value = figures[name];
    const words = value === null ? "–" : t.number(value);
    const leads = hasClaims && value !== null;
    const shown = leads ? button(words, toClaims, { className: "figure" }) : h("span.figure", {}, words);
    return h("span.bound", {}, h("span.label", {}, t(name)), shown);
  };
  const group = { role: "group", "aria-label": t("figuresOfRecord") };
  return [h("div.range", group, figure("low"), figure("best"), figure("high")), basis.map(note)];
}

/** A letter of the Admiralty scale in words; other grades as written. @param {string} grade @param {Translator} t */
function wordReliability(grade, t) {
  const key = `reliabilities.${grade}`;
  return t("reliability", { grade, words: t.has(key) ? t(key) : grade });
}

/** @param {Source} source @param {Translator} t */
function sourceItem(source, t) {
  const name = sourceName(source, t);
  const details = [
    source.published && formatWritten(source.published, t.language),
    source.accessed && t("accessed", { date: formatWritten(source.accessed, t.language) }),
    source.reliability && wordReliability(source.reliability, t),
    source.licence,
  ].filter(Boolean);
  return h(
    "li",
    {},
    h("p", {}, dataText(name)),
    h("p.note", {}, dataText(details.join(" · ")), sourceLinks(source, t)),
  );
}

/** @param {CardEvent} record @param {Translator} t */
function sourcesSection({ event, text, sources }, t) {
  const address = text.sourceUrl && h("p.note", {}, t("sourceAddress"), t("colon"), link(text.sourceUrl));
  const items = event.sources.map((number) => sourceItem(sources.at(number), t));
  const list = items.length > 0 && h("ul.source-list", {}, items);
  const none = !list && !address && h("p.not-stated", {}, t("notStated"));
  return h("section.card-sources", {}, h("h3", {}, t("sources")), list, address, none);
}

/** A text as it is written, under a heading. @param {string} title @param {string|undefined} text */
const verbatim = (title, text) =>
  text && h("section", {}, h("h3", {}, title), h("p.verbatim", { dir: "auto" }, text));

/** A cell of the user's own: an address as a link, else text. @param {string} text */
const ownCell = (text) => (/^https?:\/\/\S+$/i.test(text) ? link(text) : dataText(text));

/** The columns of the user's own, folded. @param {CardEvent} record @param {Translator} t */
function ownSection({ text, data }, t) {
  const names = data.header.own ?? [];
  const cells = names.flatMap((name, k) => (text.own?.[k] ? [{ name, cell: text.own[k] }] : []));
  if (!cells.length) return null;
  const facts = cells.map(({ name, cell }) => [h("dt", {}, dataText(name)), h("dd", {}, ownCell(cell))]);
  return h(
    "details.own",
    {},
    h("summary", {}, t("moreFromRecord", { n: cells.length })),
    h("dl.facts", {}, facts),
  );
}

/**
 * That sources disagree, and on what.
 *
 * @param {EventRecord} event
 * @param {EventText} text
 * @param {Translator} t
 */
function disputeBanner(event, { disputed = [] }, t) {
  if (!event.disputed) return null;
  const fields = [...new Set(disputed.map((field) => wordField(field, t)))];
  const words = fields.length ? t("sourcesDisagreeOn", { fields: t.list(fields) }) : t("sourcesDisagree");
  return h("p.disputed.banner", {}, h("span.disputed-mark", { "aria-hidden": "true" }), words);
}

/**
 * All that a card says of one event. Nothing is shortened.
 *
 * @param {CardEvent} record
 * @param {Translator} t
 * @returns {Child[]}
 */
export function cardContent(record, t) {
  const { event, text } = record;
  const claims = claimsSection(record, t);
  const details = /** @type {HTMLDetailsElement} */ (detailsSection(text, claims, t));
  const toClaims = () => {
    const target = claims?.querySelector('[data-field="fatalities"]');
    if (!(target instanceof HTMLElement)) return;
    details.open = true;
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  };
  const type = event.type ? [dataText(event.type), text.subType && [" · ", dataText(text.subType)]] : [];
  return [
    disputeBanner(event, text, t),
    h(
      "dl.facts",
      {},
      fact(t("kind"), type, t),
      whereFact(record, t),
      whenFact(record, t),
      unlessUnstated(record, sidesFact(record, t)),
      unlessUnstated(record, killedFact(record, t, toClaims)),
      sureFact(record, t),
    ),
    sourcesSection(record, t),
    details,
    ownSection(record, t),
  ];
}

/**
 * What only some readers ask for, folded: notes, all claims, tags, media.
 *
 * @param {EventText} text
 * @param {HTMLElement|null} claims
 * @param {Translator} t
 */
function detailsSection({ notes, tags, mediaUrl }, claims, t) {
  const media = mediaUrl && addressesIn(mediaUrl).map((address) => h("p", {}, link(address)));
  return h(
    "details.more",
    {},
    h("summary", {}, t("details")),
    verbatim(t("notes"), notes),
    claims,
    verbatim(t("tags"), joinParts(tags, ", ")),
    media && h("section", {}, h("h3", {}, t("media")), media),
  );
}

/**
 * The addresses of a field that may hold several, parted by spaces or by `;`, `,` or `|` before the next one.
 *
 * @param {string} text
 * @returns {string[]}
 * @example addressesIn("https://a.org/1; https://b.org/2")  // ["https://a.org/1", "https://b.org/2"]
 */
export const addressesIn = (text) =>
  text
    .split(/\s*[;,|]\s*(?=https?:\/\/)|\s+(?=https?:\/\/)/i)
    .map((address) => address.trim())
    .filter(Boolean);
