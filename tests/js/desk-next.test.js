/** @import { Agenda, Goes, Loss, Now, StageKind } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { backOf, decide, nextOf, toStage } from "../../static/js/desk/next.js";

/** @type {StageKind[]} */
const KINDS = ["arrive", "write", "look_through", "reveal", "talk", "vote", "finish"];

/** @type {Agenda} */
const agenda = {
  stages: KINDS.map((kind) => ({ id: kind, kind, minutes: 5, name: "", prompt: "", second_prompt: "" })),
};

/** Where the workshop stands. @param {StageKind} kind @param {Partial<Now>} [change] */
function standing(kind, change = {}, /** @type {Goes[]} */ goes = []) {
  /** @type {Now} */
  const now = {
    turn: 7, position: KINDS.indexOf(kind), kind, phase: "open", step: 0, steps: 1, page_size: 1,
    paused: false, ends_at: 100, left: 0, covered: false, round: 1, collecting: true,
    can_open_again: false, few: false, last_call_ends_at: null, going_to: "", given_back: [], cards_each: 2, asks_if_few: false, ...change,
  };
  return { now, agenda, goes, skipped: [], time: 90 };
}

/** @type {Loss} */
const BACK = { what: "cards_back", n: null, stage: "" };

/** @param {Goes["act"]} act @param {string} [to] @returns {Goes[]} */
const taking = (act, to = "") => [{ act, to, takes: [BACK] }];

/** @param {ReturnType<typeof nextOf>} next */
const told = (next) => next && [next.label, next.hold ? "hold" : "press"];

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

test("past the last page one press goes on, and the button has said where to", () => {
  const next = nextOf(standing("talk"));
  assert.deepEqual(told(next), ["Next: Vote", "press"]);
  assert.deepEqual(next?.command, { type: "go", turn: 7, stage: "vote", said: [] });
});

test("while phones can add lessons the button closes that, and then goes on", () => {
  const next = nextOf(standing("talk", { adding: true }));
  assert.deepEqual(told(next), ["Close adding", "press"]);
  assert.deepEqual(next?.command, { type: "close_adding", turn: 7 });
  assert.deepEqual(told(nextOf(standing("talk", { adding: false }))), ["Next: Vote", "press"]);
});

test("a card is picked before anybody is asked, and no key leaves the stage by mistake", () => {
  const picking = standing("reveal", { phase: "picking" });
  assert.deepEqual(nextOf({ ...picking, askable: true })?.command, null);
  assert.deepEqual(nextOf({ ...picking, askable: true, pick: 3 })?.command,
    { type: "ask_about", turn: 7, card: 3, said: [] });
  assert.deepEqual(told(nextOf({ ...picking, askable: false })), ["Next: Talk", "press"]);
});

test("what takes something away is held, and carries what was said of it", () => {
  const next = nextOf(standing("look_through", {}, taking("go", "reveal")));
  assert.deepEqual(told(next), ["Next: Reveal", "hold"]);
  assert.deepEqual(next?.command, { type: "go", turn: 7, stage: "reveal", said: [BACK] });
  assert.equal(next?.note, "Hold for a second");
  assert.deepEqual(told(toStage(standing("arrive", {}, taking("go", "reveal")), 3)), ["Go to Reveal", "hold"]);
  assert.deepEqual(told(toStage(standing("arrive", {}, taking("go", "reveal")), 4)), ["Go to Talk", "press"]);
});

test("going on from writing says that drafts have their 30 seconds, going back does not", () => {
  assert.equal(nextOf(standing("write"))?.note, "Last call, 30 s");
  assert.equal(backOf(standing("write"))?.note, "or the space bar");
  assert.equal(nextOf(standing("write", { collecting: false }))?.note, "or the space bar");
});

test("in the last call there is nothing to press, and the seconds are left to the clock", () => {
  const next = nextOf(standing("write",
    { phase: "last_call", last_call_ends_at: 103.2, going_to: "look_through" }));
  assert.deepEqual([next?.label, next?.note, next?.command], ["Wait", "Drafts can still be sent.", null]);
});

test("after the last call going on is a hold where cards go back", () => {
  const over = /** @type {const} */ ({ phase: "last_call", last_call_ends_at: 90, going_to: "look_through" });
  assert.deepEqual(told(nextOf(standing("write", over, taking("go", "look_through")))),
    ["Next: Look through", "hold"]);
  assert.deepEqual(told(nextOf(standing("write", over))), ["Next: Look through", "press"]);
});

