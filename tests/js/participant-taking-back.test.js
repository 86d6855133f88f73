/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { clearedOf, isCleared, takeBackCleared } from "../../static/js/participant/taking-back.js";

/** @param {object} now @param {any[]} cards @param {object} [drafts] */
function phone(now, cards, drafts = {}) {
  const kept = { cards, drafts: /** @type {Record<string, string>} */ (drafts) };
  const here = { now: { kind: "write", round: 4, collecting: true, cleared: [3], ...now }, kept,
    keep: (/** @type {(kept: any) => void} */ alter) => alter(kept) };
  return /** @type {Here} */ (/** @type {any} */ (here));
}

const CARD = { key: "k", round: 3, happened: "It fell.", state: "arrived" };

test("a card of a round that was cleared is in the form again, and other cards wait for their turn", () => {
  const here = phone({}, [CARD, { ...CARD, key: "two" }, { ...CARD, key: "old", round: 1 },
    { ...CARD, key: "on", state: "waiting" }]);
  takeBackCleared(here);
  assert.equal(JSON.parse(here.kept.drafts.write ?? "").happened, "It fell.");
  assert.deepEqual(here.kept.cards.map(({ key, round, state }) => [key, round, state]),
    [["two", 4, "refused"], ["old", 1, "arrived"], ["on", 3, "waiting"]]);
});

test("what is being written stays in the form", () => {
  const here = phone({}, [CARD], { write: "{}" });
  takeBackCleared(here);
  assert.equal(here.kept.drafts.write, "{}");
  assert.deepEqual(here.kept.cards.map(({ key, state }) => [key, state]), [["k", "refused"]]);
});

test("a server of a version before says nothing of cleared rounds", () => {
  assert.deepEqual(clearedOf({}), []);
  assert.deepEqual(clearedOf({ cleared: [3] }), [3]);
});

test("nothing is taken back where no round was cleared, or people write no more", () => {
  for (const now of [{ cleared: [] }, { kind: "reveal" }, { collecting: false }, { round: 6 }]) {
    const here = phone(now, [CARD]);
    takeBackCleared(here);
    assert.deepEqual(here.kept.cards, [CARD]);
  }
});

test("every phone of a stage that was cleared says so, with cards or without", () => {
  assert.ok(isCleared(phone({}, [])));
  assert.ok(!isCleared(phone({ round: 5 }, [])));
});
