/** @import { Ok, Refused } from "../../static/js/protocol.js" */
import assert from "node:assert/strict";
import test from "node:test";

import "./support/browser.js";
import { settled } from "./support/socket.js";
import { storage } from "./support/storage.js";
import { Device } from "../../static/js/core/device.js";
import { nameOf } from "../../static/js/core/mine.js";
import { actOf } from "../../static/js/desk/keys.js";
import { Paper, takesPaper } from "../../static/js/desk/paper.js";

/** @typedef {{command: any, key: string, answer: (answer: Ok | Refused) => void}} Sent */

const OK = /** @type {Ok} */ ({ ok: true, id: "" });
const CLOSED = /** @type {Refused} */ ({ refused: "round_closed", about: "" });

/** A tab of the desk; with the store of another one it is that one after a reload. */
function tab(store = storage()) {
  /** @type {Sent[]} */
  const sent = [];
  /** @type {string[]} */
  const heard = [];
  const paper = new Paper({
    send: (command, key) => new Promise((answer) => sent.push({ command, key, answer })),
    answered: ({ type }, answer) => heard.push(`${type} ${"ok" in answer ? "ok" : answer.refused}`),
  }, "w1", new Device("w1", () => store));
  return { paper, sent, heard, store };
}

/** @param {Sent | undefined} sent @param {Ok | Refused} answer */
async function answers(sent, answer) {
  sent?.answer(answer);
  await settled();
}

const card = { happened: "It fell.", learned: "Hold it.", may_stand: true };

test("what is typed survives a reload", () => {
  const { paper, store } = tab();
  paper.type({ happened: "It fe" });
  paper.type({ may_stand: true });
  const after = tab(store);
  assert.deepEqual(after.paper.draft, { happened: "It fe", learned: "", may_stand: true });
  assert.equal(after.paper.begun, true);
  assert.equal(after.sent.length, 0);
});

test("the fields are cleared once the card is stored, and not before", async () => {
  const { paper, sent, heard, store } = tab();
  paper.type(card);
  paper.sendCard(4);
  assert.deepEqual(sent[0]?.command, { type: "paper_card", round: 4, ...card });
  assert.deepEqual(paper.draft, card);
  await answers(sent[0], OK);
  assert.deepEqual([paper.begun, paper.waits, heard], [false, false, ["paper_card ok"]]);
  assert.ok(!store.getItem("workshop:w1")?.includes("It fell."));
});

test("a card on its way is not changed and not sent twice", async () => {
  const { paper, sent } = tab();
  paper.type(card);
  paper.sendCard(4);
  paper.type({ happened: "Something else" });
  paper.sendCard(4);
  paper.discard();
  assert.equal(sent.length, 1);
  assert.deepEqual(paper.draft, card);
});

test("a card that had no answer yet goes out again after a reload, under the same key", async () => {
  const before = tab();
  before.paper.type(card);
  before.paper.sendCard(4);
  const { paper, sent, store } = tab(before.store);
  assert.equal(paper.waits, true);
  assert.deepEqual(sent.map(({ command, key }) => ({ command, key })),
    before.sent.map(({ command, key }) => ({ command, key })));
  await answers(sent[0], OK);
  assert.equal(paper.begun, false);
  assert.deepEqual(tab(store).sent, []);
});

test("what was said of a card goes with the next keystroke", () => {
  const { paper } = tab();
  paper.said = { card: "It is with the others.", votes: "Too many." };
  paper.type(card);
  assert.deepEqual(paper.said, { card: "", votes: "Too many." });
  paper.typeVotes(9, "l1", "4");
  assert.equal(paper.said.votes, "");
});

test("what was refused stays in the fields, to be typed anew", async () => {
  const { paper, sent, heard } = tab();
  paper.type(card);
  paper.sendCard(4);
  await answers(sent[0], CLOSED);
  assert.deepEqual(paper.draft, card);
  assert.deepEqual([paper.waits, heard], [false, ["paper_card round_closed"]]);
  paper.type({ learned: "" });
  assert.equal(paper.draft.learned, "");
});

