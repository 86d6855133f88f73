/** @import { Now, StageKind } from "../../static/js/protocol.js" */
/** @import { Hour } from "../../static/js/desk/time-savings.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { LEAST } from "../../static/js/rules/kinds.js";
import { offersOf, shared } from "../../static/js/desk/time-savings.js";

/** @type {Array<[StageKind, number]>} */
const STAGES = [
  ["arrive", 5], ["ground_rules", 2], ["go_first", 4], ["story", 7], ["story", 6], ["write", 6],
  ["look_through", 2], ["reveal", 11], ["talk", 5], ["lessons", 6], ["vote", 3], ["commit", 6],
  ["finish", 3],
];
const at = Object.fromEntries(STAGES.map(([kind], position) => [kind, position]));

/**
 * At the beginning of a stage, so many minutes behind.
 * @param {StageKind} kind @param {number} behind
 * @param {Partial<Hour>} [change] @param {Partial<Now>} [standing]
 * @returns {Hour}
 */
function hour(kind, behind, change = {}, standing = {}) {
  const position = at[kind] ?? 0;
  const stages = STAGES.map(([one, minutes], place) => (
    { id: `s${place}`, kind: one, minutes, name: "", prompt: "", second_prompt: "" }
  ));
  const skipped = change.skipped ?? [];
  const later = stages.filter(({ id }, place) => place > position && !skipped.includes(id));
  const left = (stages[position]?.minutes ?? 0) * 60;
  const end = 10_000 + left + later.reduce((sum, { minutes }) => sum + minutes, 0) * 60;
  /** @type {Now} */
  const now = {
    turn: 7, position, kind, phase: "open", step: 0, steps: 1, page_size: 1, paused: false,
    ends_at: 100, left: 0, covered: false, round: 1, collecting: true, can_open_again: false,
    few: false, last_call_ends_at: null, going_to: "", given_back: [], cards_each: 2, asks_if_few: false, ...standing,
  };
  return {
    agenda: { stages }, position, skipped, left, time: 10_000, startedAt: 9_000,
    freeBy: end - behind * 60, now, took: {}, cardsWaiting: 0, ...change,
  };
}

/** @param {Hour} given */
const said = (given) => offersOf(given).map(({ label, note }) => `${label}, ${note}`);
/** @param {Hour} given @param {string} name */
const offer = (given, name) => offersOf(given).find((one) => one.name === name);

test("on time, a minute behind, or while drafts are sent, nothing is offered", () => {
  for (const behind of [-5, 0, 1]) assert.deepEqual(offersOf(hour("arrive", behind)), []);
  assert.deepEqual(offersOf(hour("write", 5, {}, { phase: "last_call" })), []);
  assert.deepEqual(offersOf(hour("write", 5, { freeBy: null, startedAt: null })), []);
});

test("from two minutes on there are stages that can be left out, with what each saves", () => {
  assert.deepEqual(said(hour("arrive", 2)).slice(0, 3), [
    "Leave out: Leader’s story, saves 4 minutes",
    "Leave out: Second story, saves 6 minutes",
    "Leave out: Talk, saves 5 minutes",
  ]);
  assert.deepEqual(offer(hour("arrive", 2), "skip-s8")?.command,
    { type: "skip_stage", stage: "s8", on: true });
});

test("what has begun or is past, or is left out already, is not offered", () => {
  const names = offersOf(hour("write", 5)).map(({ name }) => name);
  assert.deepEqual(names, ["skip-s8", "shorten"]);
  const begun = hour("lessons", 5);
  assert.equal(offer(begun, "skip-s8"), undefined);
  assert.equal(offer(hour("write", 5, { took: { s8: 1 } }), "skip-s8"), undefined);
  assert.equal(offer(hour("write", 5, { skipped: ["s8"] }), "skip-s8"), undefined);
});

test("shortening spreads what is missing and leaves everything its least", () => {
  const found = offer(hour("reveal", 4), "shorten");
  assert.equal(found?.note, "saves 4 minutes: Talk 3 min, Lessons 4 min");
  const command = found?.command;
  assert.deepEqual(command?.type === "set_minutes" && command.minutes,
    { s8: 3, s9: 4 });
});

test("who votes, promises and hears the end gives way only when nothing else can", () => {
  assert.equal(offer(hour("reveal", 7), "shorten")?.note,
    "saves 7 minutes: Talk 3 min, Lessons 3 min, Vote 2 min, Commit 5 min");
});

test("however late it is, nobody is left less than the least of a stage", () => {
  const command = offer(hour("arrive", 90), "shorten")?.command;
  assert.ok(command?.type === "set_minutes");
  STAGES.slice(1).forEach(([kind, whole], i) => {
    const minutes = command.minutes[`s${i + 1}`] ?? whole;
    assert.equal(minutes, Math.min(whole, LEAST[kind] ?? 0), kind);
  });
});

test("when nothing can be spared any more, shortening is not offered", () => {
  const tight = hour("commit", 5);
  tight.agenda.stages[12] = { ...tight.agenda.stages[12], minutes: 2, kind: "finish",
    id: "s12", name: "", prompt: "", second_prompt: "" };
  assert.equal(offer(tight, "shorten"), undefined);
});

test("in the reveal, cards that were not shown yet can share pages", () => {
  const many = hour("reveal", 3, {}, { step: 1, steps: 26 });
  const found = offer(many, "six");
  assert.equal(found?.note, "saves about 4 minutes");
  assert.deepEqual(found?.command, { type: "page_size", turn: 7, size: 6 });
  assert.equal(offer(hour("reveal", 3, {}, { step: 20, steps: 26 }), "six"), undefined);
  assert.equal(offer(hour("reveal", 3, {}, { steps: 26, page_size: 6 }), "six"), undefined);
});

test("before the reveal its minutes are made those of pages of six, where cards are many", () => {
  const found = offer(hour("look_through", 3, { cardsWaiting: 18 }), "six");
  assert.equal(found?.note, "saves 7 minutes");
  const command = found?.command;
  assert.equal(command?.type === "set_minutes" && command.minutes.s7, 4);
  assert.equal(offer(hour("look_through", 3, { cardsWaiting: 8 }), "six"), undefined);
});

test("shares are whole, in proportion, and together as many as are needed or there are", () => {
  assert.deepEqual(shared([4, 2, 2], 4), [2, 1, 1]);
  assert.deepEqual(shared([3, 3, 3], 4), [2, 1, 1]);
  assert.deepEqual(shared([1, 0, 1], 9), [1, 0, 1]);
  assert.deepEqual(shared([0, 0], 3), [0, 0]);
});
