/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import { arrivedWords, lastWords, unsentOf } from "../../static/js/participant/unsent.js";

const ARRIVED = "Everything you sent has arrived.";
const words = { happened: "It fell.", learned: "", may_stand: false };
const card = { key: "k", round: 3, ...words, state: "arrived" };

/** @param {object} kept */
const phone = (kept) => /** @type {Here} */ (/** @type {unknown} */ (
  { kept: { drafts: {}, cards: [], ...kept }, room: { waiting: 0 } }
));

test("all that was sent has arrived where no text is left on the phone", () => {
  for (const kept of [{}, { cards: [card] }, { drafts: { name: "Wanda" } },
    { cards: [card], drafts: { "card/k": JSON.stringify(words) } },
    { drafts: { "letter/story": "Old" }, taps: { "letter/story": "Old" } }]) {
    assert.equal(arrivedWords(phone(kept)), ARRIVED);
  }
});

test("with a text that was refused, kept private or not sent yet, nothing says so", () => {
  const changed = JSON.stringify({ ...words, happened: "It broke." });
  for (const kept of [{ cards: [card, { ...card, state: "refused" }] },
    { drafts: { write: JSON.stringify(words) }, taps: { "private/3": true } },
    { drafts: { lesson: "Ask." } }, { cards: [card], drafts: { "card/k": changed } },
    { drafts: { "offer/l1": JSON.stringify({ when: "It rains", will: "stay" }) } },
    { drafts: { "letter/story": "New" }, taps: { "letter/story": "Old" } }]) {
    const sentence = "What you did not send stays on this phone. Nobody else sees it.";
    assert.equal(arrivedWords(phone(kept)), sentence);
    assert.equal(unsentOf(phone(kept)).texts.length, 1);
  }
});

test("at the end a phone shows its cards, its lessons, and what was not sent", () => {
  const offer = { type: "offer", lesson: "l1", when: "It snows", will: "stay" };
  const edit = { type: "edit_card", card: "k", happened: "It slipped." };
  const { cards, lessons, offers, letters, unsent } = lastWords(/** @type {any} */ ({
    cards: [card],
    lessons: [{ key: "l", text: "Ask.", state: "arrived" }],
    offers: [{ key: "o", id: "c1", when: "It thaws", will: "go", owner: "Wanda" },
      { key: "p", id: "", when: "It snows", will: "stay" }],
    drafts: { write: JSON.stringify(words), lesson: "Wait.", name: "Wanda" },
    taps: { "letter/story": "Thanks.", "letter/story2": false },
    outbox: [offer, edit, { type: "vote" }].map((command) => ({ key: "x", command })),
  }));
  assert.deepEqual(cards, [card]);
  assert.deepEqual(letters.map(({ happened }) => happened), ["Thanks."]);
  assert.deepEqual(lessons.map(({ happened }) => happened), ["Ask."]);
  assert.deepEqual(offers, [{ happened: "It thaws", learned: "go" }], "without a name");
  const texts = unsent.map(({ happened }) => happened);
  assert.deepEqual(texts, ["It fell.", "Wait.", "It snows\nstay", "It slipped."]);
});
