/**
 * Something like localStorage; `full` makes it refuse to write.
 * @param {Record<string, string>} [texts]
 */
export function storage(texts = {}) {
  const all = new Map(Object.entries(texts));
  return {
    full: false,
    /** How often something was written. */
    writes: 0,
    get length() {
      return all.size;
    },
    key: (/** @type {number} */ place) => [...all.keys()][place] ?? null,
    getItem: (/** @type {string} */ name) => all.get(name) ?? null,
    removeItem: (/** @type {string} */ name) => void all.delete(name),
    clear: () => all.clear(),
    setItem(/** @type {string} */ name, /** @type {string} */ text) {
      if (this.full) throw new Error("QuotaExceededError");
      this.writes += 1;
      all.set(name, text);
    },
  };
}
