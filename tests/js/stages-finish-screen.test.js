import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { onePage } = await import("../../static/js/stages/finish/screen.js");

/** @param {number} lesson @param {string} owner */
const commitment = (lesson, owner = "") => (
  { lesson, when: "a", will: "b", who: /** @type {const} */ ("I"), owner, by: "", language: "en" }
);

test("each lesson has one commitment beside it, the first of it; the rest is counted", () => {
  const commitments = [commitment(0, "Mehdi"), commitment(0), commitment(2), commitment(-1, "Jo")];
  const { rows, more, alone } = onePage({ lessons: ["A", "B", "C"], commitments });
  assert.deepEqual(rows.map((one) => one.commitment?.owner), ["Mehdi", undefined, ""]);
  assert.deepEqual(more, { lessons: 0, commitments: 2 });
  assert.equal(alone, false);
});

test("the page has five rows at most, and what is left is counted", () => {
  const lessons = ["A", "B", "C", "D", "E", "F", "G"];
  const { rows, more } = onePage({ lessons, commitments: [commitment(0, "Jo"), commitment(6, "Ines")] });
  assert.equal(rows.length, 5);
  assert.deepEqual(more, { lessons: 2, commitments: 1 });
});

test("without a lesson the commitments stand for themselves, and without those the lessons", () => {
  const { rows, more } = onePage({ lessons: [], commitments: [commitment(-1, "Jo")] });
  assert.equal(rows[0]?.commitment?.owner, "Jo");
  assert.deepEqual(more, { lessons: 0, commitments: 0 });
  assert.equal(onePage({ lessons: ["A"], commitments: [] }).alone, true);
  assert.deepEqual(onePage(undefined).rows, []);
});
