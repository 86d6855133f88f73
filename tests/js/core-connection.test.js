import assert from "node:assert/strict";
import test from "node:test";

import { fire } from "./support/browser.js";
import { FakeSocket, settled } from "./support/socket.js";
const { Connection } = await import("../../static/js/core/connection.js");

/**
 * A connection whose server and clock the test plays.
 * @param {import("node:test").TestContext} t
 */
function connecting(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const socket = new FakeSocket();
  const heard = { change() {}, tick() {}, status() {}, awake() {} };
  const auth = () => /** @type {any} */ ({ view: "participant", workshop: "w", secret: "ab" });
  const connection = new Connection(auth, heard, /** @type {any} */ (socket.opener));
  return { socket, connection, refuse: (/** @type {string} */ why) => socket.hear("connect_error", new Error(why)) };
}

/** What the server answers over HTTP, if at all. @param {import("node:test").TestContext} t @param {number} [status] */
function answering(t, status) {
  const answer = { status };
  t.mock.method(globalThis, "fetch", async () => {
    if (!answer.status) throw new TypeError("not there");
    return answer;
  });
  return answer;
}

/** @param {import("node:test").TestContext} t @param {number} milliseconds */
async function passes(t, milliseconds) {
  t.mock.timers.tick(milliseconds);
  await settled();
}

test("one of many that come at once asks again at a moment of its own, and later each time", async (t) => {
  const { socket, connection, refuse } = connecting(t);
  for (const [times, longest] of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12].map((n) => n * 900).entries()) {
    refuse("many");
    assert.deepEqual([connection.status, connection.refusal], ["lost", "many"]);
    const came = socket.calls.filter((one) => one === "connect").length;
    assert.equal(came, times);
    t.mock.timers.tick(longest / 3 - 1);
    assert.equal(socket.calls.filter((one) => one === "connect").length, came);
    t.mock.timers.tick((longest * 2) / 3 + 1);
    assert.equal(socket.calls.filter((one) => one === "connect").length, came + 1);
  }
  socket.up();
  assert.deepEqual([connection.status, connection.refusal], ["connected", ""]);
});

test("a phone that is told of the closed door while many come stays out", (t) => {
  const { socket, connection, refuse } = connecting(t);
  refuse("many");
  refuse("door_closed");
  t.mock.timers.tick(20_000);
  assert.deepEqual([connection.status, connection.refusal], ["refused", "door_closed"]);
  assert.ok(!socket.calls.includes("connect"));
});

test("a page that is shown while it connects does not ask to be let in twice", (t) => {
  const { socket } = connecting(t);
  fire("pageshow");
  assert.deepEqual(socket.calls, []);
  socket.up();
  socket.drop("transport close");
  fire("pageshow");
  t.mock.timers.tick(5000);
  assert.deepEqual(socket.calls, ["connect"]);
});

test("no socket is tried while the server does not answer at all, and one at once when it does", async (t) => {
  const { socket, connection, refuse } = connecting(t);
  const server = answering(t);
  refuse("websocket error");
  for (let turn = 0; turn < 20; turn += 1) await passes(t, 1500);
  server.status = 503;
  await passes(t, 1500);
  assert.deepEqual([socket.calls, connection.refusal], [[], ""]);
  server.status = 200;
  await passes(t, 1500);
  assert.deepEqual(socket.calls, ["connect"]);
});

test("where the server answers and no socket opens, that is said, and it goes on trying", async (t) => {
  const { socket, connection, refuse } = connecting(t);
  answering(t, 200);
  const said = [];
  for (const why of ["websocket error", "timeout", "websocket error", "websocket error"]) {
    refuse(why);
    said.push(connection.refusal);
    await passes(t, 1500);
  }
  assert.deepEqual(said, ["", "", "blocked", "blocked"]);
  assert.equal(socket.calls.length, 4);
  socket.up();
  assert.deepEqual([connection.status, connection.refusal], ["connected", ""]);
});

test("a server that goes away meanwhile is not called blocked", async (t) => {
  const { connection, refuse } = connecting(t);
  const server = answering(t, 200);
  for (const why of ["timeout", "timeout", "timeout"]) {
    refuse(why);
    if (connection.refusal !== "blocked") await passes(t, 1500);
  }
  assert.equal(connection.refusal, "blocked");
  server.status = 0;
  await passes(t, 1500);
  assert.equal(connection.refusal, "");
});

test("a page that is woken again and again asks no more often for it", async (t) => {
  const { socket, refuse } = connecting(t);
  answering(t);
  for (let turn = 0; turn < 9; turn += 1) {
    refuse("websocket error");
    fire("online");
  }
  assert.equal(socket.calls.length, 9);
  refuse("websocket error");
  for (let second = 0; second < 10; second += 1) await passes(t, 1000);
  const asked = /** @type {any} */ (fetch).mock.callCount();
  assert.ok(asked >= 5 && asked <= 11, `${asked} questions in ten seconds`);
});
