import assert from "node:assert/strict";
import test from "node:test";

import { commitmentSentence, unframed } from "../../static/js/words/commitments.js";

const OWN = { when: "the release is not green", will: "ask aloud", who: /** @type {const} */ ("I") };

test("words of the sentence that someone typed once more are not said twice", () => {
  const typed = { when: "If the release is not green", will: "I will ask aloud", who: OWN.who };
  assert.deepEqual(unframed(typed), OWN);
  assert.equal(commitmentSentence(unframed(typed)), "If the release is not green, I will ask aloud.");
});

test("words that only begin alike stay as they are", () => {
  const alike = { when: "Iffy tests come back", will: "I willingly ask", who: OWN.who };
  assert.deepEqual(unframed(alike), alike);
  assert.deepEqual(unframed(OWN), OWN);
});
