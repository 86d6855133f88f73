/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { heading } = await import("../../static/js/stages/vote/desk.js");

/** @param {{complete: number, devices: number}} ballot @param {string} [phase] */
const says = (ballot, phase = "open") =>
  heading(/** @type {Desk} */ (/** @type {any} */ ({ now: { kind: "vote", phase }, room: { get: () => ballot } })));

test("the desk reads how many have voted, and no figure where no phone is left", () => {
  assert.equal(says({ complete: 1, devices: 3 }), "1 of 3 has placed all their votes.");
  assert.equal(says({ complete: 0, devices: 0 }), "No phone is here to vote.");
  assert.equal(says({ complete: 0, devices: 0 }, "run_off"), "No phone is here to vote.");
});
