/** @import { ReviewCard } from "../protocol.js" */
/** @import { Desk } from "./desk.js" */

/** Cards that are read in one go, as the server counts them. */
const BATCH = 20;

/**
 * How many batches a look-through has; 0 where one go is enough.
 * @param {number} cards
 */
export function batchCount(cards) {
  return cards > BATCH ? Math.ceil(cards / BATCH) : 0;
}

/**
 * The batches that nobody has read yet.
 * @param {number} cards @param {readonly number[]} read
 */
export function unread(cards, read) {
  const all = Array.from({ length: batchCount(cards) }, (_, i) => i + 1);
  return all.filter((batch) => !read.includes(batch));
}

/**
 * The batch that stands on this desk, 0 without any: the one that was chosen here, else the first
 * that nobody has read.
 * @param {Desk} desk @param {number} cards
 */
export function currentBatch({ batch, desk }, cards) {
  const count = batchCount(cards);
  if (!count) return 0;
  return batch ? Math.min(batch, count) : (unread(cards, desk.reviewed)[0] ?? 1);
}

/** @param {readonly ReviewCard[]} cards in the order of their handles @param {number} batch */
export function inBatch(cards, batch) {
  return cards.slice((batch - 1) * BATCH, batch * BATCH);
}
