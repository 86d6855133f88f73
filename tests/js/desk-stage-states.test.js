import assert from "node:assert/strict";
import test from "node:test";

import { StageStates } from "../../static/js/desk/stage-states.js";

class Merging {
  lesson = "";
}
class Reading {
  opened = new Set();
}

test("a stage finds what it has kept, each kind by itself", () => {
  const states = new StageStates();
  states.of("lessons", Merging).lesson = "a";
  states.of("lessons", Reading).opened.add("b");
  assert.equal(states.of("lessons", Merging).lesson, "a");
  assert.deepEqual([...states.of("lessons", Reading).opened], ["b"]);
});

test("what a stage has kept is gone when it is left, also for itself", () => {
  const states = new StageStates();
  states.of("lessons", Merging).lesson = "a";
  assert.equal(states.of("vote", Merging).lesson, "");
  assert.equal(states.of("lessons", Merging).lesson, "");
});

test("one desk keeps nothing of another", () => {
  new StageStates().of("lessons", Reading).opened.add("b");
  assert.equal(new StageStates().of("lessons", Reading).opened.size, 0);
});
