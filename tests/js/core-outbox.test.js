import assert from "node:assert/strict";
import test from "node:test";

import { Outbox, pauseBefore } from "../../static/js/core/outbox.js";
import { settled } from "./support/socket.js";

/** @import { Command } from "../../static/js/protocol.js" */
/** @import { Item } from "../../static/js/core/outbox.js" */

const OK = /** @type {const} */ ({ ok: true, id: "" });
const RETRY = /** @type {const} */ ({ retry: true });
/** @param {any} code */
const refusal = (code) => ({ refused: code, about: "" });
/** @param {string} text @returns {Command} */
const card = (text) => ({ type: "write_card", round: 1, happened: text });
/** @param {string} lesson @param {number} votes @param {number} [round] @returns {Command} */
const vote = (lesson, votes, round = 1) => ({ type: "vote", round, lesson, votes });

/** An outbox whose server the test plays. @param {Item[]} [items] */
function post(items = []) {
  /** @type {Array<{message: any, answer: (answer: any) => void, fail: () => void}>} */
  const asked = [];
  const stage = { connected: true, beats: false, stored: items, asked, settled: /** @type {any[]} */ ([]) };
  const outbox = new Outbox({
    items: () => stage.stored,
    connected: () => stage.connected,
    beats: () => stage.beats,
    ask: (message) => new Promise((answer, fail) => void asked.push({ message, answer, fail })),
    keep: (alter) => (stage.stored = alter(stage.stored)),
    settled: (item, answer) => stage.settled.push([item.key, answer]),
  });
  return Object.assign(stage, { outbox, commands: () => outbox.items.map((each) => each.command) });
}

/** @param {ReturnType<typeof post>} place @param {number} number @param {any} answer */
async function answers(place, number, answer) {
  if (answer) place.asked[number]?.answer(answer);
  else place.asked[number]?.fail();
  await settled();
}

test("one command at a time, in their order, each dropped on its answer", async () => {
  const place = post();
  const results = [place.outbox.add(card("a"), "ka"), place.outbox.add(card("b"), "kb")];
  await settled();
  assert.deepEqual(place.asked.map(({ message }) => message.key), ["ka"]);
  assert.equal(place.stored.length, 2);
  await answers(place, 0, OK);
  assert.deepEqual(place.asked.map(({ message }) => message.key), ["ka", "kb"]);
  assert.deepEqual(place.stored.map(({ key }) => key), ["kb"]);
  await answers(place, 1, OK);
  assert.deepEqual(await Promise.all(results), [OK, OK]);
  assert.deepEqual([place.stored, place.settled], [[], [["ka", OK], ["kb", OK]]]);
});

test("without a connection everything is stored, and goes up when there is one", async () => {
  const place = post();
  place.connected = false;
  place.outbox.add(card("a"));
  await settled();
  assert.deepEqual([place.asked.length, place.stored.length], [0, 1]);
  place.connected = true;
  place.outbox.wake();
  await settled();
  assert.equal(place.asked.length, 1);
});

test("what an earlier page could not send goes up under the same key", async () => {
  const place = post([{ key: "old", command: card("a") }]);
  place.outbox.wake();
  await settled();
  assert.equal(place.asked[0]?.message.key, "old");
});

for (const [name, answer] of /** @type {const} */ ([
  ["no answer", null], ["retry", RETRY], ["too fast", refusal("too_fast")],
])) {
  test(`${name}: the same command under the same key again, after a pause`, async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const place = post();
    place.outbox.add(card("a"), "ka");
    for (let turn = 0; turn < 5; turn += 1) {
      await answers(place, turn, answer);
      assert.equal(place.asked.length, turn + 1, "no attempt before the pause");
      t.mock.timers.tick(249);
      await settled();
      assert.equal(place.asked.length, turn + 1, "no attempt before the shortest pause");
      t.mock.timers.tick(1251);
      await settled();
    }
    assert.deepEqual(new Set(place.asked.map(({ message }) => message.key)), new Set(["ka"]));
    assert.equal(place.stored.length, 1);
    await answers(place, 5, OK);
    assert.equal(place.stored.length, 0);
  });
}

