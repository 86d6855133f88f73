import assert from "node:assert/strict";
import test from "node:test";

import { live } from "./support/open-room.js";

const KEY = /^[0-9a-f]{32}$/;

test("asking after my cards pads with random keys and answers in order", async () => {
  const { room, socket } = await live();
  const fates = room.mine(["a".repeat(32)]);
  const [question] = socket.questions("mine");
  assert.equal(question?.message.keys[0], "a".repeat(32));
  for (const key of question?.message.keys ?? []) assert.match(key, KEY);
  assert.equal(new Set(question?.message.keys).size, 9);
  question?.answer({ fates: ["care", ...Array(8).fill("none")] });
  assert.deepEqual(await fates, ["care"]);
});

test("of more than nine things the first nine are asked after", async () => {
  const { room, socket } = await live();
  const keys = Array.from({ length: 11 }, (_, i) => `${i}`.padStart(32, "0"));
  const fates = room.mine(keys);
  const [question] = socket.questions("mine");
  assert.deepEqual(question?.message.keys, keys.slice(0, 9));
  question?.answer({ fates: Array(9).fill("none") });
  assert.equal((await fates).length, 9);
});
