/** @import {Source} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */

/**
 * @typedef {object} Cited
 * @property {string} title of the event
 * @property {string} map title of the map
 * @property {string} id
 * @property {(Pick<Source, "published"|"url"> & {name: string})[]} sources
 * @property {string} link
 */

/** A reference to one event, in plain text. @param {Cited} cited @param {Translator} t */
export function citation({ title, map, id, sources, link }, t) {
  const named = sources.map(({ name, published, url }) => [name, published, url].filter(Boolean).join(", "));
  const where = [map, t("citationEvent", { id })].join(", ");
  const parts = [`“${title}”, ${where}`];
  if (named.length) parts.push(t("citationSources", { sources: named.join(t("semicolon")) }));
  return `${parts.join(". ")}. ${link}`;
}
