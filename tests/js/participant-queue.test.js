/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { isQueued, turnWords } = await import("../../static/js/participant/queue.js");

test("a phone in the queue is told when its turn comes, in round figures", () => {
  assert.equal(turnWords(0), "Your turn comes in a moment.");
  assert.equal(turnWords(4.9), "Your turn comes in a moment.");
  assert.equal(turnWords(11), "Your turn comes in about 15 seconds.");
  assert.equal(turnWords(59), "Your turn comes in about 60 seconds.");
  assert.equal(turnWords(61), "Your turn comes in about 2 minutes.");
});

test("only a phone that the server has queued waits for its turn", () => {
  const of = (/** @type {string} */ connected) => /** @type {Here} */ (/** @type {any} */ ({ room: { connected } }));
  assert.deepEqual(["connecting", "lost", "queued", "connected"].map(of).map(isQueued), [false, false, true, false]);
});
