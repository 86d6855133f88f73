/** Two pages of one device: one storage, two sockets, and what each of them does. */
import assert from "node:assert/strict";
import test from "node:test";

import { card, open, passes } from "./support/open-room.js";
import { settled } from "./support/socket.js";
import { storage } from "./support/storage.js";
import { LEASE } from "../../static/js/core/sending-page.js";

/** @import { Command } from "../../static/js/protocol.js" */

const OK = { ok: true, id: "" };
const KEY = "0".repeat(32);
const OTHER = "1".repeat(32);
/** @param {number} votes @returns {Command} */
const vote = (votes) => ({ type: "vote", round: 9, lesson: "l4", votes });
/** Milliseconds after which a command is tried again. */
const AGAIN = 1500;

/** A page that is connected. @param {ReturnType<typeof storage>} store */
function page(store) {
  const { room, socket, device } = open({}, store);
  socket.up();
  socket.questions("hello")[0]?.answer({ time: 1000, current: true });
  return { room, socket, device, sent: () => socket.questions("do").map(({ message }) => message) };
}

/** Two pages. @param {import("node:test").TestContext} t */
function pair(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const store = storage();
  return { store, one: page(store), other: page(store) };
}

/** @param {ReturnType<typeof page>} page @param {any} [answer] */
async function answers({ socket }, answer = OK) {
  socket.questions("do").at(-1)?.answer(answer);
  await settled();
}

test("what somebody gives on one page is sent by that page alone", async (t) => {
  const { one, other } = pair(t);
  one.room.send(card, KEY);
  other.room.reread();
  assert.equal(other.room.waiting, 1, "the other one says that it waits");
  await passes(t);
  assert.deepEqual([one.sent().length, other.sent().length], [1, 0]);
  await answers(one);
  other.room.reread();
  assert.deepEqual([one.room.waiting, other.room.waiting], [0, 0]);
  assert.equal(other.device.kept.cards[0]?.state, "arrived");
  await passes(t, 2 * LEASE);
  assert.equal(other.sent().length, 0);
});

test("a page that was closed leaves what waits to the other one, at once", async (t) => {
  const { one, other } = pair(t);
  one.socket.drop("transport close");
  one.room.send(card, KEY);
  other.room.reread();
  one.room.leave();
  other.room.reread();
  await passes(t);
  const number = other.device.kept.outbox[0]?.number;
  assert.deepEqual(other.sent(), [{ key: KEY, number, command: card }]);
});

test("a page that went without a word leaves it after a while", async (t) => {
  const { one, other } = pair(t);
  one.socket.drop("transport close");
  one.room.send(card, KEY);
  other.room.reread();
  await passes(t, LEASE - 1);
  assert.equal(other.sent().length, 0);
  await passes(t, 1);
  await passes(t);
  const number = other.device.kept.outbox[0]?.number;
  assert.deepEqual(other.sent(), [{ key: KEY, number, command: card }]);
});

test("a page that tries again and again keeps its turn", async (t) => {
  const { one, other } = pair(t);
  one.room.send(card, KEY);
  other.room.reread();
  const until = Date.now() + 4 * LEASE;
  while (Date.now() < until) {
    await passes(t);
    await answers(one, { retry: true });
    await passes(t, AGAIN);
  }
  assert.ok(one.sent().length > 4);
  assert.equal(other.sent().length, 0);
});

test("the page on which somebody acts takes over; what may be on its way is not replaced", async (t) => {
  const { one, other } = pair(t);
  one.room.send(vote(1));
  await passes(t);
  other.room.send(vote(2));
  one.room.reread();
  await passes(t);
  assert.deepEqual(other.sent().map(({ command }) => command), [vote(1)]);
  await answers(other);
  await passes(t);
  await answers(other);
  assert.deepEqual(other.sent().map(({ command }) => command), [vote(1), vote(2)]);
  one.room.reread();
  await passes(t, 2 * LEASE);
  assert.equal(one.sent().length, 1, "nothing older comes after what is newer");
  assert.deepEqual([one.room.waiting, one.device.kept.votes[9]?.l4], [0, 2]);
});

