import assert from "node:assert/strict";
import test from "node:test";

import { keptAndErased, keptInTwo, keptWords } from "../../static/js/words/summary-keeps.js";

const HOUR = ["arrive", "write", "vote", "commit", "finish"];
const REAL = { trial: false, rehearsal: false };

/** @param {object} [known] */
function room({ lessons = ["Ask."], commitments = [{}], kinds = HOUR, workshop = REAL } = {}) {
  const entries = { finish: { lessons, commitments }, agenda: { stages: kinds.map((kind) => ({ kind })) }, workshop };
  return { get: (/** @type {keyof entries} */ path) => entries[path] };
}

const WHOLE = "The summary keeps 1 chosen lesson, 1 commitment, the list of lessons, the totals of " +
  "the vote, the cards whose writers allowed it and answers from five people or more.";
const REST = "Everything else is erased, in every copy.";

test("every screen names what is kept in one order", () => {
  assert.equal(keptWords(room()), WHOLE);
  assert.equal(keptAndErased(room()), `${WHOLE} ${REST}`);
});

test("nothing is named that the agenda does not have, and no figure is zero", () => {
  assert.equal(keptWords(room({ lessons: [], commitments: [], kinds: ["follow_up", "finish"] })),
    "The summary keeps what became of earlier commitments, the list of lessons and answers from five people or more.");
});

test("the room's screen says first what is counted", () => {
  assert.deepEqual(keptInTwo(room()), [
    "The summary keeps 1 chosen lesson and 1 commitment.",
    "Also the list of lessons, the totals of the vote, the cards whose writers allowed it and answers from five people or more.",
  ]);
  const [first, also] = keptInTwo(room({ lessons: [], commitments: [], kinds: ["finish"] }));
  assert.equal(first, "The summary keeps the list of lessons and answers from five people or more.");
  assert.equal(also, "");
});

test("of pretend people it says that the summary goes, too", () => {
  assert.equal(keptAndErased(room({ workshop: { trial: true, rehearsal: false } })),
    `${WHOLE} ${REST} When the trial ends, the summary is erased, too.`);
  assert.equal(keptWords(room({ workshop: { trial: true, rehearsal: true } })),
    `${WHOLE} When the rehearsal ends, the summary is erased, too.`);
});
