import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { newsOf } = await import("../../static/js/participant/announcer.js");

const STORY = {
  heading: "Story", kind: "story", phase: "open", step: 1, lost: false, paused: false,
  covered: false, outside: "", stage: "story", added: "",
};

/** What is said when these change. @param {Partial<typeof STORY>} changed */
const heard = (changed) => newsOf(STORY, { ...STORY, ...changed });

test("a new stage is said by its name, and nothing besides", () => {
  assert.equal(heard({ heading: "Write", kind: "write", step: 0, paused: true }), "Now: Write");
});

test("where nothing changed that is heard, nothing is said", () => {
  assert.equal(heard({}), "");
  assert.equal(heard({ kind: "vote", step: 2 }), "");
});

test("each step of the story and each card of the reveal is said, in step with the room", () => {
  assert.equal(heard({ step: 2 }), "The story continues.");
  const reveal = { ...STORY, kind: "reveal" };
  assert.equal(newsOf(reveal, { ...reveal, step: 2 }), "The next page is on the room’s screen.");
});

test("what is added to the question of a stage that runs is said, and only that", () => {
  assert.equal(heard({ added: "Also a small one." }), "Added to the question: Also a small one.");
  const before = { ...STORY, added: "Also a small one." };
  const after = { ...STORY, added: "Also a small one. Take your time." };
  assert.equal(newsOf(before, after), "Added to the question: Take your time.");
  assert.equal(newsOf(before, { ...STORY, stage: "write" }), "");
});

test("a lost connection and a pause are said, and their end", () => {
  assert.equal(heard({ lost: true }), "No connection right now. What you write is kept.");
  assert.equal(newsOf({ ...STORY, lost: true }, STORY), "Connected.");
  assert.equal(heard({ paused: true }), "Paused.");
  assert.equal(newsOf({ ...STORY, paused: true }, STORY), "The clock is running again.");
});

test("the result of the vote and the end of writing are said", () => {
  assert.equal(heard({ phase: "ended" }), "The room has voted.");
  assert.equal(heard({ phase: "last_call" }), "Writing ends in a moment.");
});

test("why a phone is not in yet is said, and that it is in, and not that where it only goes on trying", () => {
  const many = { ...STORY, lost: true, outside: "many" };
  assert.equal(heard({ lost: true, outside: "many" }), "Many are joining, one moment.");
  assert.equal(newsOf(many, STORY), "You are in.");
  assert.equal(newsOf({ ...many, outside: "blocked" }, { ...many, outside: "" }), "");
});
