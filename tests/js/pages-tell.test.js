/** What the page of a contributor proposes and says while somebody types. */

import assert from "node:assert/strict";
import test from "node:test";

import { nearness } from "../../static/js/pages/tell-limits.js";
import { proposedTitle } from "../../static/js/pages/tell-title.js";

test("a short lesson is its own title, without its last point", () => {
  assert.equal(proposedTitle(" Ask  twice. "), "Ask twice");
  assert.equal(proposedTitle("من يعرف؟"), "من يعرف");
});

test("of a long lesson whole words are proposed", () => {
  const title = proposedTitle("Ask the one who knows, before you write a date in a letter to all.");
  assert.equal(title, "Ask the one who knows, before you write a date in");
  assert.ok(title.length <= 50);
  assert.equal(proposedTitle(""), "");
});

test("a limit is said once it is near, in characters as the server counts them", () => {
  assert.equal(nearness("x".repeat(79), 100), "");
  assert.equal(nearness("x".repeat(80), 100), "near");
  assert.equal(nearness("😀".repeat(100), 100), "near");
  assert.equal(nearness("x".repeat(101), 100), "over");
});
