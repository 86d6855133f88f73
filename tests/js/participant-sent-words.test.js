/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { dutiesOf } = await import("../../static/js/participant/duties.js");
const { lessonState, notes } = await import("../../static/js/participant/what-you-sent.js");

/** What a phone says became of its lesson. @param {string} fate @param {string[]} list */
function speaks(fate, ...list) {
  const words = { lessons: [], taps: { "fate/a": fate } };
  const room = { list: () => list.map((text) => ({ text })) };
  const here = /** @type {Here} */ (/** @type {unknown} */ ({ words, room, sealed: false }));
  return lessonState(here, { key: "a", text: "Ask early. ", state: "arrived" });
}

test("a lesson that came back is told of, unless the list has the same words", () => {
  for (const fate of ["back", "late"]) {
    assert.match(speaks(fate), /it stays with you\.$/i);
    assert.match(speaks(fate, "Ask late."), /it stays with you\.$/i);
    assert.equal(speaks(fate, "Ask late.", "Ask early."), "It is on the list.");
  }
});

test("a lesson that was set aside is told of, whatever the list has", () => {
  for (const fate of ["safe", "name", "care", "away"])
    assert.match(speaks(fate, "Ask early."), /^We kept this lesson off the list/);
});

test("of a lesson of which nothing is known yet a phone says that it has arrived", () => {
  assert.equal(speaks("none"), "Your lesson has arrived.");
});

/** A phone that has voted in two rounds. @param {object} now @param {object} [ballot] */
function voter(now, ballot = {}) {
  const lessons = { "lessons/a": { text: "Ask." }, "lessons/b": { text: "Wait." } };
  const kept = { votes: { 7: { a: 2 }, 8: { b: 1 } }, taps: {}, outbox: [] };
  const entries = /** @type {Record<string, unknown>} */ ({ ballot, ...lessons });
  const here = {
    kept, now: { position: 3, ...now }, opened: new Set(), sealed: false, workshop: {},
    room: { get: (/** @type {string} */ path) => entries[path], list: () => [], connected: "lost" },
    keep: (/** @type {(all: object) => void} */ alter) => alter(kept), hasNotBegun: () => {},
  };
  return /** @type {Here} */ (/** @type {unknown} */ (here));
}

/** All that is said of its votes. @param {Here} here */
const saidOfVotes = (here) => JSON.stringify(notes(here));

test("votes that go as voting begins anew are shown no more, and those before a run-off are", () => {
  const ended = { kind: "vote", phase: "ended", collecting: true, round: 8 };
  const again = voter({ ...ended, phase: "run_off" });
  dutiesOf(again);
  again.now.phase = "ended";
  assert.match(saidOfVotes(again), /Ask\..*Wait\./);
  const anew = voter({ ...ended, phase: "open" });
  dutiesOf(anew);
  anew.now.phase = "ended";
  assert.doesNotMatch(saidOfVotes(anew), /Ask\./);
  assert.match(saidOfVotes(anew), /Wait\./);
});

test("beside one's votes stands why they have no result", () => {
  const now = { kind: "vote", phase: "ended", collecting: true, round: 8 };
  assert.match(saidOfVotes(voter(now, { too_few: "vote" })), /Too few people voted/);
  assert.doesNotMatch(saidOfVotes(voter(now, { too_few: "" })), /Too few people voted/);
});
