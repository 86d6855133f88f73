import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { pagesOf, STANDS, Turning } from "../../static/js/projector/page-turning.js";
import { bundles } from "../../static/js/stages/arrive/screen-tally-shape.js";

/** A box three pages long, in a screen with a foot. */
function longBox(direction = "ltr") {
  const foot = { textContent: "" };
  const box = /** @type {any} */ ({
    scrollWidth: 920, scrollLeft: 0, direction, paged: true, foot,
    hasAttribute: () => box.paged,
    getBoundingClientRect: () => ({ width: 300 }),
    closest: () => ({ querySelector: () => foot }),
  });
  return box;
}

Object.assign(globalThis, {
  getComputedStyle: (/** @type {any} */ box) => ({ columnGap: "10px", direction: box.direction }),
});

test("a row of columns is as many pages as it takes, gaps between them", () => {
  assert.deepEqual([300, 310, 610, 611, 920, 1230].map((whole) => pagesOf(whole, 300, 10)),
    [1, 2, 2, 2, 3, 4]);
});

test("pages turn by themselves, from the last to the first, and say so in words", (t) => {
  mock.timers.enable({ apis: ["setInterval"] });
  t.after(() => mock.timers.reset());
  const box = longBox();
  const turning = new Turning(box);
  turning.begin();
  const seen = [];
  for (let n = 0; n < 4; n += 1) {
    seen.push([box.scrollLeft, box.foot.textContent]);
    mock.timers.tick(STANDS);
  }
  assert.deepEqual(seen, [
    [0, "Page 1 of 3"], [310, "Page 2 of 3"], [620, "Page 3 of 3"], [0, "Page 1 of 3"],
  ]);
  turning.stop();
  assert.equal(box.foot.textContent, "");
});

test("from right to left the pages lie on the other side", () => {
  const box = longBox("rtl");
  const turning = new Turning(box);
  turning.turn();
  assert.equal(box.scrollLeft, -310);
});

test("one page neither turns nor says anything", (t) => {
  mock.timers.enable({ apis: ["setInterval"] });
  t.after(() => mock.timers.reset());
  const box = longBox();
  box.paged = false;
  new Turning(box).begin();
  mock.timers.tick(STANDS);
  assert.deepEqual([box.scrollLeft, box.foot.textContent], [0, ""]);
});

test("strokes stand as large as they can, in more rows when there are many", () => {
  assert.deepEqual(bundles(3), { across: 3, rows: 1, scale: 1 });
  assert.deepEqual([bundles(9).rows, bundles(20).rows, bundles(60).rows], [1, 2, 3]);
  assert.ok(bundles(60).across * 112 * bundles(60).scale <= 1096.5);
});
