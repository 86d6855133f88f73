import assert from "node:assert/strict";
import test from "node:test";

import { breakoutNow, breakouts, talkNow } from "../../static/js/stages/talk/words.js";

const PAIRS = /** @type {const} */ ({ groups: "pairs", second_half: 120 });
const TWOS = /** @type {const} */ ({ groups: "twos", second_half: 120 });

test("pairs have their clock, then fours theirs, and a half that has ended does not begin again", () => {
  const said = [240, 121, 120.05, 120, 48, -3].map((left) => talkNow(PAIRS, left));
  assert.deepEqual(said.map(({ who }) => who), ["Pairs", "Pairs", "Fours", "Fours", "Fours", "Fours"]);
  assert.deepEqual(said.map(({ left }) => left), [120, 1, 120.05, 120, 48, -3]);
});

test("five or six talk in twos or threes, then all together; four or fewer all the time", () => {
  assert.deepEqual([200, 20].map((left) => talkNow(TWOS, left).who), ["Twos or threes", "All together"]);
  assert.deepEqual(talkNow({ groups: "all", second_half: 0 }, 200),
    { half: "whole", who: "All together", how: "Everyone in one group.", left: 200 });
});

test("breakout rooms change when the halves do, and the last minute is for coming back", () => {
  assert.deepEqual(breakouts(PAIRS, 300), { pairs: 300, fours: 120, back: 60 });
  const said = [300, 121, 120, 61, 60, -10].map((left) => breakoutNow(PAIRS, 300, left));
  assert.deepEqual(said, ["pairs", "pairs", "fours", "fours", "back", "back"]);
  assert.equal(breakouts(PAIRS, 120).back, 24);
});

test("twos and threes come back from their breakout rooms to talk all together", () => {
  assert.deepEqual([240, 121, 120].map((left) => breakoutNow(TWOS, 240, left)), ["pairs", "pairs", "back"]);
});
