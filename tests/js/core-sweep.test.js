import assert from "node:assert/strict";
import test from "node:test";

import { Device, nothing } from "../../static/js/core/device.js";
import { joinedRooms } from "../../static/js/core/joined-workshops.js";
import { WORKSHOP } from "../../static/js/core/places.js";
import { forgetWords, keptOf, sweep, wordsLeftIn } from "../../static/js/core/sweep.js";
import { storage } from "./support/storage.js";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const card = { key: "k", round: 3, happened: "It fell.", learned: "Look.", may_stand: false, state: "arrived" };
const wrote = {
  cards: [card],
  lessons: [{ key: "l", text: "Ask.", state: "arrived" }],
  drafts: { write: '{"happened":"Half a sen"}' },
  outbox: [{ key: "w", command: { type: "write_card", round: 3, happened: "On its way." } }],
};
const did = {
  votes: { 9: { l4: 2 } },
  taps: { joined: true, title: "Spring", "answer/12/worth": "yes", "own/c1": "Wanda", "fate/k": "care" },
  keys: ["k", "l"],
  answered: [{ key: "k", answer: { ok: true, id: "" } }],
  turn: { page: "p", at: 1 },
};

/** @param {object} kept @param {number} [saved] */
const stored = (kept, saved = 0) =>
  storage({ theme: "dark", [`${WORKSHOP}w1`]: JSON.stringify({ ...nothing(), ...kept, saved }) });

test("for a day everything stays, then only the words of whoever wrote them", () => {
  const store = stored({ ...wrote, ...did });
  const before = store.getItem(`${WORKSHOP}w1`);
  sweep(store, { today: DAY });
  assert.equal(store.getItem(`${WORKSHOP}w1`), before);
  sweep(store, { today: DAY + 1 });
  assert.deepEqual(keptOf(store, "w1"), { saved: 0, ...wrote, offers: [], taps: { "fate/k": "care" } });
  assert.deepEqual([wordsLeftIn(store), joinedRooms(() => store)], [["w1"], []]);
  assert.equal(store.getItem("theme"), "dark", "what is not a workshop's is left alone");
});

test("a secret, votes, taps and names go whole where nobody wrote anything", () => {
  const vote = { key: "v", command: { type: "vote", round: 9, lesson: "l4", votes: 2 } };
  const marks = { key: "m", command: { type: "keep_lessons", round: 9, lessons: ["l4"] } };
  const took = { key: "t", command: { type: "take", commitment: "c1", owner: "Wanda" } };
  const store = stored({ ...did, drafts: { name: "Wanda" }, outbox: [vote, marks, took] });
  sweep(store, { today: DAY + 1 });
  assert.equal(store.getItem(`${WORKSHOP}w1`), null);
});

test("an offer keeps its words and loses its names", () => {
  const offer = { key: "o", id: "c1", lesson: "l4", when: "It rains", will: "stay", who: "I", owner: "Wanda", by: "" };
  const store = stored({ offers: [offer] });
  sweep(store, { today: DAY + 1 });
  assert.deepEqual(keptOf(store, "w1").offers, [{ ...offer, owner: "" }]);
  assert.doesNotMatch(store.getItem(`${WORKSHOP}w1`) ?? "", /Wanda/);
});

test("once a workshop is known to be sealed it is swept at once, and no other one", () => {
  const store = stored({ ...wrote, ...did });
  store.setItem(`${WORKSHOP}w2`, JSON.stringify({ ...nothing(), ...did, saved: 0 }));
  sweep(store, { today: 1, ended: "w1" });
  assert.deepEqual(wordsLeftIn(store), ["w1"]);
  assert.equal(keptOf(store, "w2").taps.title, "Spring");
});

test("a phone's own page leaves its own alone, however late it is opened", () => {
  const store = stored({ ...wrote, ...did });
  const device = new Device("w1", () => store, () => 3 * DAY);
  assert.deepEqual([device.kept.votes, device.kept.cards], [did.votes, wrote.cards]);
});

test("words that were swept stay through every later sweep, and go once they were shown", () => {
  const store = stored(wrote);
  for (const today of [DAY + 1, 30 * DAY, 400 * DAY]) sweep(store, { today });
  assert.deepEqual(wordsLeftIn(store), ["w1"]);
  const writes = store.writes;
  sweep(store, { today: 401 * DAY });
  assert.equal(store.writes, writes, "another page that is open would hear of it");
  forgetWords(store, "w1");
  assert.equal(store.getItem(`${WORKSHOP}w1`), null);
});

test("showing words takes nothing from a device that is still in its workshop", () => {
  const store = stored({ ...wrote, ...did });
  forgetWords(store, "w1");
  assert.deepEqual(keptOf(store, "w1").cards, wrote.cards);
});

test("who comes back to a room that is open after all has their words, and is someone new", () => {
  const store = stored({ ...wrote, ...did, secret: "a".repeat(32) });
  sweep(store, { today: DAY + 1 });
  const { kept } = new Device("w1", () => store, () => DAY + 2);
  assert.deepEqual([kept.cards, kept.drafts, kept.outbox], [wrote.cards, wrote.drafts, wrote.outbox]);
  assert.deepEqual([kept.votes, kept.taps], [{}, { "fate/k": "care" }], "and knows why a card came back");
  assert.match(kept.secret, /^(?!a{32})[0-9a-f]{32}$/);
});

test("a page that waits to be loaded anew takes nothing from what another has swept", () => {
  const store = stored({ ...wrote, ...did });
  const device = new Device("w1", () => store, () => 1);
  sweep(store, { today: 1, ended: "w1" });
  assert.ok(device.isReplaced());
  device.forget();
  assert.deepEqual([wordsLeftIn(store), keptOf(store, "w1").cards], [["w1"], wrote.cards]);
});

test("what cannot be read, or comes from a clock that was ahead, goes as well", () => {
  const store = stored(did, 30 * DAY);
  for (const text of ["{half", "null", "7", ""]) store.setItem(`${WORKSHOP}${text}`, text);
  sweep(store, { today: HOUR });
  assert.deepEqual([store.length, store.getItem("theme")], [1, "dark"]);
});
