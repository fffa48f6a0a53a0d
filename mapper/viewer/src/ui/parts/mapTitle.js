/** @import {Header} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */

/** For files that do not say what their events are called. */
const UNTITLED = Object.freeze({ code: "untitled", countries: [], data_sets: [] });

/**
 * The title of the map; where it has none, what its events are called in the reader's language.
 *
 * @param {Pick<Header, "title"|"untitled">} header
 * @param {Translator} t
 */
export const mapTitle = ({ title, untitled = UNTITLED }, t) => title || t.message(untitled);
