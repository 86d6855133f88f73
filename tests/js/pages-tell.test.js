/** What the page of a contributor proposes and says while somebody types. */

import assert from "node:assert/strict";
import test from "node:test";

import { nearness } from "../../static/js/pages/tell-limits.js";
import { proposedTitle } from "../../static/js/pages/tell-title.js";

test("a short account is its own title, without its last point", () => {
  assert.equal(proposedTitle(" Ask  twice. "), "Ask twice");
  assert.equal(proposedTitle("من يعرف؟"), "من يعرف");
});

test("of a long account a clause is proposed, or words that show that they go on", () => {
  assert.equal(proposedTitle("Ask the one who knows, before you write a date in a letter to all."), "Ask the one who knows");
  assert.equal(proposedTitle("Ask, ask, and then ask once more before you write any letter."), "Ask, ask, and then ask once more before you write…");
  assert.equal(proposedTitle("اسأل من يعرف الجواب، قبل أن تكتب أي موعد في رسالة إلى الجميع"), "اسأل من يعرف الجواب");
  const title = proposedTitle("Name a date only after asking those who do the work every day.");
  assert.equal(title, "Name a date only after asking those who do the…");
  assert.ok(title.length <= 50);
  assert.equal(proposedTitle(""), "");
});

test("a limit is said once it is near, in characters as the server counts them", () => {
  assert.equal(nearness("x".repeat(79), 100), "");
  assert.equal(nearness("x".repeat(80), 100), "near");
  assert.equal(nearness("😀".repeat(100), 100), "near");
  assert.equal(nearness("x".repeat(101), 100), "over");
});
