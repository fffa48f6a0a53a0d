import {
  groupClaims,
  joinRepeats,
  joined,
  neutralSides,
  sayFigures,
  sayRests,
  wordAmount,
  wordField,
  wordStance,
} from "./claims.js";
import { isPlainDate, wordWhen } from "../../i18n/dates.js";
import { button, h, link, said, swatch } from "../parts/dom.js";
import { siteAt } from "../../data/events.js";

/** One labelled fact; "Not stated" where there is nothing to say. */
function fact(label, content, t) {
  const parts = [content].flat(Infinity).filter(Boolean);
  return [h("dt", {}, label), h("dd", {}, parts.length ? parts : h("span.not-stated", {}, t("notStated")))];
}

/** What is shown first, as a sentence. It was written in English: elsewhere the claims below say the same. */
const sentence = (text, field, t) => (t.language === "en" ? text.display?.[field] : undefined);

const note = (text) => text && h("p.note", { dir: "auto" }, text);

function disagreement(text, field, t) {
  if (!text.disputed?.includes(field)) return null;
  return h("p.disputed", {}, h("span.disputed-mark", { "aria-hidden": "true" }), t("disagreeHere"));
}

function whenFact({ event, text }, t) {
  const { text: words, precision } = wordWhen(event, t, text.dateText);
  const plain = event.first !== null && isPlainDate(text.dateText);
  const written = text.dateText && !plain && t("dateAsWritten", { text: text.dateText });
  const aside = [precision, written].filter(Boolean).join(" · ");
  return fact(
    t("when"),
    [
      h("p", {}, words),
      note(sentence(text, "event_date", t)),
      note(aside),
      disagreement(text, "event_date", t),
    ],
    t,
  );
}

/** @param {number} metres @param {Function} t */
const distance = (metres, t) =>
  metres < 1000 ? t("metres", { n: metres }) : t("kilometres", { n: Math.round(metres / 100) / 10 });

function placeWords(text, t) {
  const key = `relation_${text.relation}`;
  const named = said(joined(text.place, " / "));
  if (!t.has(key)) return named;
  const [before, after] = t(key, { place: "\u0001" }).split("\u0001");
  return [before, named, after];
}

function siteWords(data, event, t) {
  if (!event.sites.length) return [h("p.note.off-map", {}, t("notLocated"))];
  if (event.alternatives) return [note(t("kindAlternatives"))]; // how precise each of them is says nothing of the event
  const site = siteAt(data, event.sites[0]);
  const { kind } = site;
  const words = t(`kind${kind[0].toUpperCase()}${kind.slice(1)}`);
  // An exact place has a size, not an uncertainty.
  const radius =
    site.radius && kind !== "exact" ? `, ${t("within", { distance: distance(site.radius, t) })}` : "";
  const precision =
    site.precision && t("geoPrecision", { n: site.precision, words: t(`precision${site.precision}`) });
  const coordinates = `${site.latitude.toFixed(4)}, ${site.longitude.toFixed(4)}`;
  return [note(`${words}${radius}`), note([precision, coordinates].filter(Boolean).join(" · "))];
}

function whereFact({ event, text, data }, t) {
  const area = [text.admin2, text.admin1, event.country?.name].filter(Boolean);
  return fact(
    t("where"),
    [
      text.place && h("p", {}, placeWords(text, t)),
      area.length > 0 &&
        h(
          "p",
          {},
          area.map((name, k) => [k > 0 && ", ", said(name)]),
        ),
      note(sentence(text, "place", t)),
      siteWords(data, event, t),
      note(text.reason),
      text.alternatives?.length > 1 && note(t("alternatives", { names: t.either(text.alternatives) })),
      text.geolocatedBy && note(t("placedBy", { name: text.geolocatedBy })),
      disagreement(text, "place", t),
    ],
    t,
  );
}

function actorName(header, { actor, name }) {
  const { shortName, colour, description } = header.actors[actor];
  const short = shortName && shortName !== name ? [" (", said(shortName), ")"] : null;
  return h("span.actor", { title: description || null }, swatch(colour), said(name), short);
}

function sidesFact({ event, text, data }, t) {
  const names = (list) => list.map((one, k) => [k > 0 && ", ", actorName(data.header, one)]);
  const sides = neutralSides(event.involvements).map(({ actors, associated }) =>
    h(
      "li",
      {},
      names(actors),
      associated.length > 0 &&
        h("span.associated", {}, actors.length ? ` ${t("withActors")} ` : "", names(associated)),
    ),
  );
  return fact(
    t("sides"),
    sides.length > 0 && [
      h("ul.sides", {}, sides),
      text.actorsAsWritten && note(`${t("asWritten")}: ${text.actorsAsWritten}`),
      sides.length > 1 && note(t("sidesNote")),
      ["actor1", "actor2", "assoc_actor_1", "assoc_actor_2"].some((field) =>
        text.disputed?.includes(field),
      ) && disagreement({ disputed: ["actor"] }, "actor", t),
    ],
    t,
  );
}

/** The dead: who says what first, then the record's own range, each number leading to its claims. */
function killedFact({ event, text }, t, toClaims) {
  const sentences = sayFigures(text.claims ?? [], t);
  const displayed = sentence(text, "fatalities", t);
  const { figures } = event;
  if (!sentences.length && !displayed && !figures.stated) return fact(t("killed"), null, t);
  const spoken = sentences.length ? sentences : [displayed].filter(Boolean);
  return fact(
    t("killed"),
    [
      h(
        "ul.said",
        {},
        spoken.map((sentence) => h("li", {}, said(sentence))),
      ),
      figures.stated && recorded({ figures, text }, t, toClaims),
      disagreement(text, "fatalities", t),
    ],
    t,
  );
}

