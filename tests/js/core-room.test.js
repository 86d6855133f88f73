import assert from "node:assert/strict";
import test from "node:test";

import { fire } from "./support/browser.js";
import { FakeSocket, settled } from "./support/socket.js";
import { storage } from "./support/storage.js";
import { UP } from "../../static/js/core/one-size.js";
import { Device } from "../../static/js/core/device.js";
import { Room } from "../../static/js/core/room.js";

const KEY = /^[0-9a-f]{32}$/;
const card = /** @type {const} */ ({ type: "write_card", round: 1, happened: "It fell." });
const change = (/** @type {object} */ fields) =>
  ({ epoch: "e", rev: 6, ...fields });
const snapshot = (/** @type {object} */ fields) =>
  ({ epoch: "e", rev: 5, time: 1000, entries: {}, ...fields });

/** @param {any} [boot] @param {ReturnType<typeof storage>} [store] */
function open(boot = {}, store = storage()) {
  const socket = new FakeSocket();
  const device = new Device("w1", () => store);
  const room = new Room(
    { view: "participant", workshop: "w1", ticket: "", words: {}, language: "en",
      snapshot: snapshot({}), ...boot },
    { connect: socket.opener, device },
  );
  return { room, socket, device, store };
}

/** A room that is connected and up to date. @param {any} [boot] */
async function live(boot) {
  const all = open(boot);
  all.socket.up();
  await says(all.socket, { time: 1000, current: true });
  return all;
}

/** More milliseconds than a frame takes: from then on a command is on its way. */
const DRAWN = 60;

/** @param {import("node:test").TestContext} t with mocked timers */
async function drawn(t) {
  t.mock.timers.tick(DRAWN);
  await settled();
}

/** Answers the last hello. @param {FakeSocket} socket @param {any} answer */
async function says(socket, answer) {
  socket.questions("hello").at(-1)?.answer(answer);
  await settled();
}

test("the socket is opened as the server expects, a secret for participants", () => {
  const { socket, device } = open();
  const { auth, ...options } = socket.options;
  assert.deepEqual(options, {
    transports: ["websocket", "polling"], tryAllTransports: true,
    reconnectionDelay: 250, reconnectionDelayMax: 1500, timeout: 3000, query: { w: "w1" },
  });
  auth((/** @type {any} */ given) => assert.deepEqual(given,
    { view: "participant", workshop: "w1", secret: device.kept.secret, ticket: "0".repeat(32) }));
});

test("a phone keeps the ticket of each hello, and shows it as it comes back", async () => {
  const { socket, store } = await live();
  const ticket = "ab".repeat(16);
  socket.up();
  await says(socket, { time: 1000, current: true, ticket });
  socket.options.auth((/** @type {any} */ given) => assert.equal(given.ticket, ticket));
  assert.equal(new Device("w1", () => store).kept.ticket, ticket);
});

test("all that goes up has one size", () => {
  const { socket } = open();
  const [packet] = socket.io.encoder.encode({ type: 0, data: "any" });
  assert.equal(packet.length, UP - 1);
});

test("after an attempt without any answer the next begins with polling, until one connects", async () => {
  const { socket } = await live();
  const first = () => socket.io.opts.transports[0];
  for (const [why, wanted] of [
    ["timeout", "polling"], ["xhr poll error", "websocket"], ["timeout", "polling"],
  ]) {
    socket.hear("connect_error", new Error(why));
    assert.equal(first(), wanted, why);
  }
  socket.up();
  assert.equal(first(), "websocket");
});

test("desk and projector show the ticket of their page, and keep nothing", () => {
  const { socket, room } = open({ view: "desk", ticket: "t" });
  socket.options.auth((/** @type {any} */ given) =>
    assert.deepEqual(given, { view: "desk", workshop: "w1", ticket: "t" }));
  assert.equal(room.device, null);
});

test("each connection says hello with what the view has; a change in time is applied", async () => {
  const { room, socket } = await live();
  assert.deepEqual(socket.questions("hello")[0]?.message, { epoch: "e", rev: 5 });
  socket.hear("change", change({ set: { now: { step: 2 } } }));
  assert.deepEqual(room.get("now"), { step: 2 });
  assert.equal(socket.questions("hello").length, 1);
});

test("a gap leads to one hello; what came early is applied after the snapshot", async () => {
  const { room, socket } = await live();
  socket.hear("change", change({ rev: 8, set: { "cards/2": { n: 2 } } }));
  socket.hear("change", change({ rev: 9, set: { "cards/10": { n: 10 } } }));
  assert.equal(socket.questions("hello").length, 2);
  const late = snapshot({ rev: 7, entries: { "cards/1": { n: 1 } } });
  await says(socket, { time: 1000, snapshot: late });
  assert.deepEqual(room.list("cards").map(({ n }) => n), [1, 2, 10]);
  assert.equal(socket.questions("hello").length, 2);
});

test("another epoch leads to hello, and its snapshot replaces everything", async () => {
  const { room, socket } = await live({ snapshot: snapshot({ entries: { story: {} } }) });
  socket.hear("change", change({ epoch: "f", rev: 2 }));
  await says(socket, { time: 1000, snapshot: snapshot({ epoch: "f", rev: 2 }) });
  assert.deepEqual(room.entries, {});
});

test("a snapshot that still leaves a gap leads to hello again, after a pause", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { socket } = await live();
  socket.hear("change", change({ rev: 8 }));
  await says(socket, { time: 1000, snapshot: snapshot({ rev: 6 }) });
  assert.equal(socket.questions("hello").length, 2);
  t.mock.timers.tick(1500);
  assert.deepEqual(socket.questions("hello")[2]?.message, { epoch: "e", rev: 6 });
});

