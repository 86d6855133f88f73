import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { remembering } from "../../static/js/participant/remembering.js";

test("the latest texts are not asked about again, and the answers are the same", () => {
  const answer = mock.fn((/** @type {string} */ text) => text.length);
  const known = remembering(answer, 2);
  assert.deepEqual(["a", "bb", "a", "bb", ""].map(known), [1, 2, 1, 2, 0]);
  assert.equal(answer.mock.callCount(), 3);
});

test("only so many are known: the one that came first is asked about again", () => {
  const answer = mock.fn((/** @type {string} */ text) => text.length);
  const known = remembering(answer, 2);
  assert.deepEqual(["a", "bb", "ccc", "a"].map(known), [1, 2, 3, 1]);
  assert.equal(answer.mock.callCount(), 4);
});
