import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { Beats } from "../../static/js/core/beats.js";
import { chance } from "../../static/js/core/chance.js";
import { UP } from "../../static/js/core/one-size.js";
import { Outbox } from "../../static/js/core/outbox.js";

/** @import { Command, Ride } from "../../static/js/protocol.js" */
/** @import { Item } from "../../static/js/core/outbox.js" */

/** The same figures in each run. @param {number} seed */
function drawn(seed) {
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
}

/**
 * A phone that beats by a clock of the test's, in seconds.
 * @param {import("node:test").TestContext} t @param {number} [start]
 */
function beating(t, start = 1000) {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: start * 1000 });
  t.after(() => mock.timers.reset());
  const time = () => Date.now() / 1000;
  const at = /** @type {number[]} */ ([]);
  const beats = new Beats({ time, beat: () => void at.push(time()), random: drawn(16) });
  return { beats, at, time };
}

/** Lets so many seconds pass, each timer at its moment. @param {number} seconds */
function pass(seconds) {
  for (let i = 0; i < seconds * 100; i += 1) mock.timers.tick(10);
}

test("there is one beat in each slot, at moments of no order", (t) => {
  const { beats, at } = beating(t);
  beats.follow(5);
  pass(500);
  assert.deepEqual(at.map((one) => Math.floor(one / 5)), Array.from({ length: 100 }, (_, i) => 200 + i));
  const within = at.map((one) => one % 5);
  for (let part = 0; part < 5; part += 1) {
    const there = within.filter((one) => Math.floor(one) === part).length;
    assert.ok(there >= 10 && there <= 30, `${there} of 100 in the second ${part} of their slot`);
  }
});

test("slots of another length begin with what is left of theirs", (t) => {
  const { beats, at } = beating(t);
  beats.follow(30);
  pass(20);
  const before = at.length;
  beats.follow(5);
  pass(10);
  const since = at.slice(before).map((one) => Math.floor(one / 5));
  assert.deepEqual(since, [204, 205]);
  beats.follow(0);
  pass(60);
  assert.equal(at.length, before + 2);
});

test("a page that has slept says nothing at once, but in what is left of the slot", (t) => {
  let slept = 0;
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  t.after(() => mock.timers.reset());
  const time = () => Date.now() / 1000 + slept;
  const at = /** @type {number[]} */ ([]);
  const beats = new Beats({ time, beat: () => void at.push(time()), random: () => 0.5 });
  beats.follow(30);
  slept = 3600;
  pass(31);
  assert.ok(at.length >= 1);
  const [woke] = at;
  assert.ok(woke && woke % 30 > 16, `it spoke at ${woke}, when its timer came`);
});

test("chance is from 0 to below 1, and no figure comes twice", () => {
  const figures = Array.from({ length: 200 }, chance);
  assert.ok(figures.every((one) => one >= 0 && one < 1));
  assert.equal(new Set(figures).size, 200);
});

const OK = /** @type {const} */ ({ ok: true, id: "" });
/** @param {string} item @returns {Command} */
const been = (item) => ({ type: "been_there", round: 3, item, on: true });
/** @type {Command} */
const CARD = { type: "write_card", round: 3, happened: "It fell." };

/** An outbox of a phone that beats, and what it has sent at once. */
function phone(beats = true) {
  const stage = {
    stored: /** @type {Item[]} */ ([]),
    sent: /** @type {Command[]} */ ([]),
    settled: /** @type {any[]} */ ([]),
    said: /** @type {Ride[][]} */ ([]),
  };
  const outbox = new Outbox({
    items: () => stage.stored,
    connected: () => true,
    beats: () => beats,
    ask: async ({ command }) => (stage.sent.push(command), OK),
    keep: (alter) => (stage.stored = alter(stage.stored)),
    settled: ({ key }, answer) => stage.settled.push([key, answer]),
  });
  /** @param {string[] | null} words */
  const beat = (words) =>
    outbox.beat(async (items) => {
      stage.said.push(items);
      if (!words) throw new Error("no answer");
      return /** @type {any} */ ({ answers: words });
    });
  return Object.assign(stage, { outbox, beat, keys: () => stage.said.at(-1)?.map(({ key }) => key) });
}
const moment = () => new Promise((go) => setImmediate(go));

test("a tap waits for the beat, and a card behind it does not", async () => {
  const { outbox, sent, beat, keys, stored } = phone();
  outbox.add(been("1"), "ka");
  outbox.add(CARD, "kb");
  await moment();
  assert.deepEqual(sent, [CARD]);
  await beat(["ok"]);
  assert.deepEqual(keys(), ["ka"]);
  await beat([]);
  assert.deepEqual(keys(), []);
  assert.deepEqual(stored, []);
});

test("what is not done yet comes again under its key, and so does what had no answer", async () => {
  const place = phone();
  const answer = place.outbox.add(been("1"), "ka");
  for (const words of [["retry"], null, ["retry"]]) {
    await place.beat(words);
    assert.deepEqual([place.keys(), place.settled], [["ka"], []]);
  }
  await place.beat(["round_closed"]);
  assert.deepEqual(await answer, { refused: "round_closed", about: "" });
});

test("four go with a beat, in their order, and the others with the next", async () => {
  const { outbox, beat, keys } = phone();
  for (const n of ["1", "2", "3", "4", "5"]) outbox.add(been(n), `k${n}`);
  await beat(["ok", "retry", "ok", "ok"]);
  assert.deepEqual(keys(), ["k1", "k2", "k3", "k4"]);
  await beat(["ok", "ok"]);
  assert.deepEqual(keys(), ["k2", "k5"]);
});

test("a second tap on the same item takes the first one's place until that was sent", async () => {
  const { outbox, beat, said } = phone();
  outbox.add(been("1"), "ka");
  outbox.add({ type: "been_there", round: 3, item: "1", on: false }, "kb");
  outbox.add({ type: "ask_off", card: "2" }, "kc");
  outbox.add({ type: "ask_off", card: "2" }, "kd");
  await beat(["retry", "retry"]);
  assert.deepEqual(said.at(-1)?.map(({ key }) => key), ["kb", "kd"]);
});

test("what a beat takes along never exceeds the one size", async () => {
  const { outbox, beat, said } = phone();
  for (const type of ["check_in", "unclear", "been_there", "ask_off"]) {
    const text = "\u{1f600}".repeat(160);
    const command = type === "check_in" ? { type, text } : { type, round: 3, item: "1", on: true, card: "1" };
    outbox.add(/** @type {any} */ (command), type.padEnd(32, "0"));
  }
  for (let i = 0; i < 3; i += 1) {
    await beat(["retry", "retry", "retry", "retry"]);
    const size = new TextEncoder().encode(JSON.stringify({ items: said.at(-1) })).length;
    assert.ok(size < UP - 50, `${size} bytes`);
    assert.ok(said.at(-1)?.length);
  }
});

test("also what goes at once waits for a beat where that is asked for", async () => {
  const { outbox, sent, beat, keys } = phone();
  outbox.add({ type: "done_voting", round: 3 }, "ka", undefined, true);
  await moment();
  assert.deepEqual(sent, []);
  await beat(["ok"]);
  assert.deepEqual(keys(), ["ka"]);
});

test("without beats a tap goes at once", async () => {
  const { outbox, sent } = phone(false);
  outbox.add(been("1"), "ka");
  await moment();
  assert.deepEqual(sent, [been("1")]);
});
