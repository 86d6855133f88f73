import assert from "node:assert/strict";
import { test } from "node:test";
import { ranked, spent, votesLeft } from "../../static/js/stages/vote/phone-ballot.js";
import { proposedDay } from "../../static/js/core/day-ahead.js";
import { minutes } from "../../static/js/participant/dates.js";
import { dealt, onShow } from "../../static/js/participant/cards-on-page.js";
import { shuffled } from "../../static/js/participant/shuffle.js";

const LETTERS = [..."abcdefghijkl"];
/** @param {string} secret @param {string[]} [letters] */
const order = (secret, letters = LETTERS) => shuffled(letters, secret, (one) => one).join("");

test("a device lists in the same order again, and in one that holds all", () => {
  assert.equal(order("one"), order("one"));
  assert.deepEqual([...order("one")].sort(), LETTERS);
});

test("another device lists in another order", () => {
  assert.notEqual(order("one"), order("two"));
});

test("what comes in later does not move what was listed before", () => {
  const before = order("one");
  assert.equal(order("one", [...LETTERS, "m"]).replace("m", ""), before);
});

test("over many devices each lesson comes first about equally often", () => {
  const firsts = Array.from({ length: 2400 }, (_, n) => order(`device ${n}`)[0]);
  for (const letter of LETTERS) {
    const share = firsts.filter((first) => first === letter).length;
    assert.ok(share > 140 && share < 260, `${letter} came first ${share} times of about 200`);
  }
});

test("votes left are what the budget leaves, never under none", () => {
  assert.equal(votesLeft(3, { a: 2 }), 1);
  assert.equal(votesLeft(1, { a: 2 }), 0);
});

test("a third vote on one lesson and a vote beyond the budget each have their reason", () => {
  const ballot = { budget: 3, per_lesson: 2 };
  assert.equal(spent(ballot, { a: 2 }, "a"), "at_most");
  assert.equal(spent(ballot, { a: 2, b: 1 }, "b"), "used_up");
  assert.equal(spent(ballot, { a: 2 }, "b"), "");
});

test("an ended vote is sorted once, and equals keep their places", () => {
  const list = [3, 1, 0, 1].map((rank, n) => ({ rank, n }));
  assert.deepEqual(ranked(list).map(({ n }) => n), [1, 3, 0, 2]);
});

test("the reveal starts with all cards, then shows one at a time or six", () => {
  const cards = [4, 2, 7, 1, 3, 5, 6];
  const order = { cards, known: [] };
  assert.deepEqual(onShow(order, { step: 0, page_size: 1 }), cards);
  assert.deepEqual(onShow(order, { step: 2, page_size: 1 }), [2]);
  assert.deepEqual(onShow(order, { step: 2, page_size: 6 }), [6]);
});

test("of many the pages show those that most people know", () => {
  const order = { cards: Array.from({ length: 99 }, (_, n) => n), known: [7, 3, 50] };
  assert.equal(onShow(order, { step: 0, page_size: 6 }).length, 99);
  assert.deepEqual(onShow(order, { step: 1, page_size: 6 }), [7, 3, 50]);
});

test("five of many are dealt by the phone's secret: the same again, others on another phone", () => {
  const cards = Array.from({ length: 300 }, (_, n) => n);
  /** @param {string} secret */
  const hand = (secret) => dealt(shuffled(cards, secret, String));
  assert.deepEqual(hand("one"), hand("one"));
  assert.notDeepEqual(hand("one"), hand("two"));
  const times = new Map();
  for (let phone = 0; phone < 1200; phone += 1) {
    for (const card of hand(`phone ${phone}`)) times.set(card, (times.get(card) ?? 0) + 1);
  }
  assert.equal(times.size, 300);
  assert.ok([...times.values()].every((n) => n > 4 && n < 45), "each card is dealt about 20 times");
});

test("above sixty cards a device is dealt five", () => {
  assert.equal(dealt(Array.from({ length: 60 })).length, 60);
  assert.equal(dealt(Array.from({ length: 61 })).length, 5);
});

test("a commitment is due two weeks ahead, over the end of a year too", () => {
  const now = new Date(2026, 11, 24, 12).getTime() / 1000;
  assert.equal(proposedDay({ meets: "" }, now), "2027-01-07");
  assert.equal(proposedDay({ meets: "2026-12-31" }, now), "2026-12-31");
});

test("a clock rounds up and stops at none", () => {
  assert.equal(minutes(159.2), "2:40");
  assert.equal(minutes(-3), "0:00");
});
