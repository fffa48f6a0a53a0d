/**
 * Sources in words.
 */
import { link } from "./dom.js";

/** @import {Source} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */
/** @import {Child} from "../types.js" */

/** Publisher and title of a source, as far as they are known. @param {Source} source @param {Translator} t */
export const sourceName = ({ publisher, title, id }, t) =>
  [publisher, title].filter(Boolean).join(", ") || id || t("unnamedSource");

/**
 * The links to a source, each after a dot.
 *
 * @param {Source} source
 * @param {Translator} t
 * @returns {Child[]}
 */
export const sourceLinks = ({ url, archiveUrl }, t) => [
  url && [" · ", link(url, t("sourceLink"))],
  archiveUrl && [" · ", link(archiveUrl, t("archiveLink"))],
];
