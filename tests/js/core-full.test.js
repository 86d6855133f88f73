import assert from "node:assert/strict";
import test from "node:test";

import { open } from "./support/open-room.js";
import { settled } from "./support/socket.js";

test("a full server keeps no connection, is asked again seldom, and takes nothing away", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket, device } = open();
  device.change((kept) => (kept.drafts.lesson = "Kept back."));
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
