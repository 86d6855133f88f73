/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { connection, lostWords } = await import("../../static/js/participant/frame.js");

/** @param {string} connected @param {object} [more] of the room @returns {Here} */
function phone(connected, more = {}) {
  const here = {
    lasting: true, forgotten: false, sealed: false, now: { kind: "write" },
    room: { connected, waiting: 0, ...more },
  };
  return /** @type {Here} */ (/** @type {unknown} */ (here));
}

test("the last line says whether there is a connection, and after the end nothing", () => {
  const said = ["connected", "connecting", "lost"].map((one) => connection(phone(one)));
  assert.deepEqual(said, ["Connected.", "Connecting.", "Not connected."]);
  assert.equal(connection(phone("lost", { refusal: "many" })), "Connecting.");
  assert.equal(connection({ ...phone("connected"), sealed: true }), "");
});

test("what waits on a phone changes no word of what all phones say of the connection", () => {
  for (const connected of ["connected", "lost"]) {
    const [one, other] = [phone(connected), phone(connected, { waiting: 2 })];
    assert.equal(connection(one), connection(other));
    assert.equal(lostWords(one), lostWords(other));
  }
  assert.match(lostWords(phone("lost")), /^No connection right now\. What you write is kept\./);
});

test("a server without a place for one more phone is called so, not a lost connection", () => {
  assert.match(lostWords(phone("lost", { refusal: "full" })),
    /^The server has as many connections as it can hold\. What you wrote/);
  assert.match(lostWords(phone("lost", { refusal: "blocked", tick: {} })), /something blocks the live connection/);
});
