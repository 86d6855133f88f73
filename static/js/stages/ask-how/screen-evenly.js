/**
 * Parts that are as equal as can be: seven in two are four and three.
 * @template T @param {readonly T[]} all @param {number} parts @returns {T[][]}
 */
export function evenly(all, parts) {
  const [size, larger] = [Math.floor(all.length / parts), all.length % parts];
  let at = 0;
  return Array.from({ length: parts }, (_, i) => all.slice(at, (at += size + (i < larger ? 1 : 0))));
}
