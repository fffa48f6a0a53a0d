/**
 * A reference to one event, in plain text.
 *
 * @param {{title: string, map: string, id: string, sources: Array<{named: string, published: string, url: string}>, link: string}} record
 * @param {Function} t translator
 * @returns {string}
 */
export function citation({ title, map, id, sources, link }, t) {
  const cited = sources.map(({ named, published, url }) =>
    [named, published, url].filter(Boolean).join(", "),
  );
  const where = [map || t("untitled"), t("citationEvent", { id })].join(", ");
  const parts = [`“${title}”, ${where}`];
  if (cited.length) parts.push(t("citationSources", { sources: cited.join("; ") }));
  return `${parts.join(". ")}. ${link}`;
}
