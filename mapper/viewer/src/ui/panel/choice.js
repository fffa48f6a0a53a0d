/**
 * Checkbox semantics of a facet: `null` means unrestricted (all on), a list holds the keys that are on.
 * Every function returns `null` again as soon as all keys are on, so that "all on" has one spelling.
 */

/**
 * Whether a key is on.
 * @param {string[]|null} chosen
 * @param {string} key
 * @example isOn(null, "jnim")  // true
 */
export const isOn = (chosen, key) => chosen === null || chosen.includes(key);

/** Keys in the order of `all`; `null` when nothing is missing. */
function settle(all, on) {
  const kept = all.filter((key) => on.has(key));
  return kept.length === all.length ? null : kept;
}

/**
 * Switch some keys on or off together.
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
  return settle(all, set);
}

/**
 * State of a group's own checkbox: all of its keys on, some, or none.
 * @param {string[]|null} chosen
 * @param {string[]} keys
 * @returns {"all"|"some"|"none"}
 */
export function groupState(chosen, keys) {
  if (chosen === null) return "all";
  const set = new Set(chosen);
  const on = keys.filter((key) => set.has(key)).length;
  return on === keys.length ? "all" : on ? "some" : "none";
}

/**
 * Only these keys.
 * @param {string[]} all
 * @param {string[]} keys
 * @returns {string[]|null}
 */
export const onlyKeys = (all, keys) => settle(all, new Set(keys));
