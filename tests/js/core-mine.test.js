/** What a device notes of its own commands. */
import assert from "node:assert/strict";
import test from "node:test";

import { nothing } from "../../static/js/core/device.js";
import { note, refusedOf, settle } from "../../static/js/core/mine.js";

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
