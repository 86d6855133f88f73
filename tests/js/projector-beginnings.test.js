import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asksFor, beginningOf, measuresOf, piecesOf, rowsOf,
} from "../../static/js/projector/beginnings.js";
import { MANY } from "../../static/js/rules/for-phones.js";

test("cards stand in rows of which those in the middle hold more", () => {
  assert.deepEqual([3, 6, 10, 24].map(rowsOf), [[3], [3, 3], [3, 4, 3], [4, 4, 4, 4, 4, 4]]);
  assert.equal(rowsOf(54).length, 11);
  assert.ok(rowsOf(MANY).every((count) => count === 5));
});

test("whatever their number, each has a place, and no row holds two more than another", () => {
  for (let count = 1; count <= MANY; count += 1) {
    const rows = rowsOf(count);
    assert.equal(rows.reduce((sum, one) => sum + one, 0), count);
    assert.ok(Math.max(...rows) - Math.min(...rows) <= 1);
    assert.ok(measuresOf(rows.length).size >= 36);
  }
});

test("a long text asks for more of its row, and none for nothing or all of it", () => {
  assert.ok(asksFor("x".repeat(60)) > asksFor("x".repeat(20)));
  assert.equal(asksFor(""), asksFor("x"));
  assert.equal(asksFor("x".repeat(80)), asksFor("x".repeat(280)));
});

test("a text is cut between words, and without words between letters", () => {
  const words = piecesOf("We had a checklist.", true);
  assert.equal(beginningOf(words, 3, true), "We had a\u00a0…");
  assert.equal(beginningOf(words, words.length, true), "We had a checklist.");
  assert.equal(beginningOf(piecesOf("金曜日の夕方", false), 3, false), "金曜日…");
});
