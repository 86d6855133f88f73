/** A participant's own place: what its person pressed ends with the page. */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
Object.assign(globalThis, { scrollTo: () => {} });
const { Here } = await import("../../static/js/participant/here.js");
const { cover, isOpen } = await import("../../static/js/participant/closed.js");

/** A phone at a stage that changes, and what its page is drawn from. */
function phone() {
  const now = { position: 3, round: 2, step: 0, phase: "open" };
  const kept = { whys: {} };
  const room = { device: { kept, change: () => {} }, get: (/** @type {string} */ path) => ({ now })[path] };
  const here = new Here(/** @type {any} */ (room), () => {});
  return { here, now };
}

test("why something was refused is told on the page on which it was, and on no other", () => {
  const { here, now } = phone();
  here.trouble("write", "First write what happened; then you can send it.");
  assert.equal(here.why("write"), "First write what happened; then you can send it.");
  now.phase = "last_call";
  assert.equal(here.why("write"), "");
});

test("what is one's own is closed again on the next page, and stepping out closes it", () => {
  const { here, now } = phone();
  cover(here, "sent");
  assert.deepEqual([isOpen(here, "sent"), isOpen(here, "out")], [true, false]);
  cover(here, "out");
  assert.deepEqual([isOpen(here, "sent"), isOpen(here, "out")], [false, true]);
  now.position = 4;
  assert.deepEqual([isOpen(here, "sent"), isOpen(here, "out")], [false, false]);
});
