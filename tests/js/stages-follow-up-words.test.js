/** @import { Carried } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { asItIsNow, livesOn, namesOwner, onShow, outcomeWords } from "../../static/js/stages/follow-up/words.js";

/** @param {Partial<Carried>} [change] @returns {Carried} */
const carried = (change = {}) => ({
  n: 1, lesson: "Restore it.", when: "a month ends", will: "restore one", who: "we", owner: "Ana",
  by: "2026-03-11", made: "2026-02-25", language: "en", outcome: "", will_now: "", by_now: "",
  learned: "", fit: "", ...change,
});

test("each outcome has its word", () => {
  const words = /** @type {const} */ (["", "kept", "changed", "dropped", "not_come_up"]).map(outcomeWords);
  assert.deepEqual(words, ["Not talked about yet", "Kept", "Changed", "Let go", "It has not come up"]);
});

test("a name stands beside what was kept or changed, and beside nothing else", () => {
  const named = /** @type {const} */ (["", "kept", "changed", "dropped", "not_come_up"]).map((outcome) =>
    namesOwner({ outcome }));
  assert.deepEqual(named, [false, true, true, false, false]);
});

test("gold is for what was kept, goes on changed, or has taught something", () => {
  assert.deepEqual(
    [
      carried(), carried({ outcome: "kept" }), carried({ outcome: "changed" }),
      carried({ outcome: "dropped" }), carried({ outcome: "dropped", learned: "Say no early." }),
    ].map(livesOn),
    [false, true, true, false, true],
  );
});

test("what was changed is said in its new words and with its new date", () => {
  const { will, by } = asItIsNow(carried({ will_now: "restore two", by_now: "2026-05-01" }));
  assert.deepEqual([will, by], ["restore two", "2026-05-01"]);
});

test("all are on the first page, then one on each; a single one is always on show", () => {
  const both = [carried(), carried({ n: 2 })];
  assert.deepEqual([0, 1, 2].map((step) => onShow(both, step)?.n), [undefined, 1, 2]);
  assert.equal(onShow([carried()], 0)?.n, 1);
  assert.equal(onShow([], 0), undefined);
});
