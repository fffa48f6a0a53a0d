/**
 * Listeners to changes.
 *
 * @template {string} Key what can change
 */
export class Listeners {
  /** @type {Set<(change: {changed: Set<Key>}) => void>} */
  #listeners = new Set();

  /**
   * @param {(change: {changed: Set<Key>}) => void} listener called after each change with what changed
   * @param {{signal?: AbortSignal}} [options] the signal ends it
   * @returns {() => void} ends it
   */
  subscribe(listener, { signal } = {}) {
    this.#listeners.add(listener);
    const end = () => void this.#listeners.delete(listener);
    signal?.addEventListener("abort", end, { once: true });
    return end;
  }

  /** @param {Set<Key>} changed */
  notify(changed) {
    for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) listener({ changed });
  }
}
