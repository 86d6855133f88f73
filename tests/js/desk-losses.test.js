/** @import { Desk } from "../../static/js/desk/desk.js" */
/** @import { Loss, LossCode } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { lossFigures, lossWords } from "../../static/js/desk/losses.js";

const stages = ["arrive", "write", "look_through", "reveal", "vote"].map((kind) => (
  { id: kind, kind, minutes: 5, name: "", prompt: "", second_prompt: "" }
));
const finish = { lessons: ["Ask.", "Test."], commitments: [{}] };
const desk = /** @type {Desk} */ (/** @type {unknown} */ ({
  agenda: { stages },
  now: { kind: "lessons" },
  room: { get: (/** @type {string} */ path) => path === "agenda" ? { stages } : finish },
}));

/** @param {LossCode} what @param {number | null} [n] @param {string} [stage] @returns {Loss} */
const loss = (what, n = null, stage = "") => ({ what, n, stage });

/** @param {...Loss} takes */
const said = (...takes) => lossWords(desk, { takes });

test("what takes nothing away has no words", () => {
  assert.equal(said(), "");
});

test("stages that are passed over are named in one sentence, before all else", () => {
  assert.equal(said(loss("stage_passed", null, "look_through"), loss("stage_passed", null, "reveal"), loss("votes_end")),
    "This skips Look through and Reveal. You can come back to them until you finish. " +
    "Every vote placed counts. Nobody can move a vote unless you reopen the voting.");
});

test("a figure is said where it is known, and no figure where it is not", () => {
  assert.equal(said(loss("cards_shown", 1)), "The room will see 1 card. This cannot be undone.");
  assert.equal(said(loss("cards_shown", 9)),
    "The room will see 9 cards, first as a wall. This cannot be undone.");
  assert.equal(said(loss("cards_shown", 61)), "The room will see 61 cards. This cannot be undone.");
  assert.equal(said(loss("cards_shown")), "The room will see the cards. This cannot be undone.");
});

test("offers that nobody has decided about go back", () => {
  assert.equal(said(loss("offers_unread", 2)),
    "2 undecided offers go back to the phones that sent them.");
});

test("lessons that nobody has seen go back; in their stage they can still be said aloud", () => {
  assert.equal(said(loss("lessons_back")), "If too few people added a lesson, it goes back unread. " +
    "Ask aloud first whether a lesson is missing.");
  const talk = /** @type {Desk} */ ({ ...desk, now: { ...desk.now, kind: "talk" } });
  assert.equal(lossWords(talk, { takes: [loss("lessons_back")] }),
    "Any lessons that you have not seen go back to the phones that sent them.");
});

test("a tie that is left says how many there are once that is known", () => {
  assert.equal(said(loss("ties_left", 6)),
    "None of the 6 lessons tied for the last place is chosen.");
  assert.equal(said(loss("ties_left")), "Lessons tied for the last place are not chosen.");
});

test("the end says how many cards the desk has set aside", () => {
  assert.equal(said(loss("cards_aside", 1)), "1 card that you set aside is erased.");
  assert.equal(said(loss("cards_aside", 2)), "2 cards that you set aside are erased.");
});

test("the last stage says that what was not shown goes back", () => {
  assert.equal(said(loss("cards_unshown", 4)), "4 cards that were not shown go back.");
  assert.equal(said(loss("cards_unshown")), "Cards that were not shown go back.");
});

test("the end says what was taken off the screen; what is kept and erased stands in two lists beside it", () => {
  assert.equal(said(loss("cards_off", 4), loss("rest_erased")),
    "4 cards that were taken off the screen are erased. Everything else is erased, in every copy.");
});

test("the button says in figures what figures alone can say, and leaves the rest to sentences", () => {
  const figures = (/** @type {Loss[]} */ ...takes) => lossFigures({ takes });
  assert.equal(figures(loss("cards_unread", 6)), "6 unread go back");
  assert.equal(figures(loss("cards_shown", 3), loss("cards_unread", 1)), "3 shown, 1 unread goes back");
  assert.equal(figures(loss("cards_unread")), "", "no number is known");
  assert.equal(figures(loss("cards_unread", 6), loss("votes_go")), "");
  assert.equal(figures(), "");
});
