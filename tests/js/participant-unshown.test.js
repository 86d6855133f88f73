/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { notOnWall } = await import("../../static/js/participant/unshown.js");

/** @param {string} happened */
const mine = (happened) => ({ key: happened, round: 1, happened, learned: "", state: "arrived" });

/**
 * A phone that sent three cards, after the end of a live wall.
 * @param {{happened: string, off?: boolean}[]} wall @returns {Here}
 */
function phone(wall) {
  const cards = [mine("I broke it"), mine("I  “fixed” it…"), mine("I forgot it")];
  const here = { kept: { cards }, room: { list: () => wall } };
  return /** @type {Here} */ (/** @type {unknown} */ (here));
}

test("a card whose words are not on the wall was not shown", () => {
  const missing = notOnWall(phone([{ happened: "I broke it" }, { happened: 'I "fixed" it...' }]));
  assert.deepEqual(missing.map(({ happened }) => happened), ["I forgot it"]);
});

test("nothing is said while a card that was taken off may be the one", () => {
  assert.deepEqual(notOnWall(phone([{ happened: "I broke it" }, { happened: "", off: true }])), []);
});
