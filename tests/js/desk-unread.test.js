/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import { atOneStage } from "./support/at-stage.js";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { inParts, unreadLessons } = await import("../../static/js/desk/unread.js");

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

/** What the desk reads above lessons of phones, at the first of these stages. @param {string[]} kinds */
function above(...kinds) {
  const list = [{ handle: "h", text: "Ask.", language: "en", aside: "" }];
  const desk = {
    agenda: { stages: kinds.map((kind) => ({ kind })) },
    now: { kind: kinds[0], position: 0, collecting: true, adding: true },
    room: { list: () => list }, places: { order: () => list }, desk: {}, atStage: atOneStage(),
  };
  return JSON.stringify(unreadLessons(/** @type {Desk} */ (/** @type {unknown} */ (desk))));
}

test("what groups sent need not be decided about before the lessons", () => {
  const later = /Decide now, or with the lessons/;
  assert.match(above("talk", "lessons", "vote"), later);
  for (const kinds of [["lessons", "vote"], ["talk", "vote"]]) {
    assert.match(above(...kinds), /Only the desk shows these/);
    assert.doesNotMatch(above(...kinds), later);
  }
});
