/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { isQueued, isWithoutPlace, earliestWords, queued, turnWords } = await import("../../static/js/participant/queue.js");

test("a phone in the queue is told when its turn comes, in round figures", () => {
  assert.equal(turnWords(0), "Your turn comes in a moment.");
  assert.equal(turnWords(4.9), "Your turn comes in a moment.");
  assert.equal(turnWords(11), "Your turn comes in about 15 seconds.");
  assert.equal(turnWords(59), "Your turn comes in about 60 seconds.");
  assert.equal(turnWords(61), "Your turn comes in about 2 minutes.");
});

test("a phone that has no turn yet is told when it comes at the earliest", () => {
  assert.equal(earliestWords(200), "Your turn comes in 4 minutes at the earliest.");
  assert.equal(earliestWords(61), "Your turn comes in 2 minutes at the earliest.");
  assert.equal(earliestWords(3), "Your turn comes in 1 minute at the earliest.");
  const shown = (/** @type {boolean} */ atLeast) =>
    JSON.stringify(queued(/** @type {Here} */ (/** @type {any} */ ({ redraw() {}, room: { turn: { turnIn: 200, atLeast } } }))));
  assert.match(shown(true), /in 4 minutes at the earliest/);
  assert.match(shown(false), /in about 4 minutes/);
});

test("only a phone that the server has queued waits for its turn", () => {
  const of = (/** @type {string} */ connected) => /** @type {Here} */ (/** @type {any} */ ({ room: { connected } }));
  assert.deepEqual(["connecting", "lost", "queued", "connected"].map(of).map(isQueued), [false, false, true, false]);
});

test("a phone that was in, or that may have words, is not told that it waits for a place", () => {
  const of = (/** @type {any} */ { kind = "arrive", ...room }) => isWithoutPlace(/** @type {Here} */ (/** @type {any} */ (
    { now: { kind }, room: { connected: "lost", refusal: "full", tick: null, ...room } })));
  const others = [{ kind: "write" }, { tick: {} }, { refusal: "" }, { connected: "connected" }];
  assert.deepEqual([{}, ...others].map(of), [true, false, false, false, false]);
});
