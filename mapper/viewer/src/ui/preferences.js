/** Reader's choices that outlive the page where storage is allowed, and last as long as the page elsewhere. */

const PREFIX = "mapper.";
const kept = new Map();

/** @param {string} name @param {string[]} allowed @returns {string|null} */
export function readPreference(name, allowed) {
  let value = kept.get(name) ?? null;
  try {
    value ??= localStorage.getItem(PREFIX + name);
  } catch {
    // Storage is disabled: the page works without.
  }
  return allowed.includes(value) ? value : null;
}

/** @param {string} name @param {string} value */
export function writePreference(name, value) {
  kept.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is disabled or full: the choice holds until the page is closed.
  }
}

export const THEMES = ["auto", "light", "dark"];

/**
 * Sets the theme; style sheets follow `data-theme` on the root element.
 * @param {string} theme one of `THEMES`
 */
export function applyTheme(theme) {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

/** @returns {boolean} whether the page is dark now */
export function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
