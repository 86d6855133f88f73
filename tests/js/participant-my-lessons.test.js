/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { nothing } = await import("../../static/vendor/lit-html/lit-html.js");
const { aboutLessons } = await import("../../static/js/participant/my-lessons.js");

/** Whether a phone says something about its lesson. @param {string} fate @param {string[]} list */
function speaks(fate, ...list) {
  const words = { lessons: [{ key: "a", text: "Ask early. " }], taps: { "fate/a": fate } };
  const room = { list: () => list.map((text) => ({ text })) };
  const here = /** @type {Here} */ (/** @type {unknown} */ ({ words, room, workshop: {}, sealed: true }));
  return aboutLessons(here) !== nothing;
}

test("a lesson that came back is told of, unless the list has the same words", () => {
  for (const fate of ["back", "late"]) {
    assert.equal(speaks(fate), true);
    assert.equal(speaks(fate, "Ask late."), true);
    assert.equal(speaks(fate, "Ask late.", "Ask early."), false);
  }
});

test("a lesson that was set aside is told of, whatever the list has", () => {
  for (const fate of ["safe", "name", "care", "away"]) assert.equal(speaks(fate, "Ask early."), true, fate);
});
