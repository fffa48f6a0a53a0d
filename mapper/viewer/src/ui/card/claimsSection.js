/**
 * The claims of a card: by field, each with its claimant, stance, quote and source.
 */
import { dataText, h } from "../parts/dom.js";
import { sourceLinks, sourceName } from "../parts/sources.js";
import { groupClaims, joinRepeats, speakerOf, wordClaimed, wordField, wordStance } from "./claims.js";

/** @import {Claim, Sources} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {CardEvent} from "../types.js" */

/**
 * @param {CardEvent} record
 * @param {Translator} t
 * @returns {HTMLElement|null} null where there are no claims
 */
export function claimsSection({ text, sources }, t) {
  if (!text.claims?.length) return null;
  const groups = groupClaims(text.claims, text.disputed).map(({ field, disputed, claims }) => {
    const mark = h("span.disputed-mark", { "aria-hidden": "true" });
    const tag = disputed && h("span.tag.disputed", {}, mark, t("sourcesDisagree"));
    const items = joinRepeats(claims).map((claim) => claimItem(claim, sources, t));
    return h(
      "section.claims-of",
      { "data-field": field, tabindex: -1 },
      h("h4", {}, wordField(field, t), tag),
      h("ul", {}, items),
    );
  });
  return h("section.claims", {}, h("h3", {}, t("claims")), groups);
}

/** @param {Claim & {cited: Claim[]}} claim @param {Sources} sources @param {Translator} t */
function claimItem(claim, sources, t) {
  const value = wordClaimed(claim, t);
  const kind = `claimant_kinds.${claim.kind}`;
  return h(
    "li.claim",
    {},
    h(
      "p",
      {},
      h("b", { dir: "auto" }, speakerOf(claim, sources) || t("noClaimant")),
      t.has(kind) && h("span.claimant-kind", {}, ` (${t(kind)})`),
      " ",
      wordStance(claim, t),
      value && [t("colon"), h("bdi.value", {}, value)],
      claim.hedge && [" ", t("hedged", { words: claim.hedge })],
    ),
    claim.inference && h("p.note.inference", {}, t("inferredHow", { how: claim.inference })),
    claim.cited.map((one) => claimSource(one, sources, t)),
  );
}

/**
 * The origin of a claim: its quote, its source and the paragraph.
 *
 * @param {Claim} claim
 * @param {Sources} sources
 * @param {Translator} t
 */
function claimSource({ quote, source: number, locator }, sources, t) {
  const source = typeof number === "number" ? sources.at(number) : undefined;
  return [
    quote && h("blockquote", { dir: "auto" }, quote),
    h(
      "p.note",
      {},
      dataText(source ? sourceName(source, t) : t("unnamedSource")),
      locator && [", ", dataText(locator)],
      source && sourceLinks(source, t),
    ),
  ];
}
