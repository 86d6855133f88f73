/**
 * A long list in blocks of so many: a browser skips a block that is far away as a whole, also when
 * it looks for what lies under a finger.
 * @template T @param {readonly T[]} items @param {number} size @returns {T[][]}
 */
export function inBlocks(items, size) {
  const firsts = items.filter((_, place) => place % size === 0);
  return firsts.map((_, block) => items.slice(block * size, (block + 1) * size));
}
