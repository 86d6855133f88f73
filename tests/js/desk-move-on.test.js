/** @import { Desk } from "../../static/js/desk/desk.js" */
/** @import { Tick } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { atOneStage } from "./support/at-stage.js";
import { moveOnWords, nearlyAllSince } from "../../static/js/desk/move-on.js";

const OPEN = { phase: "open", collecting: true, step: 0, page_size: 1, paused: false, ends_at: 100 };

/**
 * @param {object} now @param {object} [tick] @param {Record<string, object>} [entries]
 * @param {number} [left] @param {Desk["atStage"]} [atStage]
 */
function said(now, tick = {}, entries = {}, left = 60, atStage = atOneStage()) {
  const list = (/** @type {string} */ kind) => Object.entries(entries)
    .filter(([path]) => path.startsWith(`${kind}/`)).map(([, entry]) => entry);
  const room = { tick, get: (/** @type {string} */ path) => entries[path], list };
  const desk = { now: { ...OPEN, ...now }, room, left, atStage };
  return moveOnWords(/** @type {Desk} */ (/** @type {unknown} */ (desk)));
}

test("the desk says when nearly all have taken part, and not before", () => {
  const words = "All or nearly all have taken part. Wait half a minute, then move on.";
  assert.equal(said({ kind: "write" }, { took_part: "nearly_all" }), words);
  assert.equal(said({ kind: "write" }, { took_part: "most" }), "");
  assert.equal(said({ kind: "write", phase: "last_call" }, { took_part: "nearly_all" }), "");
});

test("half a minute after nearly all have taken part, the wait is over", () => {
  const [wait, go] = ["All or nearly all have taken part. Wait half a minute, then move on.",
    "All or nearly all have taken part. Move on now."];
  const here = atOneStage();
  const at = (/** @type {number} */ time) => (
    said({ kind: "write" }, { took_part: "nearly_all", time }, {}, 60, here)
  );
  assert.deepEqual([at(1000), at(1029), at(1030), at(1090)], [wait, wait, go, go]);
});

test("the half minute begins with the first tick that says so, and anew after one that does not", () => {
  const after = (/** @type {string[]} */ ...shares) => shares.reduce(
    (since, took_part, time) => nearlyAllSince(since, /** @type {Tick} */ ({ took_part, time })),
    /** @type {number | null} */ (null),
  );
  assert.equal(after("most"), null);
  assert.equal(after("most", "nearly_all", "nearly_all"), 1);
  assert.equal(after("nearly_all", "most"), null);
  assert.equal(after("nearly_all", "most", "nearly_all"), 2);
});

test("the desk says when everyone has voted, while votes can be placed", () => {
  const words = "Everyone has placed their votes. You can end the voting.";
  const all = { ballot: { turnout: "all", voted: 0 } };
  assert.equal(said({ kind: "vote" }, {}, all), words);
  assert.equal(said({ kind: "vote" }, {}, { ballot: { turnout: "nearly_all", voted: 0 } }), "");
  assert.equal(said({ kind: "vote", phase: "ended" }, {}, all), "");
  assert.equal(said({ kind: "vote" }, {}), "");
});

test("the desk says when all cards have been shown", () => {
  const cards = (/** @type {boolean} */ shown) => ({
    order: { cards: [1], known: [] }, "cards/1": { n: 1, shown, off: false },
  });
  const words = "All cards have been shown. You can move on.";
  assert.equal(said({ kind: "reveal", step: 1 }, {}, cards(true)), words);
  assert.equal(said({ kind: "reveal", step: 1 }, {}, cards(false)), "");
});

test("the desk says when each chosen lesson has an offer and no offer is unread", () => {
  const lessons = {
    "lessons/a": { id: "a", chosen: true }, "lessons/b": { id: "b", chosen: true },
    "lessons/c": { id: "c", chosen: false },
  };
  const one = { "commitments/1": { lesson: "a" } };
  const both = { ...lessons, ...one, "commitments/2": { lesson: "b" } };
  const words = "Each lesson has an offer. Ask who is still writing; if nobody is, continue.";
  assert.equal(said({ kind: "commit" }, {}, both), words);
  assert.equal(said({ kind: "commit" }, {}, { ...both, "offers/3": { aside: "other" } }), words);
  assert.equal(said({ kind: "commit" }, {}, { ...both, "offers/3": { aside: "" } }), "");
  assert.equal(said({ kind: "commit" }, {}, { ...lessons, ...one }), "");
  assert.equal(said({ kind: "commit" }), "");
});

test("a card that someone asked to take off is decided about first", () => {
  const asked = { order: { cards: [1], known: [] }, "cards/1": { n: 1, shown: true, asked: true } };
  const words = "Someone asked to take a card off the screen. Decide about that first.";
  assert.equal(said({ kind: "reveal", step: 1 }, {}, asked), words);
  const three = { order: { cards: [1, 2, 3], known: [] } };
  for (const n of [1, 2, 3]) Object.assign(three, { [`cards/${n}`]: { n, asked: true } });
  assert.equal(said({ kind: "reveal", step: 1 }, {}, three),
    "There are requests to take 3 cards off the screen. Decide about them first.");
});

test("the desk says when the time is over, unless the clock stands", () => {
  const words = "Time is up. Move on when you are ready.";
  assert.equal(said({ kind: "talk" }, {}, {}, 0), words);
  assert.equal(said({ kind: "talk" }, {}, {}, 1), "");
  assert.equal(said({ kind: "talk", paused: true }, {}, {}, 0), "");
  assert.equal(said({ kind: "talk", ends_at: null }, {}, {}, 0), "");
});
