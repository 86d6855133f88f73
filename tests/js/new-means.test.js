import assert from "node:assert/strict";
import { test } from "node:test";
import { means } from "../../static/js/pages/new-means.js";

/** As `workshop.web.preparing.new_steps.figures` has them. */
const FIGURES = { two: 16, wall: 15, reader: 40, seconds: 20, many: 60, few: 5 };
const HOUR = [{ kind: "write", minutes: 6 }, { kind: "reveal", minutes: 10 }];

/** @param {number} people @param {Parameters<typeof means>[1]} [stages] @param {boolean} [live] */
const said = (people, stages = HOUR, live = false) => means(FIGURES, people, stages, live).join(" ");

test("nothing is said while nobody has said how many come", () => {
  assert.deepEqual(means(FIGURES, 0, HOUR, false), []);
});

test("cards for each phone: two up to 16, then one; or as the agenda says", () => {
  const each = (/** @type {number} */ people) => said(people).match(/can send (\w+) card/)?.[1];
  assert.deepEqual([2, 16, 17].map(each), ["two", "two", "one"]);
  assert.match(said(5, [{ kind: "write", minutes: 5, cards_each: 1 }]), /can send one card/);
});

test("six are shown at a time where there are less than 20 seconds for each", () => {
  assert.match(said(30), /there are 20 seconds per card. The room’s screen shows one at a time/);
  assert.match(said(31), /there are 19 seconds per card. The room’s screen shows six at a time/);
  assert.match(said(6), /there are 100 seconds per card/);
  assert.match(said(5), /there are at least 2 minutes per card. The room’s screen shows one at a time/);
  assert.match(said(61), /each phone gets five/);
  assert.doesNotMatch(said(31, HOUR, true), /seconds/);
});

test("one reader for 40 people", () => {
  assert.doesNotMatch(said(40), /people to read/);
  assert.match(said(41), /You need 2 people to read/);
  assert.match(said(200, HOUR, true), /You need 5 people to read/);
});

test("few are told that guessing is easy", () => {
  assert.match(said(4), /guessing is easy/);
  assert.doesNotMatch(said(5), /guessing/);
});
