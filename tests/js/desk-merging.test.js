/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";

import "./support/page.js";
import { Merging, askWords, drop, edit, merge, pickUp, sayAs } from "../../static/js/desk/lesson-acts.js";

/** A desk with these lessons, by their parents, and what it has sent. @param {Record<string, string>} parents */
function deskWith(parents) {
  const merging = new Merging();
  /** @type {object[]} */
  const sent = [];
  const desk = {
    room: { get: (/** @type {string} */ path) => ({ parent: parents[path.split("/")[1] ?? ""] }) },
    atStage: () => merging,
    change: (/** @type {(desk: object) => void} */ alter) => alter(desk),
    press: (/** @type {object} */ command) => void sent.push(command),
  };
  return { desk: /** @type {Desk} */ (/** @type {unknown} */ (desk)), merging, sent };
}

// No row is drawn here.
Object.assign(document, { getElementById: () => null });

test("merging asks for the words first, of what speaks for the other lesson", () => {
  const { desk, merging, sent } = deskWith({ under: "top" });
  pickUp(desk, "a");
  merge(desk, "under");
  assert.deepEqual([merging.lesson, merging.asked, sent], ["", { lessons: ["a"], into: "top" }, []]);
  sayAs(desk, "In short.");
  assert.deepEqual(sent, [{ type: "merge", lesson: "a", into: "top", words: "In short." }]);
  assert.equal(merging.asked, null);
});

test("several are merged at once, in the words that were chosen", () => {
  const { desk, sent } = deskWith({});
  askWords(desk, { lessons: ["a", "b"], into: "a" });
  sayAs(desk, "In short.");
  assert.deepEqual(sent, [{ type: "merge_all", lessons: ["a", "b"], into: "a", words: "In short." }]);
});

test("one lesson is said in other words", () => {
  const { desk, sent } = deskWith({});
  edit(desk, "a");
  sayAs(desk, "In short.");
  assert.deepEqual(sent, [{ type: "reword", lesson: "a", words: "In short." }]);
});

test("a lesson is not merged into what is under it, and what is asked can be let go", () => {
  const { desk, merging, sent } = deskWith({ under: "a" });
  pickUp(desk, "a");
  merge(desk, "under");
  assert.deepEqual([merging.lesson, merging.asked], ["", null]);
  askWords(desk, { lessons: ["a"], into: "b" });
  assert.equal(drop(desk), true);
  assert.equal(drop(desk), false);
  sayAs(desk, "In short.");
  assert.deepEqual(sent, []);
});
