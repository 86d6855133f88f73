import assert from "node:assert/strict";
import { test } from "node:test";
import { draftState } from "../../static/js/participant/draft.js";

/** @param {string} happened @param {string} learned */
const state = (happened, learned = "") => draftState({ happened, learned, may_stand: false });

test("an empty draft is not begun and cannot be sent", () => {
  assert.deepEqual(state("  \n"), { happened: 0, learned: 0, begun: false, unready: "empty" });
});

test("what happened is enough to send", () => {
  assert.equal(state("It broke.").unready, "");
});

test("a lesson without what happened is kept and not sent", () => {
  assert.equal(state("", "Test it.").unready, "happened_empty");
  assert.ok(state("", "Test it.").begun);
});

test("280 characters can be sent and 281 cannot", () => {
  assert.equal(state("x".repeat(280)).unready, "");
  assert.equal(state("x".repeat(281)).unready, "happened_long");
});

test("140 characters of lesson can be sent and 141 cannot", () => {
  assert.equal(state("x", "y".repeat(140)).unready, "");
  assert.equal(state("x", "y".repeat(141)).unready, "learned_long");
});

test("280 emoji can be sent, since the server counts characters", () => {
  assert.equal(state("\u{1f600}".repeat(280)).unready, "");
});

test("where a browser keeps nothing, nothing says that a draft is kept", async () => {
  Object.assign(globalThis, { document: { createTreeWalker: () => null } });
  const { stateWords } = await import("../../static/js/participant/writing.js");
  const phone = (/** @type {boolean} */ lasting, nothing = false) => /** @type {any} */ ({
    lasting, kept: { cards: [] }, now: { round: 1 }, tapped: () => nothing, waitsFor: () => false,
  });
  assert.equal(stateWords(phone(true)), "Your draft is kept.");
  assert.equal(stateWords(phone(false)), "");
  assert.equal(stateWords(phone(false, true)), "You have taken part.");
});
