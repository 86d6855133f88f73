import assert from "node:assert/strict";
import { test } from "node:test";
import { cleaned, length } from "../../static/js/participant/text.js";

test("quotes are straightened and unusual spaces become ordinary ones", () => {
  assert.equal(cleaned("\u201cit\u2019s\u00a0late\u201d"), '"it\'s late"');
});

test("control and invisible characters are dropped, line breaks stay", () => {
  assert.equal(cleaned("a\u200bb\u0007c\r\nd"), "abc\nd");
});

test("a zero-width joiner stays within an emoji and goes between Latin letters", () => {
  assert.equal(cleaned("\u{1f469}\u200d\u{1f4bb}"), "\u{1f469}\u200d\u{1f4bb}");
  assert.equal(cleaned("a\u200db"), "ab");
});

test("an accent typed as two characters counts as one", () => {
  assert.equal(length("cafe\u0301"), 4);
});

test("an emoji outside the basic plane counts as one character", () => {
  assert.equal(length("\u{1f600}"), 1);
});

test("blanks at either end do not count", () => {
  assert.equal(length("  two words \n"), 9);
});
