/** What a desk as small as a phone says that the room reads. */
import assert from "node:assert/strict";
import test from "node:test";

import { seenWords } from "../../static/js/desk/seen-words.js";

/** @param {string} kind @param {string} phase @param {object[]} listed */
const seen = (kind, phase, listed) => seenWords(/** @type {any} */ ({
  now: { kind, phase, position: 0 },
  agenda: { stages: [{ prompt: "How can this happen?" }] },
  room: { list: () => listed },
}));

test("while people answer it says the question, and then the answers that stand on the screen", () => {
  const answers = [{ text: "Nobody saw it.", off: false }, { text: "Taken off.", off: true }, { text: "Two dates.", off: false }];
  assert.equal(seen("ask_how", "picking", []), "The facilitator picks a card for us to look at together.");
  assert.equal(seen("ask_how", "open", []), "How can this happen?");
  assert.equal(seen("ask_how", "reading", []), "The answers have arrived.");
  assert.equal(seen("ask_how", "showing", answers), "Nobody saw it.\nTwo dates.");
});
