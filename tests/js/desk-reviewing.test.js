/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import { atOneStage } from "./support/at-stage.js";
import { InPlace } from "../../static/js/desk/in-place.js";
import { ReviewState } from "../../static/js/desk/review-state.js";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { actOnCard, hasLooked, isFine, isMirrored, listedCards, turn, turnsAll, uncoverAll } =
  await import("../../static/js/desk/reviewing.js");
const { mirrorQuestion } = await import("../../static/js/desk/review-list.js");
// After a card is closed the next one comes into view; nothing is laid out here.
Object.assign(globalThis, { requestAnimationFrame: () => 0 });

const HANDLES = ["a", "b", "c"];

/** A desk in the look-through. @param {object} [change] */
function desk(change = {}) {
  /** @type {object[]} */
  const sent = [];
  const cards = HANDLES.map((handle) => ({ handle, aside: "", read: false }));
  const own = {
    now: { kind: "look_through", covered: false, turn: 7 }, over: false, room: { list: () => cards },
    hasLooked: true, redraw: () => {}, atStage: atOneStage(),
    press: (/** @type {object} */ one) => sent.push(one),
    steer: (/** @type {object} */ one) => sent.push(one),
    change: (/** @type {(own: object) => void} */ alter) => alter(own), ...change,
  };
  const review = own.atStage(ReviewState);
  return { own: /** @type {Desk} */ (/** @type {unknown} */ (own)), review, sent, cards };
}

test("before the first card opens, somebody has to look at the room's screen, once", () => {
  const { own, review } = desk({ hasLooked: false });
  turn(own, "b");
  assert.deepEqual([...review.opened], []);
  assert.notEqual(review.waits, null);
  hasLooked(own);
  assert.deepEqual([...review.opened], ["b"]);
  turn(own, "c");
  assert.deepEqual([...review.opened], ["c"]);
});

test("nobody is asked about the room's screen once all cards have gone back to the phones", () => {
  const { own, cards } = desk({ hasLooked: false });
  Object.assign(own, { now: { ...own.now, covered: true } });
  uncoverAll(own, cards);
  assert.match(JSON.stringify(mirrorQuestion(own)), /Yes, open all/);
  cards.length = 0;
  assert.doesNotMatch(JSON.stringify([mirrorQuestion(own)]), /Yes, open all/);
});

test("the question before the first card opens knows how many it opens", () => {
  const { own, review, cards } = desk({ hasLooked: false });
  turn(own, "b");
  assert.equal(review.opening, 1);
  uncoverAll(own, own.room.list("review"));
  assert.equal(review.opening, cards.length);
});

test("where the room sees this desk, everything is covered and no card opens", () => {
  const { own, review, sent } = desk({ hasLooked: false });
  turn(own, "b");
  isMirrored(own);
  assert.deepEqual(sent, [{ type: "cover", turn: 7, on: true }], "and none is said to be read");
  assert.deepEqual([[...review.opened], own.hasLooked, review.mirrored], [[], false, true]);
  turn(own, "b");
  assert.equal(review.mirrored, false);
  assert.notEqual(review.waits, null);
});

test("a card that is fine is closed and the next one opens, past those that were read", () => {
  const { own, review } = desk();
  turn(own, "b");
  isFine(own, "b");
  assert.deepEqual([...review.opened], ["c"]);
  isFine(own, "c");
  assert.deepEqual([...review.opened], ["a"]);
  isFine(own, "a");
  assert.deepEqual([[...review.opened], [...review.read].sort()], [[], HANDLES]);
});

test("keys open a card, go on to the next, and ask why one is set aside", () => {
  const { own, review, sent, cards } = desk();
  assert.equal(actOnCard(own, "open"), true);
  assert.deepEqual([...review.opened], ["a"]);
  actOnCard(own, "fine");
  assert.deepEqual([...review.opened], ["b"]);
  actOnCard(own, "out");
  assert.equal(review.aside, "b");
  Object.assign(cards[1] ?? {}, { aside: "care" });
  actOnCard(own, "out");
  assert.deepEqual(sent.at(-1), { type: "set_aside", card: "b", reason: "" });
  actOnCard(own, "open");
  assert.deepEqual([...review.opened], []);
});

test("in any other stage the keys are the browser's", () => {
  const { own, review } = desk({ now: { kind: "reveal" } });
  for (const act of /** @type {const} */ (["open", "fine", "out"])) {
    assert.equal(actOnCard(own, act), false);
  }
});

test("each card that opens is said to be read, once, and all of them by one press", () => {
  const { own, review, sent, cards } = desk();
  turn(own, "b");
  assert.deepEqual(sent, [{ type: "opened", cards: ["b"] }]);
  Object.assign(cards[1] ?? {}, { read: true });
  turn(own, "b");
  turn(own, "b");
  assert.equal(sent.length, 1);
  uncoverAll(own, /** @type {any} */ (cards));
  assert.deepEqual(sent.at(-1), { type: "opened", cards: ["a", "c"] });
  assert.deepEqual([...review.opened].sort(), HANDLES);
});

test("a batch that comes for a live wall is put below the cards that are being read", () => {
  const { own, review, cards } = desk({ now: { kind: "write" }, places: new InPlace() });
  listedCards(own);
  cards.unshift({ handle: "A", aside: "", read: false });
  assert.deepEqual(listedCards(own).map(({ handle }) => handle), [...HANDLES, "A"]);
});

test("what goes up on a live wall is read by the same keys, while there is anything", () => {
  const { own, review } = desk({ now: { kind: "write" }, places: new InPlace() });
  assert.equal(actOnCard(own, "open"), true);
  assert.deepEqual([...review.opened], ["a"]);
  const none = desk({
    now: { kind: "write" }, room: { list: () => [] }, places: new InPlace(),
  });
  assert.equal(actOnCard(none.own, "open"), false);
});

test("all cards are uncovered while one is covered, and covered while all are open", () => {
  const { own, review, cards } = desk();
  assert.equal(turnsAll(review, cards), "uncover");
  turn(own, "a");
  isFine(own, "a");
  assert.equal(turnsAll(review, cards), "uncover", "the last one is covered still");
  uncoverAll(own, /** @type {any} */ (cards));
  assert.equal(turnsAll(review, cards), "cover");
  for (const handle of HANDLES) isFine(own, handle);
  review.opened.clear();
  assert.equal(turnsAll(review, cards), "", "each shows its first line");
});
