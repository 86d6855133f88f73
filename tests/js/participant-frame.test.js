/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { connectionWords } = await import("../../static/js/participant/frame.js");
const KEPT = "Your draft is kept on this phone.";

/** What the foot says. @param {string} connected @param {number} waiting @param {string} said */
function foot(connected, waiting, said) {
  const here = { lasting: true, forgotten: false, sealed: false, room: { connected, waiting } };
  return connectionWords(/** @type {Here} */ (/** @type {unknown} */ (here)), said);
}

test("that a draft is kept is said also while there is no connection", () => {
  assert.equal(foot("connected", 0, KEPT), `Connected. ${KEPT}`);
  assert.equal(foot("lost", 0, KEPT),
    `No connection just now. The page finds its way back by itself. ${KEPT}`);
  assert.equal(foot("lost", 1, KEPT),
    `No connection just now. 1 thing waits on this phone and goes out by itself. ${KEPT}`);
});

test("while something is on its way, or without a draft, nothing is said of one", () => {
  assert.equal(foot("connected", 1, KEPT), "Connected. 1 thing is on its way.");
  assert.equal(foot("lost", 0, ""), "No connection just now. The page finds its way back by itself.");
});
