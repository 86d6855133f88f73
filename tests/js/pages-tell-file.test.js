/** The answer that an invitation saves when it is a file, and what keeps it from being saved. */

import assert from "node:assert/strict";
import test from "node:test";

import { answerOf, faultsOf } from "../../static/js/pages/tell-answer-file.js";

const LIMITS = { context: 10, lesson: 20 };
const FIELDS = {
  context: " A\n letter. ", happened: "It was wrong.", turn: " ", now: "", lesson: "Ask.",
  title: "Ask", language: "en", reach: "once", naming: "first_name", first: "Mara",
  name: "Mara Quill", work: "people team",
};

/** @param {Record<string, string>} [changed] */
function given(changed = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...FIELDS, ...changed })) form.set(name, value);
  return form;
}

/** @param {Record<string, string>} changed */
const faults = (changed) => faultsOf(given(changed), LIMITS).map(({ name, page }) => `${name} ${page}`);

test("what the naming leaves out is not in the answer", () => {
  const invitation = { draft: "id", code: "code", terms: "1" };
  const named = answerOf(given(), invitation, "2027-03-03");
  assert.deepEqual([named.name, named.work], ["Mara", ""]);
  const text = JSON.stringify(answerOf(given({ naming: "unnamed" }), invitation, "2027-03-03"));
  assert.ok(!text.includes("Mara") && !text.includes("people team"));
});

test("steps that were left empty are not in the answer, and texts are one line", () => {
  const { story } = answerOf(given(), {}, "2027-03-03");
  assert.deepEqual(story.steps, [
    { kind: "context", text: "A letter." }, { kind: "happened", text: "It was wrong." },
  ]);
});

test("all that the desk would refuse is said, with the page where it can be mended", () => {
  assert.deepEqual(faults({}), []);
  assert.deepEqual(faults({ happened: "" }), ["steps happened"]);
  assert.deepEqual(faults({ lesson: " ", title: "" }), ["lesson lesson", "title title"]);
  assert.deepEqual(faults({ context: "x".repeat(11) }), ["long context"]);
  assert.deepEqual(faults({ reach: "", naming: "" }), ["reach reach", "naming naming"]);
  assert.deepEqual(faults({ first: "" }), ["name naming"]);
  assert.deepEqual(faults({ naming: "unnamed", first: "" }), []);
});
