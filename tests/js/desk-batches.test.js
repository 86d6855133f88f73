/** @import { ReviewCard } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { batchCount, currentBatch, inBatch, unread } from "../../static/js/desk/batches.js";

/** So many cards, of which those at these places were read. @param {number} count @param {number[]} read */
const cards = (count, read = []) => /** @type {ReviewCard[]} */ (Array.from({ length: count }, (_, n) => (
  /** @type {unknown} */ ({ handle: String(n), read: read.includes(n), aside: "" })
)));
/** @param {number} first @param {number} last */
const places = (first, last) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

test("twenty cards are one go, and one more makes two batches", () => {
  assert.deepEqual([0, 20, 21, 40, 41].map(batchCount), [0, 0, 2, 2, 3]);
});

test("the batches tile the cards: none is left out and none comes twice", () => {
  const all = cards(55);
  assert.deepEqual([1, 2, 3].flatMap((batch) => inBatch(all, batch)), all);
});

test("a batch is read once each of its cards was opened at some desk or set aside", () => {
  const all = cards(45, places(20, 38));
  assert.deepEqual(unread(all), [1, 2, 3]);
  Object.assign(all[39] ?? {}, { aside: "care" });
  assert.deepEqual(unread(all), [1, 3]);
});

test("a desk begins with the first batch that no desk has read, and stays where it was put", () => {
  assert.equal(currentBatch({ batch: 0 }, cards(55)), 1);
  assert.equal(currentBatch({ batch: 0 }, cards(55, places(0, 39))), 3);
  assert.equal(currentBatch({ batch: 0 }, cards(55, places(0, 54))), 1);
  assert.equal(currentBatch({ batch: 1 }, cards(55, places(0, 19))), 1);
  assert.equal(currentBatch({ batch: 3 }, cards(30)), 2);
  assert.equal(currentBatch({ batch: 0 }, cards(20)), 0);
});
