/** @import { Commitment } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { canBePicked, whatToPick } from "../../static/js/stages/commit/desk-picking.js";

/** @param {string} id @returns {Commitment} */
const offer = (id, picked = false) => ({
  id, picked, lesson: "l", when: "it rains", will: "go in", who: "I", owner: "", by: "", language: "en",
});
const [one, two] = [offer("a"), offer("b")];

test("there is something to pick from two offers on, and what was picked can be let go", () => {
  assert.deepEqual([canBePicked([one]), canBePicked([one, two]), canBePicked([one], true)],
    [false, true, true]);
});

test("the desk says whether anything has to be picked", () => {
  assert.equal(whatToPick([[], []]), "");
  assert.equal(whatToPick([[one], []]), "");
  assert.match(whatToPick([[one, two], [one]]), /^1 lesson has several offers: pick the one for the room/);
  assert.match(whatToPick([[one, two], [two, one]]), /^2 lessons have several offers/);
  assert.equal(whatToPick([[one, offer("b", true)], [two]]), "");
});
