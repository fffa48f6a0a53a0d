import { compareNames } from "../../data/fold.js";

/** Fields of an event in the order in which a card asks about them; others follow as they come. */
const FIELD_ORDER = [
  "event_date",
  "end_date",
  "place",
  "actor1",
  "assoc_actor_1",
  "actor2",
  "assoc_actor_2",
  "event_type",
  "fatalities",
  "injured",
  "captured",
  "vehicles_destroyed",
];

/** Values by which a claimant says nothing, or a source says that the claimant said nothing (`mapper.claims.statements`). */
const UNSTATED = new Set(["", "unknown", "unstated", "not stated", "not given"]);

const STANCES = new Set(["asserts", "denies", "confirms", "disputes"]);

/**
 * Claims by the field they are about; inside a field the order of the record.
 *
 * @param {Array<{field: string}>} claims
 * @param {string[]} [disputed] fields on which the claims disagree
 * @returns {Array<{field: string, disputed: boolean, claims: object[]}>}
 */
export function groupClaims(claims, disputed = []) {
  const groups = new Map();
  for (const claim of claims) {
    const field = claim.field ?? "";
    if (!groups.has(field)) groups.set(field, []);
    groups.get(field).push(claim);
  }
  const rank = (field) => (FIELD_ORDER.includes(field) ? FIELD_ORDER.indexOf(field) : FIELD_ORDER.length);
  return [...groups]
    .map(([field, list]) => ({ field, disputed: disputed.includes(field), claims: list }))
    .sort((a, b) => rank(a.field) - rank(b.field));
}

/**
 * A field's name in the reader's language, or its own words.
 * @param {string} field
 * @param {Function} t translator
 * @returns {string}
 */
export function wordField(field, t) {
  if (t.has(`field_${field}`)) return t(`field_${field}`);
  const words = field.replaceAll("_", " ").trim();
  return words ? words[0].toUpperCase() + words.slice(1) : t("notStated");
}

/**
 * Claims that repeat one another (the same claimant, stance and words, in another article) become one that cites each.
 *
 * @param {object[]} claims of one field
 * @returns {Array<object & {cited: object[]}>} in the order of the first of each; `cited` are the claims it stands for
 */
export function joinRepeats(claims) {
  const joined = new Map();
  for (const claim of claims) {
    // Where no claimant is named the source speaks for itself, so that two sources are two claims.
    const who = claim.claimant ? [claim.claimant] : ["", claim.source];
    const key = JSON.stringify([who, claim.stance, claim.value, claim.unit]);
    if (joined.has(key)) joined.get(key).cited.push(claim);
    else joined.set(key, { ...claim, cited: [claim] });
  }
  return [...joined.values()];
}

/** @param {string|undefined} text @param {string} mark @returns {string|undefined} what a cell separates by semicolons, as a reader writes it */
export const joined = (text, mark) =>
  text
    ?.split(";")
    .map((part) => part.trim())
    .filter(Boolean)
    .join(mark);

const number = (digits, t) => t.number(Number(digits));

/**
 * A claimed value in words: ranges and bounds are spelt out, everything else stays as printed.
 *
 * @param {string} value `84`, `10..15`, `>100`, `dozens`
 * @param {Function} t translator
 * @returns {string}
 */
export function wordValue(value, t) {
  const range = /^(\d{1,15})\.\.(\d{1,15})$/.exec(value);
  if (range) return `${number(range[1], t)}–${number(range[2], t)}`;
  const bound = /^(>=|<=|>|<)\s*(\d{1,15})$/.exec(value);
  const words = { ">": "moreThan", "<": "lessThan", ">=": "atLeast", "<=": "atMost" };
  if (!bound) return value;
  if (bound[1] === ">" && Number(bound[2]) === 0) return t("atLeast", { n: 1 });
  return t(words[bound[1]], { n: Number(bound[2]) });
}

