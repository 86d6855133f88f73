import assert from "node:assert/strict";
import test from "node:test";

import { toneAt } from "../../static/js/projector/tone.js";

/** @param {object} [given] how often the tone sounds where this holds */
function sounds({ kind = "talk", covered = false, remaining = -0.01, ...workshop } = {}) {
  const entries = { now: { kind, covered }, workshop: { silent: false, remote: false, hybrid: false, ...workshop } };
  let n = 0;
  const room = { get: (/** @type {keyof typeof entries} */ path) => entries[path] };
  toneAt(/** @type {any} */ (room), { remaining }, () => (n += 1));
  return n;
}

test("the end of write and each end of talk sound, and no other clock", () => {
  assert.deepEqual(["write", "talk", "story", "vote", "break"].map((kind) => sounds({ kind })), [1, 1, 0, 0, 0]);
});

test("in a call, and where the desk has turned it off, nothing sounds", () => {
  for (const given of [{ silent: true }, { remote: true }, { hybrid: true }, { covered: true }])
    assert.equal(sounds(given), 0);
});

test("a page that is opened after the end stays silent", () => {
  assert.equal(sounds({ remaining: -20 }), 0);
});

test("a browser without sound breaks nothing", () => {
  const entries = { now: { kind: "talk" }, workshop: {} };
  toneAt(/** @type {any} */ ({ get: (/** @type {"now"} */ path) => entries[path] }), { remaining: 0 });
});
