/**
 * How the page is shown: theme, language, and whether it is printed or played.
 */
import { Listeners } from "./listeners.js";

/** @import {Display} from "./types.js" */

/** @type {readonly Display["theme"][]} */
export const THEMES = Object.freeze(["auto", "light", "dark"]);

/** @type {readonly Display["language"][]} */
export const LANGUAGES = Object.freeze(["en", "fr"]);

/** The display of a page, and who listens to it. */
export class DisplayStore {
  /** @type {Listeners<keyof Display>} */
  #listeners = new Listeners();
  #state;

  /** @param {Partial<Display>} [given] */
  constructor(given = {}) {
    /** @type {Readonly<Display>} */
    this.#state = Object.freeze({
      theme: "auto",
      systemDark: false,
      printing: false,
      language: "en",
      playing: false,
      ...given,
    });
  }

  /** @returns {Readonly<Display>} */
  state() {
    return this.#state;
  }

  /** @returns {boolean} whether the page is dark */
  isDark() {
    const { theme, systemDark } = this.#state;
    return theme === "auto" ? systemDark : theme === "dark";
  }

  /** @returns {"light"|"dark"} the theme to draw the map in; paper is white, so a printed map is light */
  mapTheme() {
    return this.isDark() && !this.#state.printing ? "dark" : "light";
  }

  /** @param {Partial<Display>} change */
  set(change) {
    const next = Object.freeze({ ...this.#state, ...change });
    const keys = /** @type {(keyof Display)[]} */ (Object.keys(next));
    const changed = new Set(keys.filter((key) => next[key] !== this.#state[key]));
    if (!changed.size) return;
    this.#state = next;
    this.#listeners.notify(changed);
  }

  /**
   * @param {(change: {changed: Set<keyof Display>}) => void} listener
   * @param {{signal?: AbortSignal}} [options]
   * @returns {() => void} ends it
   */
  subscribe(listener, options) {
    return this.#listeners.subscribe(listener, options);
  }
}