test("a large snapshot is fetched; when that fails, hello is said again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket } = await live();
  const answers = [
    { ok: false, status: 404, json: async () => ({ entries: { story: { title: "404" } } }) },
    { ok: true, json: async () => snapshot({ rev: 9, entries: { story: { title: "T" } } }) },
  ];
  const fetched = t.mock.method(globalThis, "fetch", async () => answers.shift());
  socket.hear("tick", { epoch: "e", rev: 9, time: 1000 });
  await says(socket, { time: 1000, fetch: "/w/w1/state/e-9.json" });
  assert.equal(room.get("story"), undefined);
  t.mock.timers.tick(1500);
  await says(socket, { time: 1000, fetch: "/w/w1/state/e-9.json" });
  assert.equal(room.get("story")?.title, "T");
  const [path, options] = fetched.mock.calls[1]?.arguments ?? [];
  assert.equal(path, "/w/w1/state/e-9.json");
  assert.ok(options?.signal instanceof AbortSignal, "it does not wait for ever");
});

test("a tick ahead of this view leads to hello, one at its rev does not", async () => {
  const { room, socket } = await live();
  socket.hear("tick", { epoch: "e", rev: 5, time: 1000, here: 7 });
  assert.equal(socket.questions("hello").length, 1);
  assert.equal(room.tick?.here, 7);
  socket.hear("tick", { epoch: "e", rev: 6, time: 1000 });
  assert.equal(socket.questions("hello").length, 2);
});

test("waking up says hello, or connects; a hidden page does neither", async () => {
  const { socket } = await live();
  for (const [place, event] of ["visibilitychange", "online", "pageshow"].entries()) {
    fire(event, "hidden");
    assert.equal(socket.questions("hello").length, place + 1);
    fire(event);
    assert.equal(socket.questions("hello").length, place + 2);
    await says(socket, { time: 1000, current: true });
  }
  socket.drop("io server disconnect");
  fire("online");
  assert.deepEqual(socket.calls, ["connect"]);
});

test("two silent seconds replace the socket; the same key goes up on the new one", async (t) => {
  const { room, socket } = await live();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const answer = room.send(card);
  await settled();
  await drawn(t);
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
  await drawn(t);
  const [first, second] = socket.questions("do");
  assert.match(first?.message.key, KEY);
  assert.deepEqual(second?.message, first?.message);
  second?.answer({ ok: true, id: "" });
  assert.deepEqual(await answer, { ok: true, id: "" });
  assert.equal(room.waiting, 0);
});

test("what was touched is drawn before it is sent, and a short wait is worth no word", async (t) => {
  const { room, socket } = await live();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  room.send(card);
  await settled();
  assert.deepEqual([socket.questions("do").length, room.waiting, room.lags], [0, 1, false]);
  await drawn(t);
  assert.equal(socket.questions("do").length, 1);
  t.mock.method(performance, "now", () => Infinity);
  assert.equal(room.lags, true);
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

test("a tick is drawn once nothing else is to be done", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket } = await live();
  await drawn(t);
  const draw = t.mock.fn();
  /** @type {(() => void)[]} */
  const idle = [];
  globalThis.requestIdleCallback = (act) => idle.push(/** @type {() => void} */ (act));
  t.after(() => Reflect.deleteProperty(globalThis, "requestIdleCallback"));
  room.subscribe(draw);
  socket.hear("tick", { epoch: "e", rev: 5, time: 1003 });
  await drawn(t);
  assert.deepEqual([idle.length, draw.mock.callCount()], [1, 0]);
  idle[0]?.();
  await drawn(t);
  assert.equal(draw.mock.callCount(), 1);
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
    await drawn(t);
    t.mock.timers.tick(2000);
    await settled();
    t.mock.timers.tick(1500);
    socket.up();
    await settled();
    await drawn(t);
    t.mock.timers.tick(3999);
    await settled();
    assert.equal(socket.questions("do").length, 2);
    assert.deepEqual(socket.calls, ["disconnect", "connect"]);
    t.mock.timers.tick(1);
    await settled();
    t.mock.timers.tick(1500);
    await settled();
    await drawn(t);
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
  await drawn(t);
  const [question] = socket.questions("do");
  assert.deepEqual(question?.message, { key: "0".repeat(32), command: card });
  question?.answer({ ok: true, id: "" });
  await settled();
  assert.deepEqual([device.kept.outbox, device.kept.cards[0]?.state], [[], "arrived"]);
});

for (const why of ["no_such", "not_allowed", "malformed"]) {
  test(`refused with ${why}: it says so and stops`, () => {
    const { room, socket } = open();
    socket.active = false;
    socket.hear("connect_error", new Error(why));
    assert.deepEqual([room.connected, socket.calls], ["refused", ["disconnect"]]);
    fire("online");
    assert.deepEqual(socket.calls, ["disconnect"]);
  });
}

test("ended by the server, it connects again; a failed attempt is no refusal", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket } = await live();
  socket.active = false;
  socket.drop("io server disconnect");
  assert.equal(room.connected, "lost");
  t.mock.timers.tick(1500);
  assert.deepEqual(socket.calls, ["connect"]);
  socket.active = true;
  socket.hear("connect_error", new Error("websocket error"));
  assert.equal(room.connected, "lost");
});

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

test("listeners hear of many changes once a frame", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket } = await live();
  t.mock.timers.tick(16);
  let drawn = 0;
  const stop = room.subscribe(() => (drawn += 1));
  for (const rev of [6, 7, 8]) socket.hear("change", change({ rev }));
  t.mock.timers.tick(16);
  assert.equal(drawn, 1);
  stop();
  socket.hear("change", change({ rev: 9 }));
  t.mock.timers.tick(16);
  assert.equal(drawn, 1);
});
