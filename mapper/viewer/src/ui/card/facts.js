/**
 * The facts at the top of a card: where, when, who, how many dead according to whom, and how sure that is.
 */
import { siteAt } from "../../data/events.js";
import { PERPETRATOR_TYPES } from "../../data/vocabulary.js";
import { isPlainDate, wordWhen } from "../../i18n/dates.js";
import { nameCountry } from "../parts/categoryName.js";
import { button, dataText, h, swatch } from "../parts/dom.js";
import { isCount } from "../parts/eventRow.js";
import { ACTOR_FIELDS, joinParts, neutralSides, sayFigures, sayRests, wordField } from "./claims.js";

/** @import {EventText, Figures, FigureName, Header, Involvement} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {CardEvent, Child} from "../types.js" */

/** The field of claims about the attacker. */
const ATTACKER = "attacker";

/** The tag of an event whose date is likely wrong, or only a bound. */
const DOUBTFUL = "date-doubtful";

/**
 * A labelled fact; "Not stated" if its content is empty.
 *
 * @param {string} label
 * @param {Child[]} content
 * @param {Translator} t
 */
export function fact(label, content, t) {
  const dd = h("dd", {}, content);
  if (!dd.hasChildNodes()) dd.append(h("span.not-stated", {}, t("notStated")));
  return [h("dt", {}, label), dd];
}

/**
 * The sentence to show first for a field.
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

/** @param {EventText} text @param {string} field */
const isDisputed = ({ disputed = [] }, field) => disputed.includes(field);

/** @param {CardEvent} record @param {Translator} t */
export function whenFact({ event, text }, t) {
  const { text: words, precision } = wordWhen(event, t, text.dateText);
  const saysMore = text.dateText && !(event.first !== null && isPlainDate(text.dateText));
  const written = saysMore && t("dateAsWritten", { text: text.dateText ?? "" });
  const isDoubtful = text.tags?.split(";").some((tag) => tag.trim() === DOUBTFUL);
  return fact(
    t("when"),
    [
      h("p", {}, words),
      note([isDoubtful && t("dateDoubtful"), precision, written].filter(Boolean).join(" · ")),
      note(sentence(text, "event_date", t)),
      disagreement(isDisputed(text, "event_date"), t),
    ],
    t,
  );
}

/** @param {number} metres @param {Translator} t */
const distance = (metres, t) =>
  metres < 1000 ? t("metres", { n: metres }) : t("kilometres", { n: Math.round(metres / 100) / 10 });

/** @param {string} [columns] @returns {boolean} whether the gazetteer read the relation in the place's own words */
const isReadInPlace = (columns = "") => columns.split("; ").includes("place_relation");

/** The place with its relation, such as "near Kidal". @param {EventText} text @param {Translator} t */
function placeWords({ place, relation, fromGazetteer }, t) {
  const key = `place_relations.${relation}`;
  const name = dataText(joinParts(place, " / "));
  if (!t.has(key) || isReadInPlace(fromGazetteer)) return [name];
  // The name has its own element, so the wording is split at the name.
  const [before, after] = t(key, { place: "\u0001" }).split("\u0001");
  const isThere = before !== "" && place?.toLowerCase().startsWith(before.toLowerCase());
  return isThere ? [name] : [before, name, after];
}

/** How well the place is known, and its coordinates. @param {CardEvent} record @param {Translator} t */
function siteWords({ data, event, text }, t) {
  if (!event.sites.length) return [h("p.note.off-map", {}, t("location_kinds.unlocated"))];
  if (event.alternatives) return [note(t("location_kinds.alternatives"))];
  const { kind, radius, precision, latitude, longitude } = siteAt(data, event.sites[0]);
  // The radius of an exact place is its size, not an uncertainty.
  const within = radius && kind !== "exact" ? `, ${t("within", { distance: distance(radius, t) })}` : "";
  const key = `geo_precisions.${precision}`;
  const scale = precision && t.has(key) && t("geoPrecision", { n: precision, words: t(key) });
  const coordinates = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return [
    !text.doubt && note(`${t(`location_kinds.${kind}`)}${within}`), // no precision for doubtful coordinates
    note([scale, coordinates].filter(Boolean).join(" · ")),
  ];
}

