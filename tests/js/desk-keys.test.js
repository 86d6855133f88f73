import assert from "node:assert/strict";
import test from "node:test";

import { actOf, listen } from "../../static/js/desk/keys.js";

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

test("the list of lessons has keys, and undo is what it is everywhere", () => {
  assert.deepEqual(["m", "M", "s", "x", "u"].map((key) => pressed(key)),
    ["pick", "pick", "split", "out", "undo"]);
  assert.deepEqual(["ArrowDown", "ArrowUp"].map((key) => pressed(key, [], { repeat: true })),
    ["down", "up"]);
  assert.equal(pressed("z", [], { ctrlKey: true }), "undo");
  assert.equal(pressed("Z", [], { metaKey: true }), "undo");
  assert.equal(pressed("z", [], { ctrlKey: true, shiftKey: true }), null);
  assert.equal(pressed("z", FIELD, { ctrlKey: true }), null);
  assert.equal(pressed("z"), null);
});

test("a key that is for nothing in this stage is left to the browser", () => {
  const { page, press } = listening((act) => act !== "down");
  assert.equal(press("ArrowDown"), false);
  assert.equal(press("b"), true);
  assert.equal(page.length, 2);
});

test("what was clicked gives the space bar back, and keeps it for who came by the keyboard", () => {
  assert.deepEqual(["button", "a", "summary"].map((tag) => clicked(tag, 1)), [true, true, true]);
  assert.equal(clicked("a", 0), false);
});

/** Whether an element lets go of the focus. @param {string} tag @param {number} detail */
function clicked(tag, detail) {
  class Box {
    blurred = false;
    blur() {
      this.blurred = true;
    }
    /** @param {string} list */
    closest(list) {
      return list.split(", ").includes(tag) ? this : null;
    }
  }
  Object.assign(globalThis, { HTMLElement: Box, HTMLLabelElement: class {} });
  const target = new Box();
  listening(() => true).click({ target, detail });
  return target.blurred;
}

/** A page with a listening desk. @param {(act: string) => unknown} act */
function listening(act) {
  /** @type {string[]} */
  const page = [];
  /** @type {Record<string, (event: any) => void>} */
  const listeners = {};
  listen(/** @type {any} */ ({
    addEventListener: (/** @type {string} */ name, /** @type {any} */ one) => {
      listeners[name] = one;
    },
    querySelector: () => null,
  }), (found) => (page.push(found), act(found)));
  /** Whether the browser is kept from it. @param {string} key */
  const press = (key) => {
    let prevented = false;
    listeners["keydown"]?.({ key, target: { closest: () => null },
      preventDefault: () => (prevented = true) });
    return prevented;
  };
  return { page, press, click: (/** @type {any} */ event) => listeners["click"]?.(event) };
}
