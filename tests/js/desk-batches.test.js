/** @import { Desk } from "../../static/js/desk/desk.js" */
/** @import { ReviewCard } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { batchCount, currentBatch, inBatch, unread } from "../../static/js/desk/batches.js";

test("twenty cards are one go, and one more makes two batches", () => {
  assert.deepEqual([0, 20, 21, 40, 41].map(batchCount), [0, 0, 2, 2, 3]);
});

test("the batches tile the cards: none is left out and none comes twice", () => {
  const cards = /** @type {ReviewCard[]} */ (
    Array.from({ length: 55 }, (_, n) => /** @type {unknown} */ ({ handle: String(n) }))
  );
  const read = [1, 2, 3].flatMap((batch) => inBatch(cards, batch));
  assert.deepEqual(read, cards);
});

test("a desk begins with the first batch that no desk has read, and stays where it was put", () => {
  /** @param {number[]} reviewed */
  const desk = (reviewed, batch = 0) => (
    /** @type {Desk} */ (/** @type {unknown} */ ({ batch, desk: { reviewed } }))
  );
  assert.equal(currentBatch(desk([]), 55), 1);
  assert.equal(currentBatch(desk([1, 2]), 55), 3);
  assert.equal(currentBatch(desk([1, 2, 3]), 55), 1);
  assert.equal(currentBatch(desk([1], 1), 55), 1);
  assert.equal(currentBatch(desk([], 3), 30), 2);
  assert.equal(currentBatch(desk([]), 20), 0);
  assert.deepEqual(unread(55, [2]), [1, 3]);
});
