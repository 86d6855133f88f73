import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

const { resultHeading } = await import("../../static/js/stages/vote/words.js");

const ballot = /** @type {any} */ ({ too_few: "", voted: 3 });
const lesson = { votes: 2, chosen: false, tied: false };

test("what was chosen is what the room takes with it", () => {
  const lessons = [{ ...lesson, chosen: true }, { ...lesson, tied: true }];
  assert.equal(resultHeading(ballot, lessons), "We take these with us");
});

test("while all lessons tie, nobody is told that they are taken along", () => {
  const tied = { ...lesson, tied: true };
  assert.equal(resultHeading(ballot, [tied, tied]), "The room has voted.");
});

test("without a vote the lessons are named, and without a lesson it is said", () => {
  assert.equal(resultHeading(ballot, [{ ...lesson, votes: 0 }]), "Nobody voted. These are the lessons.");
  assert.equal(resultHeading(ballot, []), "There are no lessons.");
});
