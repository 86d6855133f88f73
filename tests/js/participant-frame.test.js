/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { connectionWords, lostWords } = await import("../../static/js/participant/frame.js");
const KEPT = "Your draft is kept on this phone.";

/** @param {string} connected @param {number} waiting @param {boolean} [lags] @returns {Here} */
function phone(connected, waiting, lags = waiting > 0) {
  const room = { connected, waiting, lags };
  const here = { lasting: true, forgotten: false, sealed: false, room };
  return /** @type {Here} */ (/** @type {unknown} */ (here));
}

test("that a draft is kept is said also while there is no connection", () => {
  assert.equal(connectionWords(phone("connected", 0), KEPT), `Connected. ${KEPT}`);
  assert.equal(connectionWords(phone("lost", 0), KEPT), KEPT);
  assert.equal(connectionWords(phone("lost", 1), ""), "Not connected.");
});

test("while something is on its way, nothing is said of a draft", () => {
  assert.equal(connectionWords(phone("connected", 1), KEPT),
    "Connected. 1 item is on its way.");
});

test("what has only just gone out is not spoken of", () => {
  assert.equal(connectionWords(phone("connected", 1, false), KEPT), `Connected. ${KEPT}`);
});

test("a lost connection is said in a place of its own, with what waits", () => {
  assert.equal(lostWords(phone("connected", 3)), "");
  assert.equal(lostWords(phone("lost", 0)),
    "No connection right now. The page reconnects on its own. If the room’s screen shows a new " +
      "address, scan the code again.");
  assert.equal(lostWords(phone("lost", 2)),
    "No connection right now. 2 items wait on this phone and will be sent automatically.");
});

test("a server without a place for one more phone is called so, not a lost connection", () => {
  const here = phone("lost", 1);
  const room = { ...here.room, refusal: "full" };
  const full = /** @type {any} */ ({ ...here, room, now: { kind: "write" } });
  assert.match(lostWords(full), /^The server has as many connections as it can hold\. What you wrote/);
});

test("that all has arrived is never said while one thing waits", () => {
  const ALL = "Everything you sent has arrived.";
  const waits = [1, 2].flatMap((n) => [
    phone("connected", n), phone("connected", n, false), phone("lost", n), phone("connecting", n),
  ]);
  for (const here of waits) assert.doesNotMatch(connectionWords(here, "", ALL), /arrived/);
  assert.equal(connectionWords(phone("connected", 0), "", ALL), `Connected. ${ALL}`);
  assert.equal(connectionWords(phone("lost", 0), "", ALL), ALL);
});
