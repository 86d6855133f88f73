/**
 * The same function of a text, which knows its latest answers: a page is drawn anew for each letter
 * and each vote, and asks of most texts what it has just asked.
 * @template T
 * @param {(text: string) => T} answer @param {number} many how many answers
 * @returns {(text: string) => T}
 */
export function remembering(answer, many) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const fresh = answer(text);
    if (known.size >= many) known.delete(known.keys().next().value ?? "");
    known.set(text, fresh);
    return fresh;
  };
}
