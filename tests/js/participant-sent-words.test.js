/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { lessonState } = await import("../../static/js/participant/sent-words.js");

/** What a phone says became of its lesson. @param {string} fate @param {string[]} list */
function speaks(fate, ...list) {
  const words = { lessons: [], taps: { "fate/a": fate } };
  const room = { list: () => list.map((text) => ({ text })) };
  const here = /** @type {Here} */ (/** @type {unknown} */ ({ words, room, sealed: false }));
  return lessonState(here, { key: "a", text: "Ask early. ", state: "arrived" });
}

test("a lesson that came back is told of, unless the list has the same words", () => {
  for (const fate of ["back", "late"]) {
    assert.match(speaks(fate), /it stays with you\.$/i);
    assert.match(speaks(fate, "Ask late."), /it stays with you\.$/i);
    assert.equal(speaks(fate, "Ask late.", "Ask early."), "It is on the list.");
  }
});

test("a lesson that was set aside is told of, whatever the list has", () => {
  for (const fate of ["safe", "name", "care", "away"])
    assert.match(speaks(fate, "Ask early."), /^We kept this lesson off the list/);
});

test("of a lesson of which nothing is known yet a phone says that it has arrived", () => {
  assert.equal(speaks("none"), "Your lesson has arrived.");
});
