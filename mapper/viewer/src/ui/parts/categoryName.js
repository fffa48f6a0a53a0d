import { formatMonth } from "../../i18n/dates.js";
import { LONG_PERIOD, UNDATED, UNKNOWN_KIND } from "../../state/categories.js";

/** @import {NamedPlace} from "../../data/places.js" */
/** @import {Country} from "../../data/types.js" */
/** @import {Translator, WordKey} from "../../i18n/index.js" */
/** @import {Store} from "../../state/store.js" */

/** The name of a kind of actors. @param {string} key @param {Translator} t */
export function kindName(key, t) {
  const label = `actor_kinds.${key}`;
  return key && key !== UNKNOWN_KIND && t.has(label) ? t(label) : t("kindUnknown");
}

/**
 * The name of an event type: in English as in the data; in another language the vocabulary's label, if it has the type.
 *
 * @param {string} name
 * @param {Translator} t
 */
export const typeName = (name, t) => labelOf(["event_types", "ucdp_event_types"], name, t);

/** The same for a sub-type. @param {string} name @param {Translator} t */
export const subTypeName = (name, t) => labelOf(["sub_event_types"], name, t);

/** @param {string[]} lists of the vocabulary @param {string} name @param {Translator} t */
function labelOf(lists, name, t) {
  const label = t.language === "en" ? undefined : lists.map((list) => `${list}.${name}`).find(t.has);
  return label === undefined ? name : t(/** @type {WordKey} */ (label));
}

/** @param {Country|null} country @param {Translator} t @returns {string} "" if it is unknown */
export const nameCountry = (country, t) => (t.language === "fr" && country?.french) || country?.name || "";

/**
 * The name of a place, with its country if places of other countries share the name.
 *
 * @param {NamedPlace|undefined} place none for events that are not on the map
 * @param {Store} store
 * @param {Translator} t
 */
export function placeName(place, { data: { header } }, t) {
  if (!place) return t("unmapped");
  const country = place.isNameShared && nameCountry(header.countries[place.country - 1] ?? null, t);
  return (place.name || t("unnamedPlace")) + (country ? ` (${country})` : "");
}

/** The same in a sentence. @param {NamedPlace|undefined} place @param {Store} store @param {Translator} t */
export const wholePlaceName = (place, store, t) =>
  placeName(place, store, t) + (place?.isArea ? ` (${t("areaOfPlace")})` : "");

/**
 * The name of a category in the current colouring.
 *
 * @param {Store} store
 * @param {string} key
 * @param {Translator} t
 */
export function categoryName(store, key, t) {
  const { colourBy } = store.state();
  const { actors } = store.data.header;
  if (colourBy === "actor") return actors.find(({ id }) => id === key)?.name ?? t("notStatedActors");
  if (colourBy === "kind") return key === "" ? t("notStatedActors") : kindName(key, t);
  if (colourBy === "type") return key ? typeName(key, t) : t("notStatedType");
  if (key === UNDATED) return t("undated");
  return key === LONG_PERIOD ? t("longPeriod") : formatMonth(key, t.language);
}

/**
 * A common name for actors of one colour: their kind, or the others of that kind.
 *
 * @param {Store} store
 * @param {number} category
 * @param {Translator} t
 */
export function sharedName(store, category, t) {
  const { actors, kinds = [], colours } = store.data.header;
  const isActor = store.state().colourBy === "actor";
  const kind = isActor && kinds[actors[category]?.group ?? 0];
  if (!kind || !t.has(`actor_kinds.${kind.name}`)) return t("otherCategories");
  const name = kindName(kind.name, t);
  return colours.shared?.includes(actors[category]?.colour) ? t("othersOfKind", { kind: name }) : name;
}
