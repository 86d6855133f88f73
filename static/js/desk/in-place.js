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
   * @param {(one: T) => string} key @returns {T[]}
   */
  order(list, all, key) {
    const here = new Map(all.map((one) => [key(one), one]));
    const known = new Set((this.#lists.get(list) ?? []).filter((one) => here.has(one)));
    const keys = [...new Set([...known, ...here.keys()])];
    this.#lists.set(list, keys);
    return keys.flatMap((one) => here.get(one) ?? []);
  }

  /** The list is put in an order of its own anew. @param {string} list */
  forget(list) {
    this.#lists.delete(list);
  }
}
