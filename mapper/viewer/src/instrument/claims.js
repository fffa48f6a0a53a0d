/** Fields of an event in the order in which a card asks about them; others follow as they come. */
const FIELD_ORDER = [
  "event_date", "end_date", "place", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "event_type",
  "fatalities", "injured", "captured", "vehicles_destroyed",
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

/** @param {string|undefined} stance @param {Function} t @returns {string} */
export const wordStance = (stance, t) => (STANCES.has(stance) ? t(stance) : stance || t("asserts"));

/**
 * The claims on the dead in one sentence each: "84 killed, says the CSP". Claims with the same words are said once.
 *
 * @param {object[]} claims
 * @param {Function} t translator
 * @returns {string[]}
 */
export function sayFigures(claims, t) {
  const sentences = claims
    .filter((claim) => claim.field === "fatalities" && !UNSTATED.has((claim.value ?? "").trim().toLowerCase()))
    .map((claim) => {
      const who = claim.claimant || t("noClaimant");
      const what = t(claim.unit ? "killedOf" : "killedNumber", { value: wordValue(claim.value, t), group: claim.unit });
      return t(STANCES.has(claim.stance) ? `say_${claim.stance}` : "say_asserts", { what, who });
    });
  return [...new Set(sentences)];
}

/**
 * The figures of the record, each with the claims it rests on; figures that rest on the same are said together.
 *
 * @param {{low?: string, best?: string, high?: string}} [rests] the claims of each figure, in words
 * @param {Function} t translator
 * @returns {string[]}
 */
export function sayRests(rests = {}, t) {
  const keys = new Map();
  for (const key of ["low", "best", "high"]) {
    if (rests[key]) keys.set(rests[key], [...(keys.get(rests[key]) ?? []), t(key)]);
  }
  return [...keys].map(([claims, figures]) => t("restsOn", { figures: t.list(figures), claims }));
}

/**
 * Low, best and high of the record, as far as they are stated.
 *
 * @param {{low: number, best: number, high: number}} stored as in the payload: value + 1, 0 not stated
 * @returns {{low: number|null, best: number|null, high: number|null, stated: boolean}}
 */
export function figuresOf({ low, best, high }) {
  const value = (stored) => (stored ? stored - 1 : null);
  return { low: value(low), best: value(best), high: value(high), stated: Boolean(low || best || high) };
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
    .sort((a, b) => firstName(a).localeCompare(firstName(b)));
}
