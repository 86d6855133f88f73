import assert from "node:assert/strict";
import test from "node:test";

import "./support/browser.js";
import { FakeSocket, settled } from "./support/socket.js";
import { storage } from "./support/storage.js";
import { Device } from "../../static/js/core/device.js";
import { Room } from "../../static/js/core/room.js";

const BOOT = /** @type {any} */ ({
  view: "participant", workshop: "w1", ticket: "", words: {}, language: "en",
  snapshot: { epoch: "e", rev: 5, time: 1000, entries: {} },
});

test("a full server keeps no connection, is asked again seldom, and takes nothing away", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const socket = new FakeSocket();
  const store = storage();
  const device = new Device("w1", () => store);
  const room = new Room(BOOT, { connect: socket.opener, device });
  device.change((kept) => (kept.drafts.lesson = "Kept back."));
  socket.active = false;
  socket.hear("connect_error", new Error("full"));
  assert.deepEqual([room.connected, room.refusal, socket.calls], ["lost", "full", ["disconnect"]]);
  t.mock.timers.tick(7999);
  assert.deepEqual(socket.calls, ["disconnect"]);
  t.mock.timers.tick(8001);
  assert.deepEqual(socket.calls, ["disconnect", "connect"]);
  socket.up();
  await settled();
  assert.deepEqual([room.connected, room.refusal], ["connected", ""]);
  assert.equal(device.kept.drafts.lesson, "Kept back.");
});
