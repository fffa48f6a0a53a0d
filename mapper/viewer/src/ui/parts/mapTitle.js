/** @import {Header} from "../../data/types.js" */
/** @import {Translator} from "../../i18n/index.js" */

/** For files without a title for their events. */
const UNTITLED = Object.freeze({ code: "untitled", countries: [], data_sets: [] });

/**
 * The title of the map; without one, a description of its events in the reader's language.
 *
 * @param {Pick<Header, "title"|"untitled">} header
 * @param {Translator} t
 */
export const mapTitle = ({ title, untitled = UNTITLED }, t) => title || t.message(untitled);
