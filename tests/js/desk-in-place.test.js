import assert from "node:assert/strict";
import test from "node:test";

import { InPlace } from "../../static/js/desk/in-place.js";

const key = (/** @type {string} */ one) => one;

test("what is on a list keeps its place, and what comes is put below", () => {
  const places = new InPlace();
  assert.deepEqual(places.order("offers", ["m"], key), ["m"]);
  assert.deepEqual(places.order("offers", ["a", "m", "z"], key), ["m", "a", "z"]);
  assert.deepEqual(places.order("offers", ["a", "b", "z"], key), ["a", "z", "b"]);
  assert.deepEqual(places.order("unread", ["a", "b"], key), ["a", "b"], "each list for itself");
});

test("what has gone and comes back is put below, too", () => {
  const places = new InPlace();
  places.order("offers", ["a", "b"], key);
  assert.deepEqual(places.order("offers", ["b"], key), ["b"]);
  assert.deepEqual(places.order("offers", ["a", "b"], key), ["b", "a"]);
});

test("a list that is forgotten is in the order in which it comes", () => {
  const places = new InPlace();
  places.order("offers", ["b"], key);
  places.forget("offers");
  assert.deepEqual(places.order("offers", ["a", "b"], key), ["a", "b"]);
});
