/**
 * Lists that stand still while somebody presses in them: on this page what is on a list keeps its
 * place, and what comes is put below. The server lists by random handles, so that what comes would
 * else stand anywhere; within what comes together that order is kept.
 */
export class InPlace {
  /** The keys of each list, as they were last seen. @type {Map<string, readonly string[]>} */
  #lists = new Map();

  /**
   * @template T @param {string} list its name @param {readonly T[]} all
   * @param {(one: T) => string} key
   * @param {(key: string) => string} [heir] what has come for one that is gone: it has its place
   * @returns {T[]}
   */
  order(list, all, key, heir = (one) => one) {
    const here = new Map(all.map((one) => [key(one), one]));
    const last = this.#lists.get(list) ?? [];
    const next = last.map((one) => (here.has(one) || last.includes(heir(one)) ? one : heir(one)));
    const known = new Set(next.filter((one) => here.has(one)));
    const keys = [...new Set([...known, ...here.keys()])];
    this.#lists.set(list, keys);
    return keys.flatMap((one) => here.get(one) ?? []);
  }

  /** The list is put in an order of its own anew. @param {string} list */
  forget(list) {
    this.#lists.delete(list);
  }
}
