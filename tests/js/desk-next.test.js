/** @import { Agenda, Now, StageKind } from "../../static/js/protocol.js" */
/** @import { Asked } from "../../static/js/desk/next.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { backOf, decide, nextOf } from "../../static/js/desk/next.js";

/** @type {StageKind[]} */
const KINDS = ["arrive", "write", "look_through", "reveal", "talk", "vote", "finish"];

/** @type {Agenda} */
const agenda = {
  stages: KINDS.map((kind) => ({ id: kind, kind, minutes: 5, name: "", prompt: "", second_prompt: "" })),
};

/** Where the workshop stands. @param {StageKind} kind @param {Partial<Now>} [change] */
function standing(kind, change = {}, /** @type {Asked} */ asked = null, tied = 0) {
  /** @type {Now} */
  const now = {
    turn: 7, position: KINDS.indexOf(kind), kind, phase: "open", step: 0, steps: 1, page_size: 1,
    paused: false, ends_at: 100, left: 0, covered: false, round: 1, collecting: true,
    can_open_again: false, few: false, last_call_ends_at: null, going_to: "", given_back: [], few_wrote: [], cards_each: 3, asks_if_few: false, ...change,
  };
  return { now, agenda, asked, skipped: [], time: 90, tied };
}

/** @param {ReturnType<typeof nextOf>} next */
const told = (next) => next && [next.label, next.hold ? "hold" : next.command ? "press" : "ask"];

test("within a stage the button turns the page, and in a reveal of single cards it says so", () => {
  const story = nextOf(standing("talk", { step: 0, steps: 3 }));
  assert.deepEqual(told(story), ["Next page", "press"]);
  const reveal = { step: 3, steps: 9 };
  assert.deepEqual(told(nextOf(standing("reveal", reveal))), ["Next card", "press"]);
  assert.deepEqual(told(nextOf(standing("reveal", { step: 0, steps: 9 }))), ["First card", "press"]);
  assert.deepEqual(told(nextOf(standing("reveal", { ...reveal, page_size: 6 }))),
    ["Next page", "press"]);
  assert.deepEqual(nextOf(standing("reveal", reveal))?.command, { type: "step", turn: 7, step: 4 });
});

test("past the last page the first press shows the next stage's name and the second goes", () => {
  const first = nextOf(standing("talk"));
  assert.deepEqual(told(first), ["Go on", "ask"]);
  const second = nextOf(standing("talk", {}, first?.asks));
  assert.deepEqual(told(second), ["Next: Vote", "press"]);
  assert.deepEqual(second?.command, { type: "go", turn: 7, stage: "vote" });
});

test("entering the reveal takes a hold, from the stage before and from anywhere else", () => {
  assert.deepEqual(told(nextOf(standing("look_through"))), ["Next: Reveal", "hold"]);
  assert.deepEqual(told(nextOf(standing("arrive", {}, 3))), ["Go to Reveal", "hold"]);
});

test("going on from writing says that drafts have their 30 seconds, going back does not", () => {
  assert.equal(nextOf(standing("write", {}, 2))?.note, "Press again. Drafts then have 30 seconds.");
  assert.equal(nextOf(standing("write", {}, 0))?.note, "Press again");
});

test("in the last call the button counts the seconds and ends it, so that each phone still sends", () => {
  const next = nextOf(standing("write",
    { phase: "last_call", last_call_ends_at: 103.2, going_to: "look_through" }));
  assert.deepEqual([next?.label, next?.note], ["End the last call", "14 seconds left for drafts"]);
  assert.deepEqual(next?.command, { type: "end_last_call", turn: 7 });
});

test("where cards go back to their phones going on is a hold that says so", () => {
  const back = { ...standing("look_through"), givesBack: ["reveal"] };
  const next = nextOf(back);
  assert.deepEqual([next?.label, next?.note, next?.hold],
    ["Next: Reveal", "Hold for a second. The cards go back to their phones.", true]);
  assert.deepEqual(next?.command, { type: "go", turn: 7, stage: "reveal", give_back: true });
  const over = standing("write", { phase: "last_call", last_call_ends_at: 90, going_to: "look_through" });
  assert.deepEqual(told(nextOf({ ...over, givesBack: ["look_through"] })), ["Next: Look through", "hold"]);
});

test("a vote is ended by two presses before the stage can be left by the button", () => {
  assert.deepEqual(told(nextOf(standing("vote"))), ["End the voting", "ask"]);
  const sure = nextOf(standing("vote", { phase: "run_off" }, "end_voting"));
  assert.deepEqual(sure?.command, { type: "end_voting", turn: 7 });
  assert.deepEqual(told(nextOf(standing("vote", { phase: "ended" }))), ["Go on", "ask"]);
});

