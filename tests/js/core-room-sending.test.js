/** How a room sends what is given to it, on a bad line and beyond the page. */
import assert from "node:assert/strict";
import test from "node:test";

import { card, live, open, passes, snapshot } from "./support/open-room.js";
import { settled } from "./support/socket.js";
import { storage } from "./support/storage.js";
import { Device } from "../../static/js/core/device.js";
import { FIRST_NUMBER } from "../../static/js/core/one-size.js";

const KEY = /^[0-9a-f]{32}$/;

test("two silent seconds replace the socket; the same key goes up on the new one", async (t) => {
  const { room, socket } = await live();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const answer = room.send(card);
  await settled();
  await passes(t);
  t.mock.timers.tick(1999);
  assert.deepEqual(socket.calls, []);
  t.mock.timers.tick(1);
  assert.deepEqual(socket.calls, ["disconnect", "connect"]);
  assert.deepEqual([room.connected, room.waiting], ["lost", 1]);
  await settled();
  t.mock.timers.tick(1500);
  await settled();
  socket.up();
  await settled();
  await passes(t);
  const [first, second] = socket.questions("do");
  assert.match(first?.message.key, KEY);
  assert.deepEqual(second?.message, first?.message);
  second?.answer({ ok: true, id: "" });
  assert.deepEqual(await answer, { ok: true, id: "" });
  assert.equal(room.waiting, 0);
});

test("what was touched is drawn before it is sent", async (t) => {
  const { room, socket } = await live();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  room.send(card);
  await settled();
  assert.deepEqual([socket.questions("do").length, room.waiting], [0, 1]);
  await passes(t);
  assert.equal(socket.questions("do").length, 1);
});

test("a request for a word is on its way while it waits for its beat; what is said of stepping out is not", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket } = await live({ snapshot: snapshot({ entries: { workshop: { beat: 5 } } }) });
  room.send({ type: "nothing_to_add", round: 1 }, undefined, true);
  assert.equal(room.waiting, 0);
  room.send({ type: "check_in", text: "Row two" });
  await settled();
  assert.deepEqual([room.waiting, socket.questions("do").length], [1, 0]);
});

test("of two taps of one beat that are refused, nothing stays on the phone", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket, device } = await live({ snapshot: snapshot({ entries: { workshop: { beat: 5 } } }) });
  const beats = () => socket.questions("beat");
  /** @param {number} count */
  const until = async (count) => {
    for (let i = 0; i < 200 && beats().length < count; i += 1) {
      t.mock.timers.tick(100);
      await settled();
    }
    return beats()[count - 1];
  };
  room.send({ type: "unclear", round: 1, on: true });
  const first = await until(1);
  room.send({ type: "unclear", round: 1, on: false });
  first?.answer({ answers: ["retry"] });
  await settled();
  const both = await until(2);
  assert.equal(both?.message.items.length, 2);
  both?.answer({ answers: ["wrong_stage", "wrong_stage"] });
  await settled();
  assert.deepEqual([room.waiting, device.kept.taps["unclear/1"]], [0, false]);
});

test("a command and what it changes on the device are stored by one write", async () => {
  const { room, store, device } = await live();
  const before = store.writes;
  room.send(card);
  assert.equal(store.writes - before, 1);
  const { cards, outbox } = new Device("w1", () => store).kept;
  assert.deepEqual([cards.length, outbox.length], [1, 1]);
  assert.equal(device.kept.cards[0]?.key, device.kept.outbox[0]?.key);
});

test("an answer in time leaves the socket alone", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { socket } = await live();
  t.mock.timers.tick(10_000);
  assert.deepEqual(socket.calls, []);
});

test("a slow server is not flooded: after a reconnection, four seconds until the next try",
  async (t) => {
    const { room, socket } = await live();
    t.mock.timers.enable({ apis: ["setTimeout"] });
    room.send(card);
    await settled();
    await passes(t);
    t.mock.timers.tick(2000);
    await settled();
    t.mock.timers.tick(1500);
    socket.up();
    await settled();
    await passes(t);
    t.mock.timers.tick(3999);
    await settled();
    assert.equal(socket.questions("do").length, 2);
    assert.deepEqual(socket.calls, ["disconnect", "connect"]);
    t.mock.timers.tick(1);
    await settled();
    t.mock.timers.tick(1500);
    await settled();
    await passes(t);
    assert.equal(socket.questions("do").length, 3);
  });

test("a card survives the page: the next page sends it under its own key", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const store = storage();
  const { room: earlier } = open({}, store);
  earlier.send(card, "0".repeat(32));
  earlier.leave();
  const { socket, device, room } = open({}, store);
  assert.equal(room.waiting, 1);
  socket.up();
  await settled();
  await passes(t);
  const [question] = socket.questions("do");
  const number = device.kept.outbox[0]?.number;
  assert.deepEqual(question?.message, { key: "0".repeat(32), number, command: card });
  question?.answer({ ok: true, id: "" });
  await settled();
  assert.deepEqual([device.kept.outbox, device.kept.cards[0]?.state], [[], "arrived"]);
});

test("a command has a higher number than all before it, and keeps it when it is sent again", async (t) => {
  const { socket, room } = await live();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  room.send(card);
  room.send({ ...card, happened: "It broke." });
  await settled();
  for (const answer of [{ retry: true }, { ok: true, id: "" }]) {
    await passes(t, 1500);
    await passes(t);
    socket.questions("do").at(-1)?.answer(answer);
    await settled();
  }
  await passes(t);
  const [first, again, second] = socket.questions("do").map(({ message }) => message.number);
  assert.equal(first, again);
  assert.ok(second > first && first >= FIRST_NUMBER && second <= Number.MAX_SAFE_INTEGER);
});

test("a device counts on from the number that the server knows", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { socket, device, room } = open();
  const known = 4 * FIRST_NUMBER;
  socket.up();
  socket.questions("hello")[0]?.answer({ time: 1, current: true, number: known });
  await settled();
  room.send(card);
  await settled();
  await passes(t);
  const [question] = socket.questions("do");
  assert.ok(question?.message.number > known);
  question?.answer({ refused: "out_of_date", about: String(2 * known) });
  await settled();
  assert.equal(device.kept.number, 2 * known);
});
