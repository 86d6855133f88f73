import assert from "node:assert/strict";
import { test } from "node:test";
import {
  firstThat, forWall, page, pagePlans, plans, readPlans, sizeAlone, sizes, stillAbove, worthBreaking,
} from "../../static/js/projector/paging.js";

/** @param {number} count @param {string} known */
const cards = (count, known = "none") =>
  Array.from({ length: count }, (_, i) => ({ n: i + 1, off: false, been_there: known }));

test("type steps down from the largest size and never under the least", () => {
  assert.deepEqual(sizes(54, 40), [54, 48, 44, 40]);
  assert.equal(plans("two", 48, 44), "two:48 two:44");
});

test("a card alone stands in three sizes, by its length, each larger where it has no lesson", () => {
  const of = (/** @type {number} */ n) => sizeAlone({ happened: "x".repeat(n - 1), learned: "x" });
  assert.deepEqual([of(90), of(91), of(190), of(191)], [92, 80, 80, 66]);
  const bare = (/** @type {number} */ n) => sizeAlone({ happened: "x".repeat(n), learned: "" });
  assert.deepEqual([bare(90), bare(91), bare(190), bare(191)], [112, 96, 96, 80]);
});

test("what a card taught counts for its length, and an emoji is one character", () => {
  assert.equal(sizeAlone({ happened: "x".repeat(60), learned: "x".repeat(60) }), 80);
  assert.equal(sizeAlone({ happened: "🙂".repeat(90), learned: "" }), 112);
});

test("the first page after the wall starts with the first card", () => {
  const all = cards(8).map(({ n }) => n);
  assert.deepEqual(page(all, 1, 6), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(page(all, 2, 6), [7, 8]);
  assert.deepEqual(page(all, 3, 1), [3]);
  assert.deepEqual(page(all, 9, 1), []);
});

test("a page of six moves closer together, falls to three, to two, to one, and never under a 30th of the height", () => {
  const tried = pagePlans(6).split(" ");
  const layouts = [...new Set(tried.map((plan) => plan.split(":")[0]))];
  assert.deepEqual(layouts, ["sheets-6", "close-6", "sheets-3", "sheets-2", "one"]);
  assert.ok(tried.every((plan) => Number(plan.split(":")[1]) >= 36));
});

test("a page of few cards is not cut into six", () => {
  assert.ok(pagePlans(2).startsWith("sheets-2:"));
  assert.ok(pagePlans(3).startsWith("sheets-3:"));
  assert.ok(pagePlans(4).startsWith("sheets-4:"));
});

test("up to sixty cards keep their order on the wall, whatever people know", () => {
  const all = [...cards(2), { n: 9, off: false, been_there: "most" }];
  assert.deepEqual(forWall(all), all);
});

test("which of many find a place on the wall is chance, however well they are known", () => {
  const all = [...cards(60), { n: 98, off: false, been_there: "several" },
    { n: 99, off: false, been_there: "most" }];
  assert.deepEqual(forWall(all), all);
});

test("a card that was taken off is on no wall", () => {
  const all = [{ n: 1, off: true, been_there: "none" }, ...cards(1)];
  assert.equal(forWall(all).length, 1);
});

test("above the lesson stand as many of the last steps as stay legible", () => {
  const step = (/** @type {number} */ n) => ({ text: "x".repeat(n) });
  assert.equal(stillAbove([step(60), step(60), step(60)]).length, 3);
  assert.equal(stillAbove([step(200), step(60), step(60)]).length, 2);
  assert.equal(stillAbove([step(100), step(600)]).length, 0);
  assert.equal(stillAbove([{ text: "日".repeat(200) }]).length, 0, "wide letters need more room");
});

test("plans are read as they were written", () => {
  assert.deepEqual(readPlans(plans("two", 48, 44)), [
    { layout: "two", size: 48 }, { layout: "two", size: 44 },
  ]);
  assert.deepEqual(readPlans(""), []);
});

test("words break only where that makes small type much larger", () => {
  assert.equal(worthBreaking(34, 54), true);
  assert.equal(worthBreaking(34, 40), false);
  assert.equal(worthBreaking(48, 104), false);
  assert.equal(worthBreaking(0, 34), true);
});

test("the first plan that fits is found with few questions, layout by layout", () => {
  /** @type {string[]} */
  const asked = [];
  const fits = (/** @type {import("../../static/js/projector/paging.js").Plan} */ plan) => {
    asked.push(`${plan.layout}:${plan.size}`);
    return plan.layout === "two" && plan.size <= 54;
  };
  const all = readPlans(`${plans("one", 120)} ${plans("two", 120)}`);
  assert.deepEqual(firstThat(all, fits), { layout: "two", size: 54 });
  assert.deepEqual(asked.slice(0, 3), ["one:120", "one:36", "two:120"]);
  assert.ok(asked.length <= 8);
  assert.equal(firstThat(all, () => false), undefined);
  assert.deepEqual(firstThat(all, () => true), { layout: "one", size: 120 });
});
