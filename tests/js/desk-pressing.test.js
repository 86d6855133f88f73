/** @import { Room } from "../../static/js/core/room.js" */
/** @import { DeskEntries, DeskLists } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
Object.assign(globalThis, {
  localStorage: { getItem: () => null, setItem: () => {} },
  matchMedia: () => ({ matches: false }),
  sessionStorage: { getItem: () => null, setItem: () => {} },
});
const { Desk } = await import("../../static/js/desk/desk.js");
const { alongWords, takeOff } = await import("../../static/js/desk/reveal-cards.js");

/** A desk that is asked to take cards off, and what it sends. @param {object} [answer] */
function asked(answer = {}) {
  /** @type {object[]} */
  const sent = [];
  const room = {
    get: (/** @type {string} */ path) => (path === "workshop" ? { id: "w" } : undefined),
    press: async (/** @type {object} */ command) => {
      sent.push(command);
      return answer;
    },
  };
  const own = /** @type {Room<DeskEntries, DeskLists>} */ (/** @type {unknown} */ (room));
  return { desk: new Desk(own, () => {}), sent };
}

test("the second half of a double press does nothing to what has slid under the pointer", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { desk } = asked();
  /** @type {string[]} */
  const done = [];
  const press = (/** @type {string} */ name, /** @type {string} */ what, /** @type {number} */ timeStamp) => (
    desk.once(name, () => done.push(what), { timeStamp })
  );
  press("asked", "first", 1000);
  press("asked", "next", 1499);
  assert.deepEqual([done, desk.resting.size], [["first"], 1]);
  press("next", "another button", 1499);
  press("asked", "next", 1500);
  assert.deepEqual(done, ["first", "another button", "next"]);
  t.mock.timers.tick(500);
  assert.equal(desk.resting.size, 0);
});

test("the desk says that a card is off, once it is", async () => {
  const card = /** @type {import("../../static/js/protocol.js").DeskCard} */ ({ n: 3, off: false });
  const { desk, sent } = asked();
  await takeOff(desk, card);
  assert.deepEqual(sent, [{ type: "take_off", card: "3", on: true }]);
  assert.equal(desk.said, "The card is off the screen.");
  await takeOff(desk, { ...card, asked: true });
  assert.equal(desk.said, "The card someone asked about is off the screen.");
  await takeOff(desk, { ...card, off: true });
  assert.equal(desk.said, "The card is on the screen again.");
  const late = asked({ refused: "moved_on", about: "" });
  await takeOff(late.desk, card);
  assert.equal(late.desk.said, "");
});

test("while people vote the desk says beforehand that votes go with a card's lesson", () => {
  const card = /** @type {import("../../static/js/protocol.js").DeskCard} */ ({ n: 3, learned: "Ask." });
  /** @param {object} now @param {boolean} [vote_paused] */
  const said = (now, vote_paused = false) =>
    alongWords(/** @type {any} */ ({ now, desk: { vote_paused } }), card);
  const alone = "Its lesson leaves the list of lessons, too.";
  const spent = "Its lesson leaves the list of lessons, too, and votes on it are spent.";
  assert.deepEqual([said({ kind: "reveal", phase: "open" }), said({ kind: "vote", phase: "ended" })], [alone, alone]);
  for (const phase of ["open", "run_off"]) assert.equal(said({ kind: "vote", phase }), spent);
  assert.equal(said({ kind: "lessons", phase: "open" }, true), spent);
  assert.equal(alongWords(/** @type {any} */ ({}), { ...card, learned: "" }), "");
});
