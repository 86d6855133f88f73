/** @import { DeskLessonEntry } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { LessonOrder } from "../../static/js/desk/lesson-order.js";

/** @param {string} id */
const lesson = (id, out = false) => /** @type {DeskLessonEntry} */ (
  /** @type {unknown} */ ({ id, left_out: out })
);
/** @param {string} ids each a letter, those in capitals left out */
const lessons = (ids) => [...ids].map((id) => lesson(id.toLowerCase(), id !== id.toLowerCase()));
/** @param {string} fits @param {string} beyond */
const fitting = (fits, beyond, marked = false) => ({ fits: [...fits], beyond: [...beyond], marked });

/** What a desk lists, one after the other; "|" is the heading above what does not fit. */
function listing() {
  return listedBy(new LessonOrder());
}

/** @param {LessonOrder} order */
function listedBy(order) {
  return (/** @type {string} */ ids, /** @type {string} */ fits = "", beyond = "", marked = false) => (
    order.order(lessons(ids), beyond ? fitting(fits, beyond, marked) : undefined)
      .map((one) => one?.id ?? "|").join("")
  );
}

test("a merge moves the heading past the lesson that fits now, and nothing else", () => {
  const listed = listing();
  assert.equal(listed("abcdef", "dcb", "fea", true), "dcb|fea");
  assert.equal(listed("abdef", "bdf", "ae", true), "dbf|ea", "the marks of what was merged count");
});

test("a lesson that fits at last stays beside the heading, wherever it was once", () => {
  const listed = listing();
  assert.equal(listed("abcd"), "abcd");
  assert.equal(listed("abcd", "ad", "bc"), "ad|bc");
  assert.equal(listed("bcd", "bd", "c"), "db|c");
});

test("a lesson that fits by the marks of what was merged into it goes up, and it alone", () => {
  const listed = listing();
  assert.equal(listed("abcdef", "abc", "def", true), "abc|def");
  assert.equal(listed("abcde", "eab", "cd", true), "abe|cd");
});

test("where the same lessons come in another order, phones have marked, and the list follows", () => {
  const listed = listing();
  assert.equal(listed("abcdef", "abc", "def"), "abc|def");
  assert.equal(listed("abcdef", "fab", "cde", true), "fab|cde");
  assert.equal(listed("abcdef", "bfa", "cde", true), "bfa|cde");
  const other = listing();
  assert.equal(other("abcd", "abc", "d"), "abc|d");
  assert.equal(other("abcde", "eba", "dc", true), "eba|dc", "also with a new lesson");
});

test("a merge of which the desk has heard in part is no other order", () => {
  const listed = listing();
  assert.equal(listed("abcdef", "abd", "cef", true), "abd|cef");
  assert.equal(listed("abdef", "abd", "cef", true), "abd|ef", "c was merged under f");
  assert.equal(listed("abdef", "fab", "de", true), "abf|de", "and f fits now");
  assert.equal(listed("aBdef", "fab", "de", true), "abf|de");
  assert.equal(listed("abdef", "fad", "e", true), "abfd|e", "b is put back, which is heard first");
});

test("without marks no list is put in another order", () => {
  const listed = listing();
  assert.equal(listed("abcd", "abc", "d"), "abc|d");
  assert.equal(listed("abcd", "bca", "d"), "abc|d");
});

test("a list of which all fit keeps the order that it had when they did not", () => {
  const listed = listing();
  assert.equal(listed("abcd", "cd", "ba"), "cd|ba");
  assert.equal(listed("abd"), "dba");
});

test("what is left out stays where it was, on either side of the heading", () => {
  const listed = listing();
  assert.equal(listed("abcdefg", "abc", "defg"), "abc|defg");
  assert.equal(listed("aBcdefg", "acd", "efg"), "abcd|efg");
  assert.equal(listed("aBcdeFg", "acd", "eg"), "abcd|efg");
});

test("what comes is put below what fits, or below all", () => {
  const listed = listing();
  assert.equal(listed("mz"), "mz");
  assert.equal(listed("amz"), "mza");
  assert.equal(listed("abmz", "abm", "z"), "mab|z");
});

test("under a pointer marks move nothing, and the list follows once it has left", () => {
  const order = new LessonOrder();
  const listed = listedBy(order);
  assert.equal(listed("abcd", "abc", "d"), "abc|d");
  order.pointed = true;
  assert.equal(listed("abcd", "dba", "c", true), "abc|d");
  assert.equal(order.byMarks, false);
  order.pointed = false;
  assert.equal(listed("abcd", "dba", "c", true), "dba|c");
  assert.equal(order.byMarks, true);
});

test("while a lesson is open marks move nothing", () => {
  const order = new LessonOrder();
  const listed = listedBy(order);
  listed("abcd", "abc", "d");
  order.busy = true;
  assert.equal(listed("abcd", "dba", "c", true), "abc|d");
  order.busy = false;
  assert.equal(listed("abcd", "dba", "c", true), "dba|c");
});

test("under a pointer a merge moves the heading, and what phones marked waits all the same", () => {
  const order = new LessonOrder();
  const listed = listedBy(order);
  assert.equal(listed("abcdef", "abcd", "ef"), "abcd|ef");
  order.pointed = true;
  assert.equal(listed("abcdef", "fedc", "ba", true), "abcd|ef");
  assert.equal(listed("acdef", "fedc", "a", true), "cdef|a", "b was merged");
  assert.equal(listed("acdef", "dfec", "a", true), "cdef|a");
  order.pointed = false;
  assert.equal(listed("acdef", "dfec", "a", true), "dfec|a");
});

test("a lesson in other words, or merged under new ones, stands where it stood", () => {
  const order = new LessonOrder();
  const listed = (/** @type {string} */ ids, under = "", top = "") => (
    order.order(lessons(ids), undefined, (id) => (under.includes(id) ? top : id))
      .map((one) => one?.id).join("")
  );
  assert.equal(listed("abcd"), "abcd");
  assert.equal(listed("acdx", "b", "x"), "axcd", "reworded");
  assert.equal(listed("dxy", "ac", "y"), "yxd", "two under new words");
  assert.equal(listed("dx", "y", "d"), "xd", "under one that is there already, which stays");
});
