/** @import { Desk } from "../../static/js/desk/desk.js" */
/** @import { Now } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import "./support/page.js";
import { cueOf } from "../../static/js/desk/cues.js";

const CUE = "The stage's own cue.";

/** What the desk's cue is. @param {Partial<Now>} now @param {{ tied?: number, chosen?: boolean, skipped?: string[], list?: object[] }} [change] */
function cue(now, { tied = 0, chosen = true, skipped = [], list = [{ chosen }] } = {}) {
  const stages = ["write", "vote", "commit", "finish"].map((kind) => ({ id: kind, kind, name: "", minutes: 6 }));
  const own = {
    agenda: { stages }, now: { position: 1, phase: "open", ...now }, standing: { tied },
    desk: { cues: [CUE, CUE, CUE, CUE], skipped }, room: { list: () => list },
  };
  return cueOf(/** @type {Desk} */ (/** @type {unknown} */ (own)));
}

test("a stage begins with its own cue", () => {
  assert.equal(cue({}), CUE);
});

test("once the vote has ended, what the room takes along is read aloud", () => {
  assert.equal(cue({ phase: "ended" }),
    "Read the chosen lessons aloud. Then continue to Commit.");
  assert.equal(cue({ phase: "ended" }, { skipped: ["commit"] }),
    "Read the chosen lessons aloud. Then continue to Finish.");
  assert.equal(cue({ phase: "ended", position: 3 }), "Read the chosen lessons aloud.");
});

test("a vote that chose nothing, or a tie, has a cue of its own", () => {
  assert.equal(cue({ phase: "ended" }, { chosen: false }),
    "Say that no lesson was chosen. Then continue to Commit.");
  assert.equal(cue({ phase: "ended" }, { tied: 2 }), "Read the tied lessons aloud. Say how you decide.");
  assert.match(cue({ phase: "run_off" }), /^Say: one more vote/);
});

test("in the last call and after it, the cue speaks of the cards", () => {
  assert.equal(cue({ phase: "last_call", position: 0 }), "Say: send it, or keep it private. Then wait.");
  assert.equal(cue({ phase: "few", position: 0 }), "Say: you can still withdraw your card. Then wait.");
});

test("a third of the time is for writing an answer, the rest for reading them", () => {
  assert.match(cue({ kind: "ask_how", phase: "open" }), /when the clock shows 4:00:/);
});

test("where no card is shown, nothing is to be read aloud", () => {
  const said = "Say that no card is shown, and why. Then continue to Vote.";
  assert.equal(cue({ kind: "reveal", phase: "too_few", position: 0 }), said);
  assert.equal(cue({ kind: "reveal", step: 0, position: 0 }, { list: [] }), said);
});

test("the wall is read in silence, and each card by its own cue", () => {
  assert.match(cue({ kind: "reveal", step: 0 }), /^Let people read the wall in silence\./);
  assert.equal(cue({ kind: "reveal", step: 1 }), CUE);
});
