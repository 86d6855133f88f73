/** @import { Stage, StageKind } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

globalThis.HTMLElement ??= /** @type {any} */ (class {});
globalThis.customElements ??= /** @type {any} */ ({ define: () => {} });
const { erasedLines } = await import("../../static/js/stages/finish/screen-erasing.js");

/** @param {StageKind[]} kinds @returns {Stage[]} */
const agenda = (...kinds) =>
  kinds.map((kind) => ({ kind, minutes: 1, name: "", prompt: "", second_prompt: "" }));

test("what is erased is named, and never what was never there", () => {
  const all = erasedLines(agenda("arrive", "story", "write", "reveal", "vote", "finish"));
  assert.deepEqual(all, [
    "Cards, except those allowed into the summary", "Ballots; the totals are kept",
    "Taps on “Been there”", "The list of devices", "The code",
  ]);
  assert.deepEqual(erasedLines(agenda("arrive", "finish")), all.slice(3));
});

test("letters that nobody gets to read are erased, each teller's in a line", () => {
  const unread = ["Mara", "", ""].map((name, n) =>
    /** @type {const} */ ({ place: n ? "story2" : "story", name, title: "T" }));
  assert.deepEqual(erasedLines(agenda("arrive", "finish"), unread), [
    "Letters to Mara", "Letters to the teller", "The list of devices", "The code",
  ]);
});