/** A key in the number of its claimant: "says" of one, "say" of several, where the language tells them apart. */
const inNumber = (key, { many }, t) => (many && t.has(`${key}_many`) ? `${key}_many` : key);

/** @param {{stance?: string, many?: boolean}} claim @param {Function} t @returns {string} a stance that is none of ours stays as written */
export const wordStance = (claim, t) =>
  claim.stance && !STANCES.has(claim.stance)
    ? claim.stance
    : t(inNumber(claim.stance || "asserts", claim, t));

/**
 * What a claim gives, with what is counted: "12 trucks", "84 (Wagner Group)"; once where the value names it itself.
 *
 * @param {{value?: string, unit?: string}} claim
 * @param {Function} t translator
 * @returns {string}
 */
export function wordAmount({ value = "", unit = "" }, t) {
  const open = wordOpen(value, t);
  const said = open ?? wordValue(value, t);
  if (!unit || value.toLowerCase().endsWith(unit.toLowerCase())) return said;
  return [said, open || isName(unit) ? `(${unit})` : unit].filter(Boolean).join(" ");
}

/** Names are not counted like words: "84 (Wagner Group)", but "12 trucks"; nor is anything by an open number. */
const isName = (unit) => /^\p{Lu}/u.test(unit);

/** The reader's words for an open number ("dozens"), where the language has any. */
function wordOpen(value, t) {
  const key = `open_${value.trim().toLowerCase()}`;
  return t.has(key) ? t(key) : null;
}

/** So many dead, in the reader's words. */
function wordDead(value, t) {
  const key = `dead_${value.trim().toLowerCase()}`;
  return t.has(key) ? t(key) : t("killedNumber", { value: wordValue(value, t) });
}

/**
 * The claims on the dead in one sentence each: "84 killed, says the CSP". Claims with the same words are said once.
 *
 * @param {object[]} claims
 * @param {Function} t translator
 * @returns {string[]}
 */
export function sayFigures(claims, t) {
  const sentences = claims
    .filter(
      (claim) => claim.field === "fatalities" && !UNSTATED.has((claim.value ?? "").trim().toLowerCase()),
    )
    .map((claim) => {
      const who = claim.claimant || t("noClaimant");
      const what = wordDead(claim.value, t) + (claim.unit ? ` (${claim.unit})` : "");
      const key = STANCES.has(claim.stance) ? `say_${claim.stance}` : "say_asserts";
      return t(inNumber(key, claim, t), { what, who });
    });
  return [...new Set(sentences)];
}

/**
 * The figures of the record, each with the claims it rests on, or that none gives it; figures that rest on the same are said together.
 *
 * @param {{low: number|null, best: number|null, high: number|null}} figures of the record
 * @param {{low?: string, best?: string, high?: string}} [rests] the claims of each figure, in words
 * @param {Function} t translator
 * @returns {string[]}
 */
export function sayRests(figures, rests = {}, t) {
  const keys = new Map();
  for (const key of ["low", "best", "high"].filter((one) => figures[one] !== null)) {
    const claims = rests[key] ?? t("ownFigure");
    keys.set(claims, [...(keys.get(claims) ?? []), t(key)]);
  }
  return [...keys].map(([claims, names]) => t("restsOn", { figures: t.list(names), claims }));
}

/**
 * The two sides of an event in a neutral order (by name), each with its associated actors.
 *
 * @param {Array<{actor: number, role: number, name: string}>} involvements roles as in the payload, 0…3
 * @returns {Array<{actors: Array<object>, associated: Array<object>}>} at most two, those that are stated
 */
export function neutralSides(involvements) {
  const side = (main, assoc) => ({
    actors: involvements.filter(({ role }) => role === main),
    associated: involvements.filter(({ role }) => role === assoc),
  });
  const firstName = ({ actors, associated }) => (actors[0] ?? associated[0]).name;
  return [side(0, 1), side(2, 3)]
    .filter(({ actors, associated }) => actors.length || associated.length)
    .sort((a, b) => compareNames(firstName(a), firstName(b)));
}
