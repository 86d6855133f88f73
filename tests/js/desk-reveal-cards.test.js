/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { atOneStage } from "./support/at-stage.js";
import { oneAtATime, sixAtATime } from "../../static/js/desk/reveal-cards.js";

/** @param {number} n */
const entry = (n, off = false) => [`cards/${n}`, { n, off, shown: true, asked: false }];
const CARDS = Object.fromEntries([entry(4, true), entry(2), entry(7), entry(1)]);

/** A desk at a page of a reveal, and what it steers. @param {number} step @param {number} page_size */
function at(step, page_size) {
  /** @type {object[]} */
  const steered = [];
  const order = { cards: [4, 2, 7, 1], known: [] };
  const room = { get: (/** @type {string} */ path) => (path === "order" ? order : CARDS[path]) };
  const own = {
    room, atStage: atOneStage(), now: { turn: 3, step, page_size, steps: 5 },
    steer: (/** @type {object} */ command) => steered.push(command),
  };
  return { desk: /** @type {Desk} */ (/** @type {unknown} */ (own)), steered };
}

test("from pages of six the desk comes back to the card that it left", () => {
  const { desk, steered } = at(3, 1);
  sixAtATime(desk);
  Object.assign(desk.now, { step: 1, page_size: 6 });
  oneAtATime(desk);
  assert.deepEqual(steered, [
    { type: "page_size", turn: 3, size: 6 }, { type: "page_size", turn: 3, size: 1, card: 7 },
  ]);
});

test("where that card is not on show, the first comes that was not taken off", () => {
  const { desk, steered } = at(1, 6);
  oneAtATime(desk);
  assert.deepEqual(steered, [{ type: "page_size", turn: 3, size: 1, card: 2 }]);
});

test("while the wall stands there is no card to come back to", () => {
  const { desk, steered } = at(0, 6);
  oneAtATime(desk);
  assert.deepEqual(steered, [{ type: "page_size", turn: 3, size: 1 }]);
});