test("a refusal is an answer: told, dropped, and the next one goes", async () => {
  const place = post();
  const first = place.outbox.add(card("a"), "ka");
  place.outbox.add(card("b"), "kb");
  await answers(place, 0, refusal("empty"));
  assert.deepEqual(await first, refusal("empty"));
  assert.equal(place.asked[1]?.message.key, "kb");
});

test("a newer absolute command replaces an unsent one, and answers for it too", async () => {
  const place = post();
  place.connected = false;
  const older = place.outbox.add({ type: "unclear", round: 1, on: true }, "a", false);
  place.outbox.add(card("x"), "x");
  const newer = place.outbox.add({ type: "unclear", round: 1, on: false }, "b", true);
  assert.deepEqual(place.stored.map(({ key }) => key), ["b", "x"]);
  assert.deepEqual(place.stored, place.outbox.items);
  assert.equal(place.stored[0]?.before, false, "what stood there before both of them");
  place.connected = true;
  place.outbox.wake();
  await answers(place, 0, OK);
  assert.deepEqual(await Promise.all([older, newer]), [OK, OK]);
});

test("what may have reached the server is not replaced", async () => {
  const place = post([{ key: "old", command: vote("l0", 1) }]);
  place.outbox.add(vote("l0", 2));
  place.outbox.add(vote("l0", 0));
  assert.deepEqual(place.commands(), [vote("l0", 1), vote("l0", 0)]);
});

test("another item, another round, and what adds something are not replaced", () => {
  const place = post();
  place.connected = false;
  const all = [vote("l1", 1), vote("l2", 1), vote("l2", 1, 2), card("a"), card("a")];
  for (const command of all) place.outbox.add(command);
  assert.deepEqual(place.commands(), all);
});

test("unsent votes never ask for more than the budget on their way", () => {
  // Before: l1 has 2, l2 has 1, the budget is 3. Each state that the person saw was allowed.
  const place = post();
  place.connected = false;
  for (const command of [vote("l1", 1), vote("l3", 1), vote("l2", 0), vote("l1", 2)]) {
    place.outbox.add(command);
  }
  /** @type {Record<string, number>} */
  const mine = { l1: 2, l2: 1 };
  for (const command of place.commands()) {
    if (command.type === "vote") mine[command.lesson] = command.votes;
    assert.ok(Object.values(mine).reduce((sum, votes) => sum + votes, 0) <= 3);
  }
  assert.deepEqual(mine, { l1: 2, l2: 0, l3: 1 });
});

test("clearing answers everything that waits, and a late answer does nothing", async () => {
  const place = post();
  const waiting = place.outbox.add(card("a"));
  place.outbox.clear(refusal("sealed"));
  assert.deepEqual(await waiting, refusal("sealed"));
  await answers(place, 0, OK);
  assert.deepEqual([place.stored, place.settled.length], [[], 1]);
});

test("pauses lie between 0.25 and 1.5 s, grow, and differ", () => {
  for (const attempt of [0, 1, 2, 9, 2000]) {
    const pauses = Array.from({ length: 200 }, () => pauseBefore(attempt));
    assert.ok(Math.min(...pauses) >= 250 && Math.max(...pauses) <= 1500);
    assert.ok(new Set(pauses).size > 100);
    if (attempt === 0) assert.ok(Math.max(...pauses) <= 500);
    if (attempt >= 2) assert.ok(Math.max(...pauses) > 1000);
  }
});

test("what a beat says in place of a command waits for the command that is under way", async () => {
  const place = Object.assign(post(), { beats: true });
  /** @type {any[][]} */
  const beats = [];
  const beat = () => place.outbox.beat(async (items) => {
    beats.push(items.map(({ key }) => key));
    return { answers: items.map(() => "ok") };
  });
  place.outbox.add(card("a"), "ka");
  place.outbox.add({ type: "nothing_to_add", round: 1 }, "kn", false, true);
  await settled();
  await beat();
  await answers(place, 0, OK);
  await beat();
  assert.deepEqual(beats, [[], ["kn"]]);
});
