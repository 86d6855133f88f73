/** @import { Commitment, DeskLessonEntry, StageKind } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { asProjector, leadingOf } from "../../static/js/desk/as-projector.js";

/** @type {StageKind[]} */
const KINDS = ["arrive", "go_first", "story", "reveal", "lessons", "commit"];
/** @type {StageKind[]} */
const SHORT = ["arrive", "story", "write", "reveal", "vote", "commit"];

/** @param {StageKind} kind @param {Record<string, unknown>} entries */
function seen(kind, entries, kinds = KINDS) {
  const agenda = { stages: kinds.map((each) => ({ kind: each, minutes: 5 })) };
  const now = { kind, position: kinds.indexOf(kind) };
  const { agenda: _agenda, now: _now, ...rest } = asProjector({ agenda, now, ...entries });
  return rest;
}

/** @param {string} id @param {Partial<DeskLessonEntry>} [change] */
function lesson(id, change = {}) {
  return {
    id, text: `Words of ${id}.`, language: "en", parent: "", left_out: false, beyond: false, votes: null,
    tied: false, rank: 0, chosen: false, paper: 4, ...change,
  };
}

const card = {
  n: 1, happened: "It fell.", learned: "Hold it.", language: "en", sensitive: false, off: false,
  been_there: "none", asked: true, shown: true,
};

test("a card loses the desk's marks and keeps its words", () => {
  const { asked: _asked, shown: _shown, ...plain } = card;
  assert.deepEqual(seen("reveal", { "cards/1": card }), { "cards/1": plain });
});

test("a card that was taken off has no words", () => {
  const found = /** @type {any} */ (seen("reveal", { "cards/1": { ...card, off: true } }));
  assert.deepEqual([found["cards/1"].happened, found["cards/1"].learned], ["", ""]);
});

test("what waits for the reveal and the desk's own entry are never shown", () => {
  assert.deepEqual(seen("reveal", { "review/x": { handle: "x" }, desk: { cues: [] } }), {});
});

test("what is unknown is not shown", () => {
  assert.deepEqual(seen("reveal", { secrets: {}, "other/1": {} }), {});
});

test("story and leader wait for their stage", () => {
  const both = { story: { title: "A" }, leader: { name: "Ana" } };
  assert.deepEqual(seen("arrive", both), {});
  assert.deepEqual(Object.keys(seen("go_first", both)), ["leader"]);
  assert.deepEqual(Object.keys(seen("reveal", both)), ["story", "leader"]);
});

test("a lesson carries the words of those merged into it, and these have no row", () => {
  const entries = {
    "lessons/a": lesson("a"), "lessons/b": lesson("b", { parent: "a" }),
    "lessons/c": lesson("c", { parent: "b" }), "lessons/d": lesson("d", { left_out: true }),
  };
  const { parent: _parent, left_out: _out, beyond: _beyond, paper: _paper, ...plain } = lesson("a");
  const also = ["Words of b.", "Words of c."];
  assert.deepEqual(seen("lessons", entries), { "lessons/a": { ...plain, also } });
});

test("lessons wait for their stage, and of the commitments only picked ones are shown", () => {
  const picked = { id: "k", picked: true };
  const entries = {
    "lessons/a": lesson("a"), "commitments/k": picked, "commitments/m": { id: "m", picked: false },
  };
  assert.deepEqual(seen("reveal", { "lessons/a": lesson("a") }), {});
  assert.deepEqual(Object.keys(seen("commit", entries)), ["lessons/a", "commitments/k"]);
});

test("where the agenda has no stage for lessons, the vote brings them", () => {
  const entries = { "lessons/a": lesson("a") };
  assert.deepEqual(seen("reveal", entries, SHORT), {});
  assert.deepEqual(Object.keys(seen("vote", entries, SHORT)), ["lessons/a"]);
  assert.deepEqual(Object.keys(seen("commit", entries, SHORT)), ["lessons/a"]);
});

test("a password that the room may not read in letters is not in its miniature either", () => {
  const wifi = { name: "Atrium", password: "locksmith", shown: true, qr: ["1"] };
  assert.deepEqual(seen("arrive", { wifi }), { wifi });
  const hidden = { ...wifi, shown: false };
  assert.deepEqual(seen("arrive", { wifi: hidden }), { wifi: { ...hidden, password: "" } });
});

test("the room sees what was picked, else the first offer, however they are listed", () => {
  const offer = (/** @type {string} */ id, picked = false) => (
    /** @type {Commitment} */ (/** @type {unknown} */ ({ id, picked }))
  );
  const [one, two, picked] = [offer("a"), offer("b"), offer("c", true)];
  assert.equal(leadingOf([]), undefined);
  assert.equal(leadingOf([two, one]), one);
  assert.equal(leadingOf([two, picked, one]), picked);
});
