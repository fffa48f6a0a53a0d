/**
 * The claims about an event in words.
 */
import { compareNames } from "../../data/fold.js";
import {
  CLAIM_FIELDS,
  NEGATIVE_STANCES,
  NUMBER_NOUNS,
  STANCES,
  UNSTATED_VALUES,
} from "../../data/vocabulary.js";

/** @import {Claim, FigureName, Figures, Involvement, Message, Sources} from "../../data/types.js" */
/** @import {Translator, WordKey} from "../../i18n/index.js" */

/** The columns of actors, in the order of an involvement's role. */
export const ACTOR_FIELDS = ["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"];

/** @type {readonly FigureName[]} */
const FIGURES = ["low", "best", "high"];

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {Map<string, T[]>}
 */
function groupBy(items, keyOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/**
 * Groups claims by the field that they are about: known fields in the order of the vocabulary, then others.
 * Inside a field they keep their order.
 *
 * @param {Claim[]} claims
 * @param {string[]} [disputed] fields on which the claims disagree
 * @returns {{field: string, disputed: boolean, claims: Claim[]}[]}
 */
export function groupClaims(claims, disputed = []) {
  const groups = groupBy(claims, ({ field = "" }) => field);
  const rank = (/** @type {string} */ field) =>
    CLAIM_FIELDS.includes(field) ? CLAIM_FIELDS.indexOf(field) : CLAIM_FIELDS.length;
  return [...groups]
    .map(([field, list]) => ({ field, disputed: disputed.includes(field), claims: list }))
    .sort((a, b) => rank(a.field) - rank(b.field));
}

/**
 * A field's label in the reader's language; a field without a label keeps its own name.
 *
 * @param {string} field
 * @param {Translator} t
 */
export function wordField(field, t) {
  const key = `claim_fields.${field}`;
  if (t.has(key)) return t(key);
  const words = field.replaceAll("_", " ").trim();
  return words ? words[0].toUpperCase() + words.slice(1) : t("notStated");
}

/**
 * Joins claims that repeat one another: the same claimant, stance and words, in another article.
 *
 * @param {Claim[]} claims of one field
 * @returns {(Claim & {cited: Claim[]})[]} in the order of the first of each; `cited` are the claims that it joins
 */
export function joinRepeats(claims) {
  /** @type {Map<string, Claim & {cited: Claim[]}>} */
  const joined = new Map();
  for (const claim of claims) {
    // Without a claimant the source is the claimant, so two sources make two claims.
    const who = claim.claimant ? [claim.claimant] : ["", claim.source];
    const key = JSON.stringify([who, claim.stance, claim.value, claim.unit, claim.basis]);
    const same = joined.get(key);
    if (same) same.cited.push(claim);
    else joined.set(key, { ...claim, cited: [claim] });
  }
  return [...joined.values()];
}

/**
 * @param {string|undefined} text parts separated by semicolons
 * @param {string} mark to write between them instead
 */
export const joinParts = (text, mark) =>
  text
    ?.split(";")
    .map((part) => part.trim())
    .filter(Boolean)
    .join(mark);

/**
 * A claimed value as people print it: "by August 2024", "more than 100"; other words stay as written.
 *
 * @param {Pick<Claim, "value"|"words">} claim
 * @param {Translator} t
 */
export const wordValue = ({ value = "", words }, t) => (words ? t.message(words) : value);

/** Whether a value is an open number such as "dozens". @param {Pick<Claim, "words">} claim */
const isOpen = ({ words }) => Boolean(words?.code.startsWith("open-"));

/**
 * The wording for several claimants, who "say", if the language has one; else the same.
 *
 * @param {WordKey} key
 * @param {Claim} claim
 * @param {Translator} t
 */
function inNumber(key, { many }, t) {
  const plural = `${key}_many`;
  return many && t.has(plural) ? plural : key;
}

/** The basis of a claim that the editors infer from what its source prints. */
const INFERRED = "inferred";

/** Whether a claim's stance is known; a missing one means asserts. @param {Claim} claim */
const hasStance = ({ stance }) => !stance || STANCES.includes(stance);

/** @param {Claim} claim @param {Translator} t @returns {string} */
export function wordStance(claim, t) {
  if (!hasStance(claim)) return t("stanceUnclear", { stance: String(claim.stance) });
  if (claim.basis === INFERRED) return t("inferredBy");
  const key = `stances.${claim.stance || "asserts"}`;
  return t.has(key) ? t(inNumber(key, claim, t)) : "";
}

/**
 * A claim's value with its unit: "12 trucks", "84 (Wagner Group)". A unit that is part of the value is not repeated.
 *
 * @param {Pick<Claim, "value"|"words"|"unit">} claim
 * @param {Translator} t
 */
export function wordAmount(claim, t) {
  const { value = "", unit = "" } = claim;
  const amount = wordValue(claim, t);
  if (!unit || value.toLowerCase().endsWith(unit.toLowerCase())) return amount;
  if (isOpen(claim) || isName(unit) || isOnlyWords(claim))
    return [amount, `(${unit})`].filter(Boolean).join(" ");
  if (isNoun(amount))
    return t(VOWEL.test(unit.normalize("NFD")) ? "countedOfVowel" : "countedOf", { value: amount, unit });
  return [amount, unit].filter(Boolean).join(" ");
}

const NOUNS = new RegExp(`(?:${NUMBER_NOUNS.join("|")})s?$`, "i");
const VOWEL = /^[aeiouyh\u0153]/i;

/** @param {string} amount */
const isNoun = (amount) => NOUNS.test(amount);

/** Whether a value is not a figure and contains none: "unknown number". @param {Pick<Claim, "value"|"words">} claim */
const isOnlyWords = ({ value = "", words }) => !words && !/\d/.test(value);

/** Whether a unit is a name: "84 (Wagner Group)", but "12 trucks". @param {string} unit */
const isName = (unit) => /^\p{Lu}/u.test(unit);

/**
 * The value that a claim asserts or denies; a denial without a value denies any.
 * @param {Claim} claim @param {Translator} t
 */
export const wordClaimed = (claim, t) =>
  wordAmount(claim, t) || (NEGATIVE_STANCES.includes(claim.stance ?? "") ? t("anyOfIt") : "");

/** A number of dead; words that are more than a figure stay as printed. @param {Claim} claim @param {Translator} t */
function wordDead(claim, t) {
  if (!claim.words && !/^\d+$/.test(claim.value ?? "")) return t("inOwnWords", { value: claim.value ?? "" });
  const said = isOpen(claim) ? claim.words?.code.slice("open-".length) : claim.value?.trim().toLowerCase();
  const key = `dead_${said}`;
  if (t.has(key)) return t(key);
  const value = wordValue(claim, t);
  return t(isNoun(value) ? "killedOf" : "killedNumber", { value });
}

/**
 * Who makes a claim: the claimant, else the source; "" if neither is named.
 *
 * @param {Claim} claim
 * @param {Sources} [sources]
 */
export function speakerOf({ claimant, source: number }, sources) {
  const source = typeof number === "number" ? sources?.at(number) : undefined;
  return claimant || source?.publisher || source?.title || source?.id || "";
}

/**
 * The claims about the dead, one sentence each with its hedge: "84 killed, says the CSP". Equal sentences appear once;
 * a claim with an unknown stance has none.
 *
 * @param {Claim[]} claims
 * @param {Translator} t
 * @param {Sources} [sources]
 * @returns {string[]}
 */
export function sayFigures(claims, t, sources) {
  const isStated = (/** @type {Claim} */ { field, value = "" }) =>
    field === "fatalities" && !UNSTATED_VALUES.includes(value.trim().toLowerCase());
  const sentences = claims
    .filter((claim) => isStated(claim) && hasStance(claim))
    .map((claim) => {
      const name = speakerOf(claim, sources) || t("noClaimant");
      const who = claim.article ? t.message({ code: "the", name }) : name;
      const hedge = claim.hedge && !claim.value?.includes(claim.hedge) && t("hedged", { words: claim.hedge });
      const unit = claim.unit && `(${claim.unit})`;
      const what = [wordDead(claim, t), unit, hedge].filter(Boolean).join(" ");
      const isSaid = speakerOf(claim, sources) || NEGATIVE_STANCES.includes(claim.stance ?? "");
      if (!isSaid) return t("sayNobody", { what });
      const key = claim.basis === INFERRED ? "say_inferred" : `say_${claim.stance}`;
      return t(inNumber(t.has(key) ? key : "say_asserts", claim, t), { what, who });
    });
  return [...new Set(sentences)];
}

/**
 * The basis of the record's figures, one sentence for all figures with the same basis.
 *
 * @param {Pick<Figures, FigureName>} figures
 * @param {Partial<Record<FigureName, Message>>|undefined} rests for each figure the claims that it rests on
 * @param {Translator} t
 * @returns {string[]}
 */
export function sayRests(figures, rests = {}, t) {
  const stated = FIGURES.filter((name) => figures[name] !== null);
  const byBasis = groupBy(stated, (name) => {
    const claims = rests[name];
    return claims ? t.message(claims) : t("ownFigure");
  });
  return [...byBasis].map(([claims, names]) =>
    t("restsOn", { figures: t.list(names.map((name) => t(name))), claims }),
  );
}

/**
 * A side of an event, with the fields of its actors.
 *
 * @typedef {{actors: Involvement[], associated: Involvement[], fields: string[]}} Side
 */

/**
 * @param {Involvement[]} involvements
 * @param {boolean} [attackerFirst] whether the order of roles says who attacked
 * @returns {Side[]} the stated sides, at most two: the attacker first, or else in the order of their names, which does
 *   not suggest who attacked
 */
export function neutralSides(involvements, attackerFirst = false) {
  const side = (/** @type {number} */ main, /** @type {number} */ associated) => ({
    fields: [ACTOR_FIELDS[main], ACTOR_FIELDS[associated]],
    actors: involvements.filter(({ role }) => role === main),
    associated: involvements.filter(({ role }) => role === associated),
  });
  const firstName = (/** @type {Side} */ { actors, associated }) => (actors[0] ?? associated[0]).name;
  return [side(0, 1), side(2, 3)]
    .filter(({ actors, associated }) => actors.length || associated.length)
    .sort((a, b) => (attackerFirst ? 0 : compareNames(firstName(a), firstName(b))));
}
