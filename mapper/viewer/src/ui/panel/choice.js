/**
 * The check boxes of a facet. `null` means unrestricted (all on); a list holds the keys that are on. As soon
 * as all keys are on, the functions give `null`, so that "all on" has one form.
 */
import { choiceOf } from "../../state/state.js";

/**
 * @param {string[]|null} chosen
 * @param {string} key
 * @example isOn(null, "jnim")  // true
 */
export const isOn = (chosen, key) => chosen === null || chosen.includes(key);

/**
 * Switches some keys on or off together.
 *
 * @param {string[]|null} chosen
 * @param {string[]} all every key of the facet
 * @param {string[]} keys those to switch
 * @param {boolean} on
 * @returns {string[]|null}
 * @example switchKeys(null, ["a", "b"], ["a"], false)  // ["b"]
 */
export function switchKeys(chosen, all, keys, on) {
  const set = new Set(chosen ?? all);
  for (const key of keys) {
    if (on) set.add(key);
    else set.delete(key);
  }
  return choiceOf(all, set);
}

/**
 * @param {string[]|null} chosen
 * @param {string[]} keys of a group
 * @returns {"all"|"some"|"none"} how many of them are on
 */
export function groupState(chosen, keys) {
  if (chosen === null) return "all";
  const set = new Set(chosen);
  const on = keys.filter((key) => set.has(key)).length;
  return on === keys.length ? "all" : on ? "some" : "none";
}

/** @param {string[]} all @param {string[]} keys @returns {string[]|null} only these keys */
export const onlyKeys = (all, keys) => choiceOf(all, new Set(keys));
