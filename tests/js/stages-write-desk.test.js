/** What the desk says while the writing ends. */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { stage } = await import("../../static/js/stages/write/desk.js");

/** A desk at which few wrote, so many seconds before the time to withdraw is over. @param {number} left */
function desk(left) {
  const now = {
    kind: "write", phase: "few", collecting: true, round: 2, given_back: [], going_to: "look",
    last_call_ends_at: 100 + left,
  };
  const goes = [{ act: "go", to: "look", takes: [{ what: "cards_back", stage: "write" }] }];
  const room = {
    get: (/** @type {string} */ path) => ({ now, workshop: { live_wall: false } })[path],
    list: () => [], tick: {}, clock: { now: () => 100 },
  };
  return /** @type {any} */ ({ now, room, desk: { goes } });
}

test("that too few wrote is said above the button only until the button says it", () => {
  const said = (/** @type {number} */ left) => JSON.stringify(stage(desk(left)));
  assert.match(said(5), /Too few people wrote/);
  assert.doesNotMatch(said(0), /Too few people wrote/);
});
