/**
 * Theme and language: the reader's choices, kept for the next visit, and the system's preferences.
 */
import { DisplayStore, LANGUAGES, THEMES } from "../state/display.js";

/** @import {Header} from "../data/types.js" */

const PREFIX = "mapper.";

/**
 * @template {string} Value
 * @param {string} name
 * @param {readonly Value[]} allowed
 * @returns {Value|undefined}
 */
function readPreference(name, allowed) {
  try {
    const value = localStorage.getItem(PREFIX + name);
    return allowed.find((one) => one === value);
  } catch {
    return undefined; // the reader has disabled storage
  }
}

/** @param {string} name @param {string} value */
function writePreference(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

/** The style sheets follow `data-theme` on the root element. @param {string} theme */
function applyTheme(theme) {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

/** @param {Header} header @returns {DisplayStore} that follows system, printer and reader */
export function createDisplay({ language }) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const display = new DisplayStore({
    theme: readPreference("theme", THEMES) ?? "auto",
    language: readPreference("language", LANGUAGES) ?? (language === "fr" ? "fr" : "en"),
    systemDark: system.matches,
  });
  applyTheme(display.state().theme);
  display.subscribe(({ changed }) => {
    const { theme, language: chosen } = display.state();
    if (changed.has("theme")) {
      writePreference("theme", theme);
      applyTheme(theme);
    }
    if (changed.has("language")) writePreference("language", chosen);
  });
  system.addEventListener("change", () => display.set({ systemDark: system.matches }));
  window.addEventListener("beforeprint", () => display.set({ printing: true }));
  window.addEventListener("afterprint", () => display.set({ printing: false }));
  return display;
}
