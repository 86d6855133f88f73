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

const card = /** @type {const} */ ({ type: "write_card", round: 3, happened: "It broke." });

test("what another tab typed on beside a card that went out is a card of its own", () => {
  const kept = nothing();
  kept.drafts.write = JSON.stringify({ key: "k", happened: "It broke, twice." });
  settle(kept, { key: "k", command: card }, { ok: true, id: "" });
  assert.deepEqual([kept.cards.map(({ key, state }) => [key, state]), kept.keys], [[["k", "arrived"]], ["k"]]);
  const { key, happened } = JSON.parse(kept.drafts.write);
  assert.equal(happened, "It broke, twice.");
  assert.match(key, /^[0-9a-f]{32}$/);
});

test("a card that was withdrawn meanwhile does not come back with a second answer", () => {
  const kept = nothing();
  note(kept, "k", card);
  settle(kept, { key: "k", command: card }, { ok: true, id: "" });
  settle(kept, { key: "w", command: { type: "withdraw_card", round: 3, card: "k" } }, { ok: true, id: "" });
  settle(kept, { key: "k", command: card }, { ok: true, id: "" });
  assert.deepEqual(kept.cards, []);
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
