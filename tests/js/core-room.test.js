/** How a room connects, follows its server and is drawn. */
import assert from "node:assert/strict";
import test from "node:test";

import { fire } from "./support/browser.js";
import { change, live, open, passes, says, snapshot } from "./support/open-room.js";
import { Device } from "../../static/js/core/device.js";
import { UP } from "../../static/js/core/one-size.js";

test("the socket is opened as the server expects, a secret for participants", () => {
  const { socket, device } = open();
  const { auth, ...options } = socket.options;
  assert.deepEqual(options, {
    transports: ["websocket"], reconnection: false, timeout: 3000, query: { w: "w1" },
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

test("a tick is drawn once nothing else is to be done", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket } = await live();
  await passes(t);
  const draw = t.mock.fn();
  /** @type {(() => void)[]} */
  const idle = [];
  globalThis.requestIdleCallback = (act) => idle.push(/** @type {() => void} */ (act));
  t.after(() => Reflect.deleteProperty(globalThis, "requestIdleCallback"));
  room.subscribe(draw);
  socket.hear("tick", { epoch: "e", rev: 5, time: 1003 });
  await passes(t);
  assert.deepEqual([idle.length, draw.mock.callCount()], [1, 0]);
  idle[0]?.();
  await passes(t);
  assert.equal(draw.mock.callCount(), 1);
});

for (const why of ["no_such", "not_allowed", "malformed"]) {
  test(`refused with ${why}: it says so and stops`, () => {
    const { room, socket } = open();
    socket.hear("connect_error", new Error(why));
    assert.deepEqual([room.connected, socket.calls], ["refused", ["disconnect"]]);
    fire("online");
    assert.deepEqual(socket.calls, ["disconnect"]);
  });
}

test("ended by the server, it connects again; a failed attempt is no refusal", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket } = await live();
  socket.drop("io server disconnect");
  assert.equal(room.connected, "lost");
  t.mock.timers.tick(1500);
  assert.deepEqual(socket.calls, ["connect"]);
  socket.hear("connect_error", new Error("websocket error"));
  assert.equal(room.connected, "lost");
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

test("who has taken part in one round is not said of the next", async () => {
  const { room, socket } = await live({ snapshot: snapshot({ entries: { now: { round: 1 } } }) });
  socket.hear("tick", { epoch: "e", rev: 5, time: 1000, took_part: "most" });
  assert.equal(room.tick?.took_part, "most");
  socket.hear("change", change({ set: { now: { round: 1, step: 2 } } }));
  assert.equal(room.tick?.took_part, "most");
  socket.hear("change", change({ rev: 7, set: { now: { round: 2 } } }));
  assert.equal(room.tick?.took_part, "");
});
