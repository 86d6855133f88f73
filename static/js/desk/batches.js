/** @import { ReviewState } from "./review-state.js" */

/** Cards that are read in one go. */
const BATCH = 20;

/** How many batches a look-through has; 0 where one go is enough. @param {number} cards */
export function batchCount(cards) {
  return cards > BATCH ? Math.ceil(cards / BATCH) : 0;
}

/**
 * The batches in which a card waits that no desk has read.
 * @param {readonly ReviewCard[]} cards in the order of their handles
 */
export function unread(cards) {
  const all = Array.from({ length: batchCount(cards.length) }, (_, i) => i + 1);
  return all.filter((batch) => inBatch(cards, batch).some(({ read, aside }) => !read && !aside));
}

/**
 * The batch on this desk, 0 without any: the one that was chosen here, else the first that nobody
 * has read.
 * @param {Pick<ReviewState, "batch">} here @param {readonly ReviewCard[]} cards
 */
export function currentBatch({ batch }, cards) {
  const count = batchCount(cards.length);
  if (!count) return 0;
  return batch ? Math.min(batch, count) : (unread(cards)[0] ?? 1);
}

/** @param {readonly ReviewCard[]} cards in the order of their handles @param {number} batch */
export function inBatch(cards, batch) {
  return cards.slice((batch - 1) * BATCH, batch * BATCH);
}
