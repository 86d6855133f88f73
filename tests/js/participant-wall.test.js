/** What a phone says of a card that its person asks to take off the screen. */
/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { off } = await import("../../static/js/participant/wall.js");

/** @param {string} happened */
function asked(happened) {
  const here = /** @type {Here} */ (/** @type {unknown} */ ({ pressed: new Set() }));
  const card = /** @type {Card} */ ({ n: 3, happened, learned: "", language: "en", off: false,
    sensitive: false, been_there: "none" });
  return JSON.stringify(off(here, card));
}

test("whoever asks to take a card off the screen is told which one it is", () => {
  const drawn = asked("I filed at ten.");
  assert.match(drawn, /Ask to take this off the screen: I filed at ten\./);
  assert.match(drawn, /take “I filed at ten\.” off the screen/);
});

test("of a long card the beginning is said", () => {
  assert.match(asked(`${"word ".repeat(7)}${"x".repeat(60)}`), /screen: (word ){7}x{5}…/);
});
