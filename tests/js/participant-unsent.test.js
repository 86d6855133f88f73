import assert from "node:assert/strict";
import test from "node:test";
import { drafts, lastWords } from "../../static/js/participant/unsent.js";

const words = { happened: "It fell.", learned: "", may_stand: false };
const card = { key: "k", round: 3, ...words, state: "arrived" };

/** @param {object} kept */
const left = (kept) => drafts(/** @type {any} */ ({ drafts: {}, cards: [], ...kept }));

test("what was sent, a name and a letter that is as it was sent are no drafts", () => {
  for (const kept of [{}, { cards: [card] }, { drafts: { name: "Wanda" } },
    { cards: [card], drafts: { "card/k": JSON.stringify(words) } },
    { drafts: { "letter/story": "Old" }, taps: { "letter/story": "Old" } }]) {
    assert.deepEqual(left(kept), []);
  }
});

test("a text that was kept private, changed or not sent yet is one", () => {
  const changed = JSON.stringify({ ...words, happened: "It broke." });
  for (const kept of [
    { drafts: { write: JSON.stringify(words) }, taps: { "private/3": true } },
    { drafts: { lesson: "Ask." } }, { cards: [card], drafts: { "card/k": changed } },
    { drafts: { "offer/l1": JSON.stringify({ when: "It rains", will: "stay" }) } },
    { drafts: { "letter/story": "New" }, taps: { "letter/story": "Old" } }]) {
    assert.equal(left(kept).length, 1);
  }
});

test("of a draft only its words are shown, wherever it was typed", () => {
  const draft = JSON.stringify({ ...words, key: "k2" });
  for (const place of ["write", "answer/3", "card/k2"]) {
    assert.deepEqual(left({ drafts: { [place]: draft } }), [{ place, text: "It fell." }]);
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