test("who goes on with a tie at the cut is told what becomes of it, who goes back is not", () => {
  const ended = /** @type {const} */ ({ phase: "ended" });
  assert.equal(nextOf(standing("vote", ended, 6, 2))?.note,
    "Press again. All that tie are taken along.");
  assert.equal(nextOf(standing("vote", ended, 6))?.note, "Press again");
  assert.equal(nextOf(standing("vote", ended, 4, 2))?.note, "Press again");
});

test("the seal takes a hold, and after it there is nothing to press", () => {
  assert.deepEqual(told(nextOf(standing("finish"))), ["Finish and erase traces", "hold"]);
  assert.equal(nextOf(standing("finish", { phase: "sealed" })), null);
  assert.equal(backOf(standing("finish", { phase: "sealed" })), null);
});

test("back goes a page back, and at the first page asks for the stage before", () => {
  assert.deepEqual(backOf(standing("reveal", { step: 2, steps: 9 }))?.command,
    { type: "step", turn: 7, step: 1 });
  const first = backOf(standing("vote"));
  assert.deepEqual([first?.command, first?.asks], [null, 4]);
  assert.deepEqual(backOf(standing("vote", {}, 4))?.command, { type: "go", turn: 7, stage: "talk" });
  assert.equal(backOf(standing("arrive")), null);
});

test("going back to the reveal never happens by a press", () => {
  assert.equal(backOf(standing("talk", {}, 3))?.command, null);
});

test("with batches that nobody has read the button asks once more before the reveal's hold", () => {
  const before = { ...standing("look_through"), unread: 2 };
  const first = nextOf(before);
  assert.deepEqual(told(first), ["Go on", "ask"]);
  assert.equal(first?.note, "2 batches of cards are not read yet.");
  const second = nextOf({ ...before, asked: first?.asks ?? null });
  assert.deepEqual(told(second), ["Next: Reveal", "hold"]);
  assert.equal(second?.note, "Hold for a second. 2 batches of cards are not read yet.");
  const jump = nextOf({ ...before, asked: 3 });
  assert.ok(jump?.note.includes("not read yet"));
  assert.ok(!nextOf({ ...before, asked: 1 })?.note.includes("not read yet"));
});

test("a wall on which nobody writes any more is left without a word on drafts", () => {
  assert.equal(nextOf(standing("write", { collecting: false }, 2))?.note, "Press again");
});

test("what is left out is passed over, forth and back, and can still be gone to", () => {
  const talk = { ...standing("talk"), skipped: ["vote"] };
  const first = nextOf(talk);
  assert.deepEqual(told(nextOf({ ...talk, asked: first?.asks ?? null })), ["Next: Finish", "press"]);
  assert.deepEqual(told(nextOf({ ...talk, asked: 5 })), ["Go to Vote", "press"]);
  const vote = { ...standing("vote", { phase: "ended" }), skipped: ["talk"] };
  assert.equal(backOf(vote)?.asks, 3);
});

test("while cards can be withdrawn nothing is pressed, and then it goes on", () => {
  const few = { phase: /** @type {const} */ ("few"), last_call_ends_at: 103.2, going_to: "look_through" };
  const waits = nextOf(standing("write", few));
  assert.deepEqual([waits?.label, waits?.note, waits?.command],
    ["Wait", "14 seconds left to withdraw cards", null]);
  assert.equal(backOf(standing("write", few)), null);
  const over = nextOf(standing("write", { ...few, last_call_ends_at: 90 }));
  assert.deepEqual(over?.command, { type: "go", turn: 7, stage: "look_through" });
});

test("what ends the writing on a live wall says so, not that it goes where it is", () => {
  const over = { phase: /** @type {const} */ ("last_call"), last_call_ends_at: 90, going_to: "write" };
  const next = nextOf({ ...standing("write", over), givesBack: ["write"] });
  assert.equal(next?.label, "End the writing");
});

test("an end that shows one or two ballots alone is held, and so is every way that ends it", () => {
  const few = { ...standing("vote", { phase: "open" }), endsOnFew: ["vote", "finish"] };
  const end = nextOf(few);
  assert.equal(end?.hold, true);
  assert.deepEqual(end?.command, { type: "end_voting", turn: 7, few: true });
  const jump = nextOf({ ...few, asked: 6 });
  assert.equal(jump?.hold, true);
  assert.deepEqual(jump?.command, { type: "go", turn: 7, stage: "finish", few: true });
});

test("all that tie are taken while that makes five or fewer; else there is one more vote", () => {
  const ended = (/** @type {number} */ tied, chosen = 2) =>
    ({ ...standing("vote", { phase: "ended" }, null, tied), chosen });
  assert.deepEqual(nextOf(ended(3))?.command, { type: "take_tied", turn: 7 });
  assert.deepEqual(decide(ended(3)).other?.command, { type: "run_off", turn: 7 });
  assert.deepEqual(nextOf(ended(4))?.command, { type: "run_off", turn: 7 });
  assert.equal(decide(ended(4)).other, null);
});