test("a page is told what another one was answered to what it has given", async (t) => {
  const { one, other } = pair(t);
  const refused = /** @type {const} */ ({ refused: "round_closed", about: "" });
  const lesson = /** @type {const} */ ({ type: "add_lesson", round: 1, text: "Ask." });
  one.socket.drop("transport close");
  const told = one.room.send(lesson, KEY);
  one.room.leave();
  other.room.reread();
  await passes(t);
  await answers(other, refused);
  one.room.reread();
  assert.deepEqual(await told, refused);
  assert.deepEqual([one.device.kept.drafts.lesson, one.room.waiting], ["Ask.", 0]);
});

test("a page that slept through many answers sends no older vote once more", async (t) => {
  const { one, other } = pair(t);
  one.socket.drop("transport close");
  one.room.send(vote(1));
  one.room.leave();
  other.room.reread();
  await passes(t);
  await answers(other);
  for (let turn = 0; turn < 30; turn += 1) {
    other.room.send(vote(turn % 3));
    await passes(t, AGAIN);
    await answers(other);
  }
  one.room.reread();
  assert.deepEqual([one.room.waiting, one.device.kept.votes[9]?.l4], [0, 2]);
});

test("two pages that send one draft in the same moment send one card", async (t) => {
  const { store, one, other } = pair(t);
  const before = store.getItem("workshop:w1") ?? "";
  one.room.send(card, KEY);
  // The other page does not see yet what this one has written.
  store.setItem("workshop:w1", before);
  other.room.send(card, KEY);
  await passes(t);
  assert.deepEqual([one.sent(), other.sent()].map((all) => all.map(({ key }) => key)), [[KEY], [KEY]]);
  await answers(one);
  await answers(other);
  for (const { room, device } of [one, other]) {
    room.reread();
    assert.deepEqual(device.kept.cards.map(({ key, state }) => [key, state]), [[KEY, "arrived"]]);
    assert.equal(room.waiting, 0);
  }
});

test("what another page has written over in the same moment is put back", async (t) => {
  const { store, one, other } = pair(t);
  one.device.change((kept) => (kept.drafts.write = JSON.stringify({ key: KEY, happened: "It fell." })));
  const before = store.getItem("workshop:w1") ?? "";
  one.room.send(card, KEY);
  store.setItem("workshop:w1", before);
  one.room.reread();
  other.room.reread();
  for (const { device, room } of [one, other]) {
    assert.deepEqual(device.kept.cards.map(({ key }) => key), [KEY]);
    assert.deepEqual([device.kept.drafts, room.waiting], [{}, 1]);
  }
  one.room.send({ ...card, happened: "It broke." }, OTHER);
  assert.equal(other.device.kept.outbox.length, 1, "each reads before it writes");
  other.room.reread();
  assert.equal(other.room.waiting, 2);
});

test("two pages that are both refused take one thing back once", async (t) => {
  const { one, other } = pair(t);
  const lesson = /** @type {const} */ ({ type: "add_lesson", round: 1, text: "Ask." });
  one.room.send(lesson, KEY);
  await passes(t);
  other.room.send(vote(1), OTHER);
  await passes(t);
  for (const each of [one, other]) await answers(each, { refused: "round_closed", about: "" });
  assert.deepEqual(other.sent().map(({ key }) => key), [KEY]);
  assert.equal(other.device.kept.taps["lessons/1"], 0);
  assert.equal(other.device.kept.drafts.lesson, "Ask.");
});

test("a device that another page has forgotten sends nothing any more", async (t) => {
  const { store, one, other } = pair(t);
  one.socket.drop("transport close");
  one.room.send(card, KEY);
  other.room.forget();
  one.socket.up();
  one.room.reread();
  await passes(t);
  assert.deepEqual([one.sent(), one.room.waiting, store.length], [[], 0, 0]);
});

test("a page whose device another one has forgotten knows it, whoever has read first", (t) => {
  const { one, other } = pair(t);
  other.room.forget();
  one.room.reread();
  assert.deepEqual([one.device.isReplaced(), other.device.isReplaced()], [true, false]);
});

test("an answer is written in one piece: no page reads between", async (t) => {
  const { store, one, other } = pair(t);
  const lesson = /** @type {const} */ ({ type: "add_lesson", round: 1, text: "Ask." });
  other.socket.drop("transport close");
  other.room.send(lesson, KEY);
  other.room.leave();
  one.room.reread();
  await passes(t);
  const write = store.setItem.bind(store);
  let reads = 1;
  store.setItem = (name, text) => {
    write(name, text);
    if (reads-- > 0) other.room.reread();
  };
  await answers(one);
  assert.deepEqual([one.device.kept.taps["lessons/1"], other.room.waiting], [1, 0]);
});
