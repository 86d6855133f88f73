/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import "./support/page.js";
import { note, settle } from "../../static/js/core/mine.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { dutiesOf } = await import("../../static/js/participant/duties.js");
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

/**
 * A phone that steps out now and then, and what it sends by itself.
 * @param {object} now @param {number | null} [left] seconds by the stage's clock
 */
function away(now, left = 120) {
  /** @type {object[]} */
  const sent = [];
  const begun = new Set();
  const here = {
    now, sealed: false, forgotten: false, opened: new Set(),
    kept: { votes: {}, taps: /** @type {Record<string, boolean>} */ ({ stepped_out: true }) },
    room: {
      connected: "lost",
      clock: { remaining: () => left },
      send: (/** @type {any} */ command, /** @type {string} */ _key, /** @type {boolean} */ rides) => {
        sent.push({ ...command, rides });
        Object.assign(here.kept.taps, { [`${command.type}/${command.round}`]: true });
      },
    },
    once(/** @type {string} */ name, /** @type {() => void} */ act) {
      if (!begun.has(name)) act();
      begun.add(name);
    },
    hasNotBegun: (/** @type {(one: string) => boolean} */ which) =>
      [...begun].filter(which).forEach((one) => begun.delete(one)),
  };
  return { here, sent, acts: () => dutiesOf(/** @type {Here} */ (/** @type {unknown} */ (here))) };
}

/** Plays a phone that stays out until the end; returns the seconds until it said so. @param {number | null} left */
function saysAfter(left) {
  const { sent, acts } = away({ kind: "vote", round: 7, collecting: true, phase: "open" }, left);
  acts();
  let seconds = 0;
  for (; !sent.length && seconds < 1000; seconds += 1) mock.timers.tick(1000);
  assert.deepEqual(sent, [{ type: "done_voting", round: 7, rides: true }]);
  return seconds;
}

test("stepping out is said at any moment of what is left, and once", (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  for (const [left, most] of [[120, 120], [null, 180], [-5, 180]]) {
    const moments = Array.from({ length: 60 }, () => saysAfter(left ?? null));
    const within = Number(most);
    assert.ok(Math.max(...moments) <= within + 1 && Math.min(...moments) >= 0, `${moments}`);
    for (const part of [0, 1, 2]) {
      const there = moments.filter((one) => Math.floor(((one - 1) / within) * 3) === part).length;
      assert.ok(there >= 5, `${there} of 60 in the part ${part} of ${within} seconds`);
    }
  }
});

test("a phone that steps out takes part with a beat, once a round, however often it comes back", (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { here, sent, acts } = away({ kind: "vote", round: 7, collecting: true, phase: "open" });
  for (const out of [true, true, false, true, false]) {
    if (out) here.kept.taps.stepped_out = true;
    else delete here.kept.taps.stepped_out;
    acts();
    mock.timers.tick(out ? 121_000 : 0);
  }
  assert.deepEqual(sent, [{ type: "done_voting", round: 7, rides: true }]);
  here.now = { kind: "write", round: 8, collecting: true, phase: "open" };
  here.kept.taps = { stepped_out: true };
  acts();
  mock.timers.tick(121_000);
  assert.deepEqual(sent.at(-1), { type: "nothing_to_add", round: 8, rides: true });
});

test("a phone whose person is back by then says nothing of its votes, nor one whose stage is over", (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { here, sent, acts } = away({ kind: "vote", round: 7, collecting: true, phase: "open" });
  acts();
  delete here.kept.taps.stepped_out;
  acts();
  mock.timers.tick(121_000);
  here.kept.taps.stepped_out = true;
  acts();
  here.now = { kind: "commit", round: 8, collecting: true, phase: "open" };
  mock.timers.tick(121_000);
  assert.deepEqual(sent, []);
});