test("a number of votes is kept as typed until it is stored", async () => {
  const { paper, sent, store } = tab();
  paper.typeVotes(9, "l1", "1");
  assert.equal(tab(store).paper.typedVotes(9, "l1"), "1");
  assert.equal(paper.typedVotes(10, "l1"), undefined);
  paper.sendVotes(9, "l1", 12);
  assert.deepEqual(sent[0]?.command, { type: "paper_votes", round: 9, lesson: "l1", votes: 12 });
  assert.equal(paper.typedVotes(9, "l1"), "12");
  await answers(sent[0], OK);
  assert.equal(paper.typedVotes(9, "l1"), undefined);
});

test("a number that was typed anew meanwhile stays", async () => {
  const { paper, sent } = tab();
  paper.sendVotes(9, "l1", 12);
  paper.typeVotes(9, "l1", "13");
  await answers(sent[0], OK);
  assert.equal(paper.typedVotes(9, "l1"), "13");
});

test("a newer number makes an unsent older one of the same lesson needless", () => {
  const command = /** @type {const} */ ({ type: "paper_votes", round: 9, lesson: "l1", votes: 2 });
  assert.equal(nameOf(command), nameOf({ ...command, votes: 3 }));
  assert.notEqual(nameOf(command), nameOf({ ...command, lesson: "l2" }));
  assert.notEqual(nameOf(command), nameOf({ ...command, type: "vote" }));
});

test("at the seal nothing of it stays in the tab", () => {
  const { paper, store } = tab();
  paper.type(card);
  paper.end();
  assert.equal(store.length, 0);
  assert.equal(paper.begun, false);
});

test("paper joins while cards are collected and in the look-through, where phones are not all", () => {
  const takes = (/** @type {any} */ now, workshop = {}) => takesPaper(/** @type {any} */ (
    { now, workshop: { remote: false, live_wall: false, ...workshop } }));
  assert.equal(takes({ kind: "write", collecting: true }), true);
  assert.equal(takes({ kind: "write", collecting: false }), false);
  assert.equal(takes({ kind: "look_through", collecting: false }), true);
  assert.equal(takes({ kind: "look_through", collecting: false }, { live_wall: true }), false);
  assert.equal(takes({ kind: "write", collecting: true }, { remote: true }), false);
  assert.equal(takes({ kind: "reveal", collecting: true }), false);
});

test("no key of the desk works in a field, read-only or not", () => {
  for (const tag of ["textarea", "input"]) {
    const target = { closest: (/** @type {string} */ among) => among.includes(tag) || null };
    for (const key of [" ", "b", "D", "ArrowLeft", "PageDown", "?"]) {
      assert.equal(actOf(/** @type {any} */ ({ key, target })), null);
    }
  }
});

const offer = { lesson: "l1", when: "it rains", will: "go in", who: /** @type {const} */ ("we"), owner: "Wanda", by: "" };

test("a commitment survives a reload, is sent once, and goes when it is stored", async () => {
  const { paper, store } = tab();
  paper.typeOffer(offer);
  const after = tab(store);
  assert.deepEqual(after.paper.offer, offer);
  after.paper.sendOffer(7);
  after.paper.sendOffer(7);
  after.paper.typeOffer({ will: "stay" });
  assert.deepEqual(after.sent.map(({ command }) => command), [{ type: "paper_offer", round: 7, ...offer }]);
  await answers(after.sent[0], OK);
  assert.deepEqual([after.paper.offer.lesson, after.heard], ["", ["paper_offer ok"]]);
  assert.ok(!store.getItem("workshop:w1")?.includes("go in"));
});

test("a commitment that is refused stays as it was typed, beside a card", async () => {
  const { paper, sent } = tab();
  paper.type(card);
  paper.typeOffer(offer);
  paper.sendOffer(7);
  await answers(sent[0], CLOSED);
  assert.deepEqual([paper.offer, paper.draft], [offer, card]);
});
