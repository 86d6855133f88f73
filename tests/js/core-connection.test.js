import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { fire } from "./support/browser.js";
import { FakeSocket } from "./support/socket.js";
const { Connection } = await import("../../static/js/core/connection.js");

/** A connection whose server the test plays. */
function connecting() {
  const socket = new FakeSocket();
  const heard = { change() {}, tick() {}, status() {}, awake() {} };
  const auth = () => /** @type {any} */ ({ view: "participant", workshop: "w", secret: "ab" });
  return { socket, connection: new Connection(auth, heard, /** @type {any} */ (socket.opener)) };
}

/** @param {FakeSocket} socket @param {string} why @param {object} [data] */
function refuse(socket, why, data) {
  socket.active = false;
  socket.hear("connect_error", Object.assign(new Error(why), { data }));
}

test("a new phone that has to wait comes again at its turn, and not before", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { socket, connection } = connecting();
  refuse(socket, "queue", { seconds: 12, again: 12 });
  assert.equal(connection.status, "queued");
  assert.ok(connection.turnIn > 11 && connection.turnIn <= 12);
  assert.equal(connection.atLeast, false);
  mock.timers.tick(11_900);
  assert.deepEqual(socket.calls, []);
  mock.timers.tick(200);
  assert.deepEqual(socket.calls, ["connect"]);
  socket.up();
  assert.equal(connection.status, "connected");
  mock.timers.reset();
});

test("a new phone that has no turn yet comes again before, and says how long it waits at least", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { socket, connection } = connecting();
  refuse(socket, "queue", { seconds: 200, again: 20 });
  assert.ok(connection.turnIn > 199);
  assert.equal(connection.atLeast, true);
  mock.timers.tick(20_100);
  assert.deepEqual(socket.calls, ["connect"]);
  refuse(socket, "queue", { seconds: 180, again: 180 });
  assert.equal(connection.atLeast, false);
  mock.timers.reset();
});

test("a phone that a server of the version before lets wait comes again at its turn, not at once", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { socket, connection } = connecting();
  refuse(socket, "queue", { seconds: 12 });
  assert.equal(connection.atLeast, false);
  mock.timers.tick(11_900);
  assert.deepEqual(socket.calls, []);
  mock.timers.tick(200);
  assert.deepEqual(socket.calls, ["connect"]);
  mock.timers.reset();
});

test("a phone that is told of the closed door while it waits stays out", () => {
  const { socket, connection } = connecting();
  refuse(socket, "queue", { seconds: 1, again: 1 });
  refuse(socket, "door_closed");
  assert.deepEqual([connection.status, connection.refusal], ["refused", "door_closed"]);
});

test("a page that is shown while it connects does not ask to be let in twice", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { socket } = connecting();
  fire("pageshow");
  assert.deepEqual(socket.calls, []);
  socket.active = false;
  socket.hear("disconnect");
  socket.active = true; // by another way: it connects meanwhile
  mock.timers.tick(5000);
  assert.deepEqual(socket.calls, []);
  mock.timers.reset();
});
