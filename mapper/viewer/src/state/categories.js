/**
 * The meaning of colours: the categories of each colouring, and the month category of each event.
 */
import { indexes, once } from "../data/bytes.js";
import { monthKeys } from "../data/months.js";

/** @import {ColourBy, Data, Header, Unsigned} from "../data/types.js" */
/** @import {EventMonths} from "../data/months.js" */
/** @import {Categories, ColourGroups} from "./types.js" */

/** A period of more days than this has no month of its own. */
const LONGEST_IN_A_MONTH = 31;

/** Key of the month category for undated events. */
export const UNDATED = "";

/** Key of the month category for periods of more than a month. */
export const LONG_PERIOD = "long";

/** Key of the category of actors whose kind is not stated. */
export const UNKNOWN_KIND = "unknown";

/**
 * @param {Header} header
 * @returns {Uint16Array} the kind of each actor, and last the kind for events without stated actors
 */
const kindsOfActors = ({ actors, kinds = [] }) =>
  Uint16Array.from([...actors.map(({ group = 0 }) => group), kinds.length]);

/** @param {Header} header @param {ColourBy} colourBy @returns {Categories} */
export function categoriesOf(header, colourBy) {
  const { actors, types, months, colours } = header;
  if (colourBy === "type") {
    return categories(
      types.map(({ name }) => name),
      types.map(({ colour }) => colour),
    );
  }
  if (colourBy === "actor") {
    return categories(
      [...actors.map(({ id }) => id), ""],
      [...actors.map(({ colour }) => colour), colours.notStated],
    );
  }
  if (colourBy === "kind") {
    const kinds = header.kinds ?? [];
    return categories(
      [...kinds.map(({ name }) => name || UNKNOWN_KIND), ""],
      [...kinds.map(({ colour }) => colour), colours.notStated],
    );
  }
  const keys = [...monthKeys(header), UNDATED, LONG_PERIOD];
  return categories(keys, [...months.colours, colours.undated, colours.longPeriod], 2);
}

/**
 * Gives chosen actors that share a colour with others one of their own. If there are too few colours, all keep theirs.
 *
 * @param {Categories} all the categories by actor
 * @param {Header} header
 * @param {Uint8Array} chosen 1 for each actor that is switched on
 * @returns {Categories}
 */
export function colourChosen(all, { actors, colours: { other, shared = [other], ofActors } }, chosen) {
  const isShared = (/** @type {number} */ a) =>
    shared.includes(actors[a].colour) || actors[a].colour === other;
  const on = [...actors.keys()].filter((a) => chosen[a]);
  const taken = new Set(on.map((a) => actors[a].colour));
  const own =
    ofActors ?? [...new Set(actors.map(({ colour }) => colour))].filter((colour) => colour !== other);
  const given = own.filter((colour) => !taken.has(colour));
  const sharing = on.filter(isShared);
  if (!sharing.length || sharing.length > given.length) return all;
  const colours = [...all.colours];
  sharing.forEach((a, k) => (colours[a] = given[k]));
  return { ...all, colours };
}

/**
 * @param {string[]} keys
 * @param {string[]} colours
 * @param {number} [hollowAtEnd] how many of the last are drawn hollow
 * @returns {Categories}
 */
function categories(keys, colours, hollowAtEnd = 0) {
  return { keys, colours, hollow: new Uint8Array(keys.length).fill(1, keys.length - hollowAtEnd) };
}

/** @param {Categories} categories @returns {ColourGroups} */
export function colourGroups({ colours, hollow }) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {ColourGroups} */
  const groups = { of: new Uint16Array(colours.length), colours: [], hollow: [] };
  colours.forEach((colour, category) => {
    const key = `${colour} ${hollow[category]}`;
    const number = numbers.get(key) ?? numbers.size;
    groups.of[category] = number;
    if (numbers.has(key)) return;
    numbers.set(key, number);
    groups.colours.push(colour);
    groups.hollow.push(Boolean(hollow[category]));
  });
  return groups;
}

/**
 * The month category of each event: the month it begins in, undated, or longer than a month.
 *
 * @param {Data} data
 * @param {EventMonths} months
 * @returns {Unsigned} indexes into the keys of `categoriesOf(header, "month")`
 */
function monthCategories({ header, n, dated, col }, { first }) {
  const undated = header.months.colours.length;
  const category = indexes(n, undated + 2).fill(undated, dated);
  for (let i = 0; i < dated; i++) category[i] = col.span[i] >= LONGEST_IN_A_MONTH ? undated + 1 : first[i];
  return category;
}

/** The categories of an open map's colourings, and the categories of each event. */
export class Colouring {
  #data;
  #months;
  /** @type {Partial<Record<ColourBy, Categories>>} */
  #categories = {};
  /** The categories by actor with the colours for the chosen actors, and which actors are chosen. */
  #ofChosen = {
    chosen: /** @type {Uint8Array|null} */ (null),
    categories: /** @type {Categories|null} */ (null),
  };
  /** @type {Unsigned|null} */
  #monthCategory = null;

  /** @param {Data} data @param {EventMonths} months */
  constructor(data, months) {
    this.#data = data;
    this.#months = months;
    /** The kind of each actor, and last the kind for events without stated actors. */
    this.kinds = once(() => kindsOfActors(data.header));
  }

  /**
   * @param {ColourBy} colourBy
   * @param {Uint8Array|null} chosen 1 for each actor that is switched on; null if all are
   * @returns {Categories}
   */
  categories(colourBy, chosen) {
    const { header } = this.#data;
    const all = (this.#categories[colourBy] ??= categoriesOf(header, colourBy));
    if (colourBy !== "actor" || !chosen) return all;
    if (this.#ofChosen.chosen !== chosen)
      this.#ofChosen = { chosen, categories: colourChosen(all, header, chosen) };
    return this.#ofChosen.categories ?? all;
  }

  /**
   * @param {ColourBy} colourBy
   * @returns {Unsigned|null} the category of every event; null if coloured by actor or kind, since an event may then
   *   have several
   */
  column(colourBy) {
    if (colourBy === "type") return this.#data.col.type;
    if (colourBy === "month") return (this.#monthCategory ??= monthCategories(this.#data, this.#months));
    return null;
  }

  /**
   * @param {number} i event
   * @param {ColourBy} colourBy
   * @param {Uint8Array|null} chosen as for `categories`
   * @returns {number[]} its categories; if coloured by actor or kind, one for each involvement that is switched on
   */
  involvements(i, colourBy, chosen) {
    const column = this.column(colourBy);
    if (column) return [column[i]];
    const { actorStart, col, header } = this.#data;
    const kinds = colourBy === "kind" ? this.kinds() : null;
    const { length: notStated } = header.actors;
    if (actorStart[i] === actorStart[i + 1]) return [kinds ? kinds[notStated] : notStated];
    const actors = Array.from(col.actor.subarray(actorStart[i], actorStart[i + 1]));
    const involved = actors.filter((a) => !chosen || chosen[a]);
    return kinds ? involved.map((a) => kinds[a]) : involved;
  }
}
