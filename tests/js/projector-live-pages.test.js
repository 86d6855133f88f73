import assert from "node:assert/strict";
import { test } from "node:test";
import { leveled, onLiveWall, pageAt } from "../../static/js/projector/live-pages.js";

/** @import { Fits, OnWall, WallPage } from "../../static/js/projector/live-pages.js" */

/** Cards of so many letters each. @param {number[]} letters @returns {OnWall[]} */
const cards = (letters) => letters.map((one, i) => ({ n: i + 1, letters: one }));
/** @param {number} count @param {number} letters */
const alike = (count, letters) => cards(Array.from({ length: count }, () => letters));
/** A column has room for 200 letters, a wider one for more. @type {Fits} */
const fits = (columns, all) => all.reduce((sum, { letters }) => sum + letters, 0) <= 600 / columns;
/** @param {WallPage} page */
const numbers = ({ cards: all }) => all.map(({ n }) => n);
/** A walk through all pages from its first one on. @param {OnWall[]} all @param {number} [walk] */
const walk = (all, walk = 0) => {
  const { length } = pageAt(all, fits, 0).pages;
  return pageAt(all, fits, walk * length).pages;
};

test("a live wall has six cards on each page, none twice on one, and shows each card in a walk", () => {
  for (const count of [6, 7, 9, 24, 59]) {
    const pages = walk(alike(count, 90));
    assert.ok(pages.every((page) => page.columns === 3 && new Set(numbers(page)).size === 6), `${count}`);
    assert.equal(new Set(pages.flatMap(numbers)).size, count);
  }
});

test("the next walk shows the same cards in another order", () => {
  const all = alike(24, 90);
  assert.equal(walk(all).length, 4);
  assert.notDeepEqual(walk(all, 1).map(numbers), walk(all).map(numbers));
  assert.deepEqual(walk(all, 1).map(numbers), walk(all, 1).map(numbers), "in every window");
});

test("no page goes by the order in which cards came or by how long they are", () => {
  const all = cards(Array.from({ length: 24 }, (_, i) => 20 + 2 * i));
  const pages = [0, 1, 2].flatMap((one) => walk(all, one)).map(numbers);
  const sorted = pages.map((page) => [...page].sort((a, b) => a - b));
  assert.ok(pages.every((page, i) => String(page) !== String(sorted[i])));
  assert.ok(pages.every((page, i) => String(page) !== String(sorted[i]?.reverse())));
});

test("a page stands for one turn, and then comes the next one", () => {
  const all = alike(12, 90);
  const turns = [40, 41, 42, 43].map((turn) => pageAt(all, fits, turn).page);
  const [a = new Set(), b = new Set()] = turns.map((page) => new Set(numbers(page)));
  assert.equal(new Set([...a, ...b]).size, 12);
});

test("a long card comes with a short one", () => {
  const all = cards([150, 150, 150, 50, 50, 50, 140, 140, 140, 60, 60, 60]);
  for (const page of walk(all)) {
    const lengths = page.cards.map(({ letters }) => letters).sort((a, b) => a - b);
    assert.ok(lengths.slice(0, 3).every((one) => one <= 60) && lengths.slice(3).every((one) => one >= 140));
  }
});

test("where three pairs do not fit, fewer long ones are on a page, and none is left out", () => {
  const all = cards([150, 150, 150, 150, 150, 150, 50]);
  const pages = walk(all);
  assert.equal(new Set(pages.flatMap(numbers)).size, 7);
  for (const { columns, cards: seen } of pages) {
    assert.ok(leveled(seen.map(({ letters }) => letters), columns, 0).every(({ height }) => height <= 200));
  }
});

test("a card too long for a column comes in fewer and wider ones, beside others that fit", () => {
  const pages = walk(cards([280, 90, 90, 90, 90, 90, 90]));
  const [wide] = pages.filter(({ columns }) => columns === 2);
  assert.ok(wide && numbers(wide).includes(1) && wide.cards.length >= 3);
  assert.deepEqual(walk(cards([900, 800])).map(({ columns }) => columns), [1, 1]);
});

test("up to three stand beside each other", () => {
  assert.deepEqual(walk(alike(3, 90)).map((page) => [page.columns, page.cards.length]), [[3, 3]]);
});

test("columns end level: the highest card with the lowest, each in its place on the page", () => {
  const level = leveled([10, 70, 30, 60, 20, 50], 3, 5);
  assert.deepEqual(level.map(({ places }) => places), [[0, 1], [2, 5], [3, 4]]);
  assert.deepEqual(level.map(({ height }) => height), [85, 85, 85]);
});

test("of five, the highest stands alone in its column", () => {
  assert.deepEqual(leveled([20, 90, 40, 30, 50], 3, 5), [
    { places: [0, 4], height: 75 }, { places: [1], height: 90 }, { places: [2, 3], height: 75 },
  ]);
});

test("a hall's wall has the first sixty, and of those after them what several or most know", () => {
  const known = (/** @type {number} */ n) => (n === 65 ? "several" : n === 70 ? "most" : "none");
  const all = Array.from({ length: 72 }, (_, i) => ({ n: i + 1, off: i === 2, been_there: known(i + 1) }));
  const seen = onLiveWall(all).map(({ n }) => n);
  assert.deepEqual(seen.slice(-3), [60, 65, 70]);
  assert.equal(seen.length, 61);
  assert.ok(!seen.includes(3), "what was taken off is not on it");
});
