/** What a device notes of its own commands. */
import assert from "node:assert/strict";
import test from "node:test";

import { nothing } from "../../static/js/core/device.js";
import { doneOf, note, refusedOf, settle } from "../../static/js/core/mine.js";

const vote = /** @type {const} */ ({ type: "vote", round: 9, lesson: "l4", votes: 1 });

test("that a vote came too late is kept until a vote of its round counts", () => {
  const kept = nothing();
  for (const [answer, said] of /** @type {const} */ ([
    [{ refused: "round_closed", about: "" }, "round_closed"],
    [{ refused: "no_such", about: "" }, "round_closed"],
    [{ ok: true, id: "" }, undefined],
  ])) {
    note(kept, "k", vote);
    settle(kept, { key: "k", command: vote }, answer);
    assert.equal(kept.taps[refusedOf(9)], said);
  }
});

test("that's all is said again by whoever had said it without a vote, and votes after all", () => {
  const kept = nothing();
  const done = /** @type {const} */ ({ type: "done_voting", round: 9 });
  note(kept, "k", done);
  assert.equal(kept.taps[doneOf(9)], true);
  note(kept, "l", vote);
  assert.equal(kept.taps[doneOf(9)], undefined);
  note(kept, "m", done);
  note(kept, "n", { ...vote, lesson: "l5" });
  assert.equal(kept.taps[doneOf(9)], true);
});
