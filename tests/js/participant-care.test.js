/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";
import { note, settle } from "../../static/js/core/mine.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { choose, stepsOf } = await import("../../static/js/participant/pulse.js");
const { policy } = await import("../../static/js/participant/policy.js");

/** @typedef {import("../../static/js/core/device.js").Kept} Kept */
/** @returns {Kept} */
const kept = () => ({
  saved: 0, secret: "s", drafts: {}, cards: [], votes: {}, taps: {}, outbox: [], keys: [],
  whys: {}, answered: [], turn: null,
});

/** A phone, and what it sends. */
function phone() {
  /** @type {object[]} */
  const sent = [];
  const here = {
    kept: kept(),
    /** @param {(own: Kept) => void} alter */
    keep: (alter) => alter(here.kept),
    reread() {},
    /** @param {import("../../static/js/protocol.js").Command} command */
    send: (command) => {
      note(here.kept, "k", command);
      sent.push(command);
    },
  };
  return { here: /** @type {Here} */ (/** @type {unknown} */ (here)), sent };
}

test("the pulse is sent once all three sentences are answered, and with each change after", () => {
  const { here, sent } = phone();
  choose(here, "arrive", 0, 4);
  choose(here, "arrive", 2, 1);
  assert.deepEqual([stepsOf(here, "arrive"), stepsOf(here, "finish")], [[4, 0, 1], [0, 0, 0]]);
  assert.deepEqual(sent, []);
  choose(here, "arrive", 1, 5);
  choose(here, "arrive", 0, 3);
  assert.deepEqual(sent, [
    { type: "answer_pulse", at: "arrive", answers: [4, 5, 1] },
    { type: "answer_pulse", at: "arrive", answers: [3, 5, 1] },
  ]);
});

test("a phone knows whether it has asked to be spoken to, and a refusal is taken back", () => {
  const own = kept();
  const ask = /** @type {const} */ ({ type: "check_in", text: "By the door" });
  const before = note(own, "k1", ask);
  assert.equal(own.taps.check_in, "By the door");
  settle(own, { key: "k1", command: ask, before }, { refused: "too_long", about: "text:160" });
  assert.equal(own.taps.check_in, false);
  note(own, "k2", { type: "check_in", text: "" });
  assert.equal(own.taps.check_in, true);
  note(own, "k3", { type: "withdraw_check_in" });
  assert.equal(own.taps.check_in, false);
});

test("what the facilitator may do is said by the agenda", () => {
  /** @param {string[]} kinds @param {boolean} wall */
  const said = (kinds, wall) => policy(/** @type {Here} */ (/** @type {unknown} */ (
    { stages: kinds.map((kind) => ({ kind })), workshop: { live_wall: wall } }
  )));
  assert.match(said(["write", "look_through"], false), /reads the cards first/);
  assert.match(said(["write"], true), /reads the cards first/);
  assert.doesNotMatch(said(["write", "reveal"], false), /set one aside/);
});