test("a vote is ended before the stage can be left by the button", () => {
  const open = nextOf(standing("vote", { phase: "run_off" }, taking("end_voting")));
  assert.deepEqual(told(open), ["End the voting", "hold"]);
  assert.deepEqual(open?.command, { type: "end_voting", turn: 7, said: [BACK] });
  assert.deepEqual(told(nextOf(standing("vote", { phase: "ended" }))), ["Next: Finish", "press"]);
});

test("the seal takes a hold, and after it there is nothing to press", () => {
  const seal = ["Finish and erase the rest", "hold"];
  assert.deepEqual(told(nextOf(standing("finish", {}, taking("seal")))), seal);
  assert.deepEqual(told(nextOf(standing("finish", { phase: "closed" }))), seal);
  assert.equal(nextOf(standing("finish", { phase: "sealed" })), null);
  assert.equal(backOf(standing("finish", { phase: "sealed" })), null);
});

test("back goes a page back, and at the first page to the stage before", () => {
  assert.deepEqual(backOf(standing("reveal", { step: 2, steps: 9 }))?.command,
    { type: "step", turn: 7, step: 1 });
  const first = backOf(standing("vote"));
  assert.deepEqual(told(first), ["Back to Talk", "press"]);
  assert.deepEqual(first?.command, { type: "go", turn: 7, stage: "talk", said: [] });
  assert.deepEqual(told(backOf(standing("vote", {}, taking("go", "talk")))), ["Back to Talk", "hold"]);
  assert.equal(backOf(standing("arrive")), null);
});

test("what is left out is passed over, forth and back, and can still be gone to", () => {
  const talk = { ...standing("talk"), skipped: ["vote"] };
  assert.deepEqual(told(nextOf(talk)), ["Next: Finish", "press"]);
  assert.deepEqual(told(toStage(talk, 5)), ["Go to Vote", "press"]);
  const vote = { ...standing("vote", { phase: "ended" }), skipped: ["talk"] };
  assert.deepEqual(told(backOf(vote)), ["Back to Reveal", "press"]);
});

test("while cards can be withdrawn nothing is pressed, and then it goes on", () => {
  const few = { phase: /** @type {const} */ ("few"), last_call_ends_at: 103.2, going_to: "look_through" };
  const waits = nextOf(standing("write", few));
  assert.deepEqual([waits?.label, waits?.note, waits?.command],
    ["Wait", "Cards can still be withdrawn.", null]);
  assert.equal(backOf(standing("write", few)), null);
  const over = nextOf(standing("write", { ...few, last_call_ends_at: 90 }));
  assert.deepEqual(over?.command, { type: "go", turn: 7, stage: "look_through", said: [] });
});

test("what ends the writing on a live wall says so, not that it goes where it is", () => {
  const over = { phase: /** @type {const} */ ("last_call"), last_call_ends_at: 90, going_to: "write" };
  const next = nextOf(standing("write", over, taking("go", "write")));
  assert.deepEqual(told(next), ["End writing", "hold"]);
});

test("all that tie are taken while that makes five or fewer; else there is one more vote", () => {
  const ended = (/** @type {number} */ tied, chosen = 2) =>
    ({ ...standing("vote", { phase: "ended" }), tied, chosen });
  assert.deepEqual(nextOf(ended(3))?.command, { type: "take_tied", turn: 7 });
  assert.deepEqual([2, 3].map((tied) => decide(ended(tied)).main.label), ["Choose both", "Choose all 3"]);
  assert.deepEqual(decide(ended(3)).others.map(({ command }) => command), [{ type: "run_off", turn: 7 }]);
  assert.deepEqual(nextOf(ended(4))?.command, { type: "run_off", turn: 7 });
  assert.deepEqual(decide(ended(4)).others, []);
  const lot = decide({ ...ended(4), lot: true });
  assert.deepEqual([lot.main, ...lot.others].map(({ command }) => command?.type), ["draw_lots", "run_off"]);
});

test("on a live wall writing ends with the wall before the room, and the button says no other stage", () => {
  const wall = { wall: true };
  assert.deepEqual(told(nextOf({ ...standing("write"), ...wall })), ["End writing", "press"]);
  const over = standing("write", { collecting: false });
  assert.deepEqual(told(nextOf({ ...over, ...wall })), ["Next: Look through", "press"]);
});
