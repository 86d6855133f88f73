/** @import { DeskLessonEntry } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { mergedBy } from "../../static/js/stages/lessons/desk-merged.js";

/** @param {string} id @param {string} [parent] */
const lesson = (id, parent = "") => /** @type {DeskLessonEntry} */ ({ id, parent });

test("below a lesson stand those merged into it, and below these what was merged into them", () => {
  const below = mergedBy([lesson("a"), lesson("b", "a"), lesson("c", "b"), lesson("d"), lesson("e", "a")]);
  assert.deepEqual(["a", "b", "d"].map((id) => below(id).map((one) => one.id)), [["b", "c", "e"], ["c"], []]);
});
