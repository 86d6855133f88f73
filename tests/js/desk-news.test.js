/** @import { Now } from "../../static/js/protocol.js" */
/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { News } from "../../static/js/desk/news.js";

const stages = [["arrive", 5], ["write", 6], ["vote", 3]].map(([kind, minutes]) => (
  { id: kind, kind, minutes, name: "", prompt: "", second_prompt: "" }
));

/** A desk that can be moved on. */
function deskIn(/** @type {number} */ position, left = 300) {
  const desk = {
    now: {
      turn: 1, position, kind: stages[position]?.kind, phase: "open", paused: false, ends_at: 900,
    },
    agenda: { stages },
    left,
    time: 100,
    /** @type {string[]} */
    tied: [],
    here: 0,
    dots: 0,
    room: {
      clock: { now: () => desk.time },
      get: () => ({ cut_tie: desk.tied }),
      list: () => Array.from({ length: desk.dots }, (_, i) => ({ handle: `${i}`, text: "" })),
      get tick() {
        return { here: desk.here };
      },
    },
  };
  return desk;
}

/** What is said while the desk changes, each sentence once. */
function saidWhile(/** @type {any} */ desk, /** @type {Array<object>} */ ...changes) {
  const news = new News();
  news.note(desk);
  return changes.map((change) => {
    const { now = {}, ...rest } = /** @type {{now?: object}} */ (change);
    Object.assign(desk, rest);
    Object.assign(desk.now, now);
    news.words = "";
    news.note(/** @type {Desk} */ (desk));
    return news.words;
  });
}

test("a stage is said once, by its name", () => {
  const second = { now: { position: 1, kind: "write", turn: 2 } };
  assert.deepEqual(saidWhile(deskIn(0), {}, second, {}), ["", "Now: Write", ""]);
});

test("time is said at its half, at the last minute and at its end, and not in between", () => {
  const passing = [181, 180, 100, 60, 59, 1, 0, -1].map((left) => ({ left }));
  const said = saidWhile(deskIn(1, 200), ...passing);
  assert.deepEqual(said, ["", "Half the time for Write has passed.", "",
    "One minute left in Write.", "", "", "Time is up for Write.", ""]);
});

test("a minute that is added, or a clock that rests, says nothing", () => {
  const more = { left: 119, now: { turn: 2 } };
  assert.deepEqual(saidWhile(deskIn(1, 59), more), [""]);
  assert.deepEqual(saidWhile(deskIn(1, 61), { left: 59, now: { paused: true } }), [""]);
});

test("who arrives is said at most every twenty seconds, and only while people arrive", () => {
  const seconds = [{ here: 2, time: 110 }, { time: 121 }, { time: 150 }];
  const said = saidWhile(deskIn(0), { here: 1 }, ...seconds);
  assert.deepEqual(said, ["1 is here", "", "2 are here", ""]);
  assert.deepEqual(saidWhile(deskIn(1), { here: 3 }), [""]);
});

test("the end of the voting is said, and a tie with it", () => {
  const ended = { now: { phase: "ended", turn: 2 } };
  assert.deepEqual(saidWhile(deskIn(2), ended), ["Voting has ended."]);
  assert.deepEqual(saidWhile(deskIn(2), { ...ended, tied: ["a", "b"] }),
    ["Voting has ended. 2 lessons tie for the last place."]);
});

test("the last call and the seal are said", () => {
  const lastCall = { now: { phase: "last_call" } };
  assert.deepEqual(saidWhile(deskIn(1), lastCall), ["People have 30 more seconds to send an unfinished card."]);
  assert.deepEqual(saidWhile(deskIn(2), { now: { phase: "sealed" } }), ["Finished."]);
});

test("a dot that has come is told without a word of it, and one that goes is not", () => {
  const news = saidWhile(deskIn(1), { dots: 1 }, { left: 290 }, { dots: 2 }, { dots: 0 });
  const words = "Someone would like a word. The note is at the top of the desk.";
  assert.deepEqual(news, [words, "", words, ""]);
});
