import assert from "node:assert/strict";
import test from "node:test";

import { actOf } from "../../static/js/desk/keys.js";

/**
 * What a key asks for while the focus is in an element that these selectors match.
 * @param {string} key @param {string[]} matches @param {object} [held]
 */
function pressed(key, matches = [], held = {}) {
  const target = {
    closest: (/** @type {string} */ list) => list.split(", ").some((one) => matches.includes(one)),
  };
  const event = { key, target, repeat: false, ctrlKey: false, metaKey: false, altKey: false };
  return actOf(/** @type {any} */ ({ ...event, ...held }));
}

const FIELD = ["input:not([type=checkbox])", "input"];

test("space, arrows and the keys of a clicker go on and back", () => {
  assert.deepEqual([" ", "ArrowRight", "PageDown"].map((key) => pressed(key)), ["on", "on", "on"]);
  assert.deepEqual(["ArrowLeft", "PageUp"].map((key) => pressed(key)), ["back", "back"]);
  assert.deepEqual(["b", "B", "?"].map((key) => pressed(key)), ["cover", "cover", "help"]);
});

test("no key does anything while somebody types, or in a dialog", () => {
  for (const key of [" ", "ArrowRight", "PageDown", "b", "?"]) {
    for (const place of [FIELD, ["textarea"], ["select"], ["dialog"]]) {
      assert.equal(pressed(key, place), null);
    }
  }
});

test("a box that was ticked keeps the space bar and leaves the other keys", () => {
  assert.equal(pressed(" ", ["input"]), null);
  assert.equal(pressed("PageDown", ["input"]), "on");
  assert.equal(pressed(" ", ["button"]), null);
});

test("a key that is held down, or belongs to the browser, does nothing", () => {
  assert.equal(pressed("b", [], { repeat: true }), null);
  assert.equal(pressed("b", [], { ctrlKey: true }), null);
});