/** @param {CardEvent} record @param {Translator} t */
export function whereFact(record, t) {
  const { event, text, data } = record;
  const isArea = event.sites.length > 0 && siteAt(data, event.sites[0]).kind === "area";
  const areas = [text.admin3, text.admin2, text.admin1, nameCountry(event.country, t)].filter(
    (name, k, all) =>
      name &&
      !(isArea && name === text.place) && // an area is not inside itself, but Kidal town is in Kidal
      name !== all[k + 1], // the capital's district bears its name, too
  );
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
 * The gazetteer's confidence in the place that it gave; it is never certain.
 * @param {EventText} text @param {Translator} t
 */
function sureWords({ placeConfidence }, t) {
  if (placeConfidence === undefined) return "";
  const share = Math.round(placeConfidence * 100);
  return share < 100 ? t("placeSure", { share }) : t("placeSurest");
}

/**
 * The confidence in the place, and the sources' remarks on the claims.
 *
 * @param {CardEvent} record
 * @param {Translator} t
 */
export function sureFact(record, t) {
  const { text, data } = record;
  return fact(
    t("howSure"),
    [
      siteWords(record, t),
      note(text.reason && t.message(text.reason)),
      note(sureWords(text, t)),
      note(text.doubt && t.message(text.doubt)),
      note(notCleared(text, data.header, t)),
      text.geolocatedBy && note(t("placedBy", { name: text.geolocatedBy })),
      note(sentence(text, "verification", t)),
    ],
    t,
  );
}

/**
 * A data set's own status of an event that it has not cleared, such as UCDP's "Check geography".
 *
 * @param {EventText} text
 * @param {Header} header
 * @param {Translator} t
 */
function notCleared({ own = [] }, header, t) {
  const status = own[(header.own ?? []).indexOf("code_status")]?.trim() ?? "";
  return status && status.toLowerCase() !== "clear" ? t("notCleared", { status }) : "";
}

/** @param {Header} header @param {Involvement} involvement */
function actorName(header, { actor, name }) {
  const { shortName, colour, description } = header.actors[actor];
  const short = shortName && shortName !== name && [" (", dataText(shortName), ")"];
  return h("span.actor", { title: description || null }, swatch(colour), dataText(name), short);
}

/**
 * Who took part; nothing for a count or a contextual event that names nobody.
 *
 * @param {CardEvent} record
 * @param {Translator} t
 */
export function sidesFact({ event, text, data }, t) {
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
  if (!sides.length) return event.context || isCount(text) ? [] : fact(t("sides"), [], t);
  if (event.together) {
    const together = names(sides.flatMap(({ actors }) => actors));
    return fact(t("namedTogether"), [h("p", {}, together), note(t("namedTogetherNote"))], t);
  }
  return fact(
    t("sides"),
    [
      h("ul.sides", {}, items),
      text.actorsAsWritten && note(`${t("asWritten")}${t("colon")}${text.actorsAsWritten}`),
      sides.length > 1 && !isKnown && note(t("sidesNote")),
      claimedSides(text, t),
    ],
    t,
  );
}

/**
 * Who names whom, if sources disagree on it; and who says who attacked, which the order of sides does not say.
 *
 * @param {EventText} text
 * @param {Translator} t
 * @returns {Child[]}
 */
function claimedSides(text, t) {
  const disputed = ACTOR_FIELDS.filter((field) => isDisputed(text, field));
  const attacker = sentence(text, ATTACKER, t);
  return [
    disputed.map((field) => note(sentence(text, field, t))),
    attacker && note(`${wordField(ATTACKER, t)}${t("colon")}${attacker}`),
    disagreement(disputed.length > 0 || isDisputed(text, ATTACKER), t),
  ];
}

/**
 * The dead: first who says what, then the record's own figures; nothing for a contextual event without a figure.
 *
 * @param {CardEvent} record
 * @param {Translator} t
 * @param {() => void} toClaims shows the claims about the dead
 */
export function killedFact({ event, text, data, sources }, t, toClaims) {
  const claimed = sayFigures(text.claims ?? [], t, sources);
  const displayed = sentence(text, "fatalities", t);
  const { figures } = event;
  const losses = ["casualties", "injured"].map((field) => lossNote(text, field, t));
  losses.push(
    ...figuresInWords(text, data.header).map((words) => note(`${t("asWritten")}${t("colon")}${words}`)),
  );
  if (!claimed.length && !displayed && !figures.stated) {
    const hasLosses = losses.some(Boolean);
    if (event.context && !hasLosses) return [];
    return fact(t("killed"), hasLosses ? [h("span.not-stated", {}, t("notStated")), losses] : [], t);
  }
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
      outOfOrder(figures) && note(t("figuresOutOfOrder")),
      note(whoDied(text, data.header, t)),
      losses,
      disagreement(isDisputed(text, "fatalities"), t),
    ],
    t,
  );
}

/**
 * Whether the figures are out of order: a high figure below another, or a low one above another.
 * @param {Figures} figures
 */
const outOfOrder = ({ low, best, high }) =>
  (high !== null && high < Math.max(low ?? 0, best ?? 0)) || (low !== null && best !== null && low > best);

/** The columns of a data set that say who died, as UCDP calls them. */
const WHO_DIED = /** @type {const} */ (["deaths_civilians", "deaths_a", "deaths_b", "deaths_unknown"]);

/**
 * Who died, if the data set itself says so; the participants do not tell.
 *
 * @param {EventText} text
 * @param {Header} header
 * @param {Translator} t
 * @returns {string} "" if it does not say so
 */
function whoDied({ own = [] }, header, t) {
  const dead = WHO_DIED.flatMap((name) => {
    const cell = own[(header.own ?? []).indexOf(name)]?.trim() ?? "";
    return /^[1-9]\d*$/.test(cell) ? [t(`died.${name}`, { n: Number(cell) })] : [];
  });
  return dead.length ? t("whoDied", { dead: dead.join(t("semicolon")) }) : "";
}

/** The user's own columns with figures as written, because some cell is not a plain number. */
const IN_FILE = /^fatalities(_low|_best|_high)?_in_file$/;

/**
 * The figures of an event that its table has in words, such as "une trentaine" or "at least 5".
 *
 * @param {EventText} text
 * @param {Header} header
 * @returns {string[]}
 */
function figuresInWords({ own = [] }, header) {
  const words = (header.own ?? []).flatMap((name, k) => (IN_FILE.test(name) ? [own[k]?.trim() ?? ""] : []));
  return words.filter((cell) => cell && !/^\d+$/.test(cell));
}

/**
 * The claims about losses other than the dead.
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
 * The record's figures and their basis.
 *
 * @param {{figures: Figures, text: EventText}} record
 * @param {Translator} t
 * @param {() => void} toClaims
 */
function recordedFigures({ figures, text }, t, toClaims) {
  const hasClaims = (text.claims ?? []).some(({ field }) => field === "fatalities");
  const basis = hasClaims ? sayRests(figures, text.rests, t) : [isCount(text) ? "" : t("figuresNoClaims")];
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
