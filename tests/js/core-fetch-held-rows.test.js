import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { heldRows } from "../../static/js/core/fetch-held-rows.js";
import { settled } from "./support/socket.js";

/** @param {any} row @param {any[]} before answers that come first */
function server(row, before) {
  const asked = /** @type {string[][]} */ ([]);
  /** @param {{keys: string[] | readonly string[]}} message */
  const ask = async ({ keys }) => {
    asked.push([...keys]);
    return before.shift() ?? { rows: [row], padding: "" };
  };
  return { asked, ask: /** @type {any} */ (ask) };
}

const ROW = { table: "card", handle: "ab", purpose: "card" };
const TOO_FAST = { refused: "too_fast", about: "" };

test("who asks for its rows too fast waits, and asks for the same again", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, ask } = server(ROW, [TOO_FAST, { retry: true }]);
  const coming = heldRows(["k1"], ask);
  for (let i = 0; i < 3; i += 1) {
    await settled();
    mock.timers.tick(2000);
  }
  assert.deepEqual(await coming, [ROW]);
  assert.equal(asked.length, 3);
  assert.deepEqual(asked[2], asked[0]);
  mock.timers.reset();
});

test("what is refused for another reason is not asked again", async () => {
  const { asked, ask } = server(ROW, [{ refused: "not_allowed", about: "" }]);
  await assert.rejects(heldRows(["k1"], ask));
  assert.equal(asked.length, 1);
});
