/** The end of a workshop, in a room: what the device forgets, and what it shows once more. */
import assert from "node:assert/strict";
import test from "node:test";

import { fire } from "./support/browser.js";
import { card, change, live, open, snapshot } from "./support/open-room.js";

test("at the seal the device forgets, and what waited is answered", async () => {
  const { room, socket, store } = await live();
  const answer = room.send(card);
  socket.hear("change", change({ set: { finish: { sealed: true } } }));
  assert.deepEqual(await answer, { refused: "sealed", about: "" });
  assert.deepEqual([store.length, room.waiting], [0, 0]);
  const sealed = snapshot({ entries: { finish: { sealed: true } } });
  assert.equal(open({ snapshot: sealed }).store.length, 0);
});

/** What a phone holds of words that its writer has and nobody else. */
const ALL_WORDS = {
  cards: [{ ...card, key: "k", learned: "", may_stand: false, state: "arrived" }],
  lessons: [{ key: "l", text: "Nobody read it.", state: "arrived" }],
  drafts: { lesson: "Kept back." },
};

test("what a phone wrote is there once more after the end, in the page's memory alone", async () => {
  for (const [name, words] of Object.entries(ALL_WORDS)) {
    const { room, socket, store } = await live();
    room.device?.change((kept) => Object.assign(kept, { [name]: words }));
    socket.hear("change", change({ set: { finish: { sealed: true } } }));
    socket.hear("change", change({ rev: 3, set: { finish: { sealed: true } } }));
    assert.deepEqual(room.parting, {
      cards: [], lessons: [], offers: [], drafts: {}, taps: {}, outbox: [], [name]: words,
    });
    assert.equal(store.length, 0);
    room.forget();
    assert.deepEqual(room.parting.cards, []);
  }
});

test("a page that nobody looks at at the end keeps words, and nothing else, until it is seen", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket, store } = await live();
  room.device?.change((kept) => Object.assign(kept, ALL_WORDS));
  fire("visibilitychange", "hidden");
  t.after(() => fire("visibilitychange"));
  for (const rev of [6, 7]) socket.hear("change", change({ rev, set: { finish: { sealed: true } } }));
  t.mock.timers.tick(16);
  const { cards, secret } = JSON.parse(store.getItem("workshop:w1") ?? "{}");
  assert.deepEqual([cards, secret], [ALL_WORDS.cards, undefined]);
  fire("visibilitychange");
  room.redraw();
  t.mock.timers.tick(16);
  assert.deepEqual([store.length, room.parting.cards], [0, ALL_WORDS.cards]);
});

test("what a phone was told of its words is there once more, and nothing of what it tapped", async () => {
  const { room, socket } = await live();
  const offer = /** @type {const} */ ({
    key: "k", id: "o1", lesson: "l1", when: "a", will: "b", who: "I", owner: "", by: "",
  });
  room.device?.change((kept) => {
    kept.offers = [offer];
    kept.taps = { "fate/o1": "safe", "read/o1": true, "unclear/3": true };
  });
  socket.hear("change", change({ set: { finish: { sealed: true } } }));
  assert.deepEqual(room.parting.offers, [offer]);
  assert.deepEqual(room.parting.taps, { "fate/o1": "safe", "read/o1": true });
});

test("what was on its way at the end is there once more, each as it was given", async () => {
  const { room, socket } = await live();
  const offer = /** @type {const} */ ({ type: "offer", round: 1, lesson: "x", when: "a", will: "b" });
  room.send(/** @type {any} */ (offer));
  socket.hear("change", change({ set: { finish: { sealed: true } } }));
  assert.deepEqual(room.parting.outbox.map(({ command }) => command), [offer]);
  assert.deepEqual(room.parting.drafts, {});
});
