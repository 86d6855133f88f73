/** The desk's picture of the room's screen. */
import assert from "node:assert/strict";
import test from "node:test";

import { seenByRoom } from "../../static/js/desk/seen-by-room.js";

/** What the picture knows of the story. @param {string[]} skipped */
function storyWith(skipped) {
  const entries = /** @type {Record<string, unknown>} */ ({
    story: { lesson: "Ask." }, desk: { skipped }, agenda: { stages: [{ id: "s", kind: "story" }, { id: "v", kind: "vote" }] },
  });
  const room = { get: (/** @type {string} */ path) => entries[path], list: () => [] };
  return seenByRoom(/** @type {any} */ (room)).get("story");
}

test("a story that was skipped is as unknown to the picture as to the room's screen", () => {
  assert.deepEqual(storyWith([]), { lesson: "Ask." });
  assert.equal(storyWith(["s"]), undefined);
});
