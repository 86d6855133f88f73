import assert from "node:assert/strict";
import test from "node:test";

import { breakoutNow, breakouts } from "../../static/js/stages/talk/words.js";

test("half of the time is for two, half for four, and the last minute for coming back", () => {
  assert.deepEqual(breakouts(300), { pairs: 300, fours: 180, back: 60 });
  const said = [300, 181, 180, 61, 60, -10].map((left) => breakoutNow(300, left));
  assert.deepEqual(said, ["pairs", "pairs", "fours", "fours", "back", "back"]);
});

test("of a short talk a fifth is enough for coming back", () => {
  assert.equal(breakouts(120).back, 24);
});
