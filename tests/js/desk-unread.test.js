/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { inParts } = await import("../../static/js/desk/unread.js");

const MOST = 500;
const all = Array.from({ length: 2 * MOST + 1 }, (_, n) => String(n));

/** What a desk sends of all lessons, with these answers. @param {object[]} answers */
async function sent(answers) {
  /** @type {string[][]} */
  const parts = [];
  const press = async (/** @type {{ unread: string[] }} */ { unread }) => {
    parts.push(unread);
    return answers[parts.length - 1];
  };
  await inParts(/** @type {Desk} */ (/** @type {unknown} */ ({ press })), all);
  return parts;
}

test("one press lets on as many lessons as there are, in parts that the server takes", async () => {
  const parts = await sent([{ ok: true }, { ok: true }, { ok: true }]);
  assert.deepEqual(parts.map((part) => part.length), [MOST, MOST, 1]);
  assert.deepEqual(parts.flat(), all);
});

test("after a part that is refused no other one goes", async () => {
  assert.equal((await sent([{ refused: "wrong_stage", about: "lessons" }])).length, 1);
});