/** The record's own range and what it rests on. */
function recorded({ figures, text }, t, toClaims) {
  const claims = (text.claims ?? []).filter(({ field }) => field === "fatalities").length;
  const basis = claims ? sayRests(figures, text.rests, t) : [t("figuresNoClaims")];
  return [range(figures, t, claims > 0 && toClaims), basis.map(note)];
}

function range(figures, t, toClaims) {
  const one = (key) => {
    const value = figures[key] === null ? "–" : t.number(figures[key]);
    const shown =
      toClaims && figures[key] !== null
        ? button(value, toClaims, { className: "figure" })
        : h("span.figure", {}, value);
    return h("span.bound", {}, h("span.label", {}, t(key)), shown);
  };
  return h(
    "div.range",
    { role: "group", "aria-label": t("figuresOfRecord") },
    one("low"),
    one("best"),
    one("high"),
  );
}

function sourceLinks(source, t) {
  if (!source) return null;
  return [
    source.url && link(source.url, t("sourceLink")),
    source.archiveUrl && link(source.archiveUrl, t("archiveLink")),
  ]
    .filter(Boolean)
    .map((one) => [" · ", one]);
}

/** Publisher and title of a source, as far as they are known. */
export const nameSource = (source, t) =>
  [source.publisher, source.title].filter(Boolean).join(", ") || source.id || t("unnamedSource");

/** Where one claim stands: its words, its source, the paragraph. */
function citation(claim, header, t) {
  const source = claim.source === null || claim.source === undefined ? null : header.sources[claim.source];
  return [
    claim.quote && h("blockquote", { dir: "auto" }, claim.quote),
    h(
      "p.note",
      {},
      said(source ? nameSource(source, t) : t("unnamedSource")),
      claim.locator && [", ", said(claim.locator)],
      sourceLinks(source, t),
    ),
  ];
}

function claimItem(claim, header, t) {
  const value = wordAmount(claim, t);
  const kind = `claimant_${claim.kind}`;
  return h(
    "li.claim",
    {},
    h(
      "p",
      {},
      h("b", { dir: "auto" }, claim.claimant || t("noClaimant")),
      t.has(kind) && h("span.claimant-kind", {}, ` (${t(kind)})`),
      " ",
      wordStance(claim, t),
      value ? [t("colon"), h("bdi.value", {}, value)] : "",
    ),
    claim.cited.map((one) => citation(one, header, t)),
  );
}

function claimsSection({ text, data }, t) {
  if (!text.claims?.length) return null;
  const groups = groupClaims(text.claims, text.disputed).map(({ field, disputed, claims }) =>
    h(
      "section.claims-of",
      { "data-field": field, tabindex: -1 },
      h(
        "h4",
        {},
        wordField(field, t),
        disputed &&
          h(
            "span.tag.disputed",
            {},
            h("span.disputed-mark", { "aria-hidden": "true" }),
            t("sourcesDisagree"),
          ),
      ),
      h(
        "ul",
        {},
        joinRepeats(claims).map((claim) => claimItem(claim, data.header, t)),
      ),
    ),
  );
  return h("section.claims", {}, h("h3", {}, t("claims")), groups);
}

function sourceItem(source, t) {
  const named = nameSource(source, t);
  const aside = [
    source.published,
    source.accessed && t("accessed", { date: source.accessed }),
    source.reliability && t("reliability", { grade: source.reliability }),
    source.licence,
  ].filter(Boolean);
  return h(
    "li",
    {},
    h("p", {}, said(named), named !== source.id && source.id && [" ", h("bdi.id", {}, source.id)]),
    h("p.note", {}, said(aside.join(" · ")), sourceLinks(source, t)),
  );
}

function sourcesSection({ event, text }, t) {
  const address = text.sourceUrl && h("p.note", {}, t("sourceAddress"), t("colon"), link(text.sourceUrl));
  const list =
    event.sources.length > 0 &&
    h(
      "ul.source-list",
      {},
      event.sources.map((source) => sourceItem(source, t)),
    );
  const none = !list && !address && h("p.not-stated", {}, t("notStated"));
  return h("section.card-sources", {}, h("h3", {}, t("sources")), list, address, none);
}

const verbatim = (title, text) =>
  text && h("section", {}, h("h3", {}, title), h("p.verbatim", { dir: "auto" }, text));

/**
 * All that a card says of one event, in the order of the design brief; nothing is shortened.
 *
 * @param {{event: object, text: object, data: object}} record the event's columns, its text row, the payload
 * @param {Function} t translator
 * @returns {Node[]}
 */
export function cardContent(record, t) {
  const { event, text } = record;
  const claims = claimsSection(record, t);
  const toClaims = () => {
    const target = claims.querySelector('[data-field="fatalities"]');
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  };
  const disputed =
    text.disputed?.length &&
    t("sourcesDisagreeOn", {
      fields: t.list([...new Set(text.disputed.map((field) => wordField(field, t)))]),
    });
  return [
    event.disputed &&
      h(
        "p.disputed.banner",
        {},
        h("span.disputed-mark", { "aria-hidden": "true" }),
        disputed || t("sourcesDisagree"),
      ),
    h(
      "dl.facts",
      {},
      whenFact(record, t),
      whereFact(record, t),
      sidesFact(record, t),
      killedFact(record, t, toClaims),
      fact(t("kind"), [event.type && said(event.type), text.subType && [" · ", said(text.subType)]], t),
    ),
    verbatim(t("notes"), text.notes),
    claims,
    sourcesSection(record, t),
    verbatim(t("tags"), joined(text.tags, ", ")),
    text.mediaUrl && h("section", {}, h("h3", {}, t("media")), h("p", {}, link(text.mediaUrl))),
  ].filter(Boolean);
}
