import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import test from "node:test";

import { adopt, behind, fromSnapshot, reduce } from "../../static/js/core/reducer.js";

const FIXTURES = new URL("../contract/fixtures/", import.meta.url);
const state = { epoch: "e", rev: 5, entries: { now: { step: 1 }, "cards/1": { n: 1 } } };
const change = (/** @type {object} */ fields) =>
  ({ epoch: "e", rev: 6, set: { now: { step: 2 } }, ...fields });
const snapshot = (/** @type {object} */ fields) =>
  ({ epoch: "e", rev: 6, time: 0, entries: { now: { step: 3 } }, ...fields });

test("the change after this rev is applied: set replaces, gone deletes", () => {
  const next = reduce(state, change({ gone: ["cards/1", "cards/9"] }));
  assert.deepEqual(next, {
    state: { epoch: "e", rev: 6, entries: { now: { step: 2 } } }, hello: false,
  });
});

test("a part changes some fields of an entry, and leaves the old one as it was", () => {
  const old = { ...state, entries: { now: { step: 1, phase: "open" }, "cards/1": { n: 1 } } };
  const next = reduce(old, { epoch: "e", rev: 6, part: { now: { step: 2 } } });
  assert.deepEqual(next.state.entries, { now: { step: 2, phase: "open" }, "cards/1": { n: 1 } });
  assert.equal(old.entries.now.step, 1);
});

test("a change that is known already is dropped", () => {
  for (const rev of [4, 5]) {
    assert.deepEqual(reduce(state, change({ rev })), { state, hello: false });
  }
});

test("a change that skips a rev leads to hello, and is not applied", () => {
  assert.deepEqual(reduce(state, change({ rev: 7 })), { state, hello: true });
});

test("a change of another epoch leads to hello, however its rev looks", () => {
  for (const rev of [1, 5, 6, 99]) {
    assert.deepEqual(reduce(state, change({ epoch: "f", rev })), { state, hello: true });
  }
});

test("a view without a snapshot says hello at its first change", () => {
  assert.equal(reduce({ epoch: "", rev: -1, entries: {} }, change({})).hello, true);
});

test("reducing leaves the old state as it was", () => {
  const old = { epoch: "e", rev: 5, entries: { now: { step: 1 }, "cards/1": { n: 1 } } };
  const before = structuredClone(old);
  reduce(old, change({ gone: ["cards/1"] }));
  assert.deepEqual(old, before);
});

test("a snapshot replaces everything, unless a change has overtaken it", () => {
  assert.deepEqual(adopt(state, snapshot({})), fromSnapshot(snapshot({})));
  assert.equal(adopt(state, snapshot({ rev: 5 })), state);
  assert.equal(adopt(state, snapshot({ rev: 4 })), state);
  assert.equal(adopt(state, snapshot({ epoch: "f", rev: 1 })).epoch, "f");
});

test("a tick tells whether a change is missing", () => {
  const tick = (/** @type {string} */ epoch, /** @type {number} */ rev) =>
    behind(state, { epoch, rev, time: 0 });
  assert.deepEqual([tick("e", 4), tick("e", 5), tick("e", 6), tick("f", 1)],
    [false, false, true, true]);
});

const names = existsSync(FIXTURES)
  ? readdirSync(FIXTURES).filter((name) => name.endsWith(".json"))
  : [];

for (const name of names) {
  test(`replays ${name}: the old snapshot with its change is the fresh snapshot`, () => {
    const file = JSON.parse(readFileSync(new URL(name, FIXTURES), "utf8"));
    for (const { before, change: one, after } of Array.isArray(file) ? file : [file]) {
      const next = reduce(fromSnapshot(before), one);
      assert.deepEqual(next, { state: fromSnapshot(after), hello: false });
    }
  });
}
