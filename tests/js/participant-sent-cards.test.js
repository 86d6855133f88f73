/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { cameBack, edited, mayAppear, stateOf } = await import("../../static/js/participant/sent-cards.js");
const { lastMoment } = await import("../../static/js/participant/last-call-sending.js");

/** The cards of a phone that came back. @param {Here} here */
const givenBack = (here) => here.kept.cards.filter((card) => cameBack(here, card));

/** What a phone says became of each of its cards. @param {Here} here */
const told = (here) => here.kept.cards.map((card) => stateOf(here, card)).join("\n");

/** @param {string} happened */
const mine = (happened) => ({ key: happened, round: 1, happened, learned: "", state: "arrived" });

const now = { given_back: [1] };

/**
 * A phone that sent three cards, after a round that gave cards back.
 * @param {{happened: string, off?: boolean}[]} wall @param {object} [change] @returns {Here}
 */
function phone(wall, change = {}) {
  const cards = [mine("I broke it"), mine("I  “fixed” it…"), mine("I forgot it")];
  const here = {
    kept: { cards, taps: {} }, room: { list: () => wall }, now,
    workshop: { live_wall: true }, ...change,
  };
  return /** @type {Here} */ (/** @type {unknown} */ ({ ...here, words: here.kept }));
}

test("of a live wall only those cards came back of which the server says so", () => {
  const taps = { "fate/I broke it": "none", "fate/I forgot it": "back" };
  const cards = [mine("I broke it"), mine("I fixed it"), mine("I forgot it")];
  const here = phone([{ happened: "I broke it" }], { kept: { cards, taps }, now: { ...now, kind: "vote" } });
  assert.deepEqual(givenBack(here).map(({ happened }) => happened), ["I forgot it"]);
  assert.match(told(here), /Too few of us wrote/);
});

test("a card that nobody had time to read came back, and so did one that its phone kept", () => {
  const cards = [mine("Read"), mine("Not read"), mine("Kept")];
  const taps = { "fate/Read": "none", "fate/Not read": "late", "fate/Kept": "back" };
  const now = { given_back: [1] };
  const back = givenBack(phone([], { kept: { cards, taps }, now }));
  assert.deepEqual(back.map(({ happened }) => happened), ["Not read", "Kept"]);
});

test("of cards that are revealed together all of the round came back, and of no other round", () => {
  const together = { workshop: { live_wall: false } };
  assert.equal(givenBack(phone([], together)).length, 3);
  assert.equal(givenBack(phone([], { ...together, now: { given_back: [2] } })).length, 0);
});

test("where few wrote, the cards came back whose writer did not say that they may be shown", () => {
  const cards = [mine("Keep it"), { ...mine("Show it"), show_few: true }];
  const back = givenBack(phone([], {
    kept: { cards, taps: {} }, workshop: { live_wall: false }, now: { given_back: [1] },
  }));
  assert.deepEqual(back.map(({ happened }) => happened), ["Keep it"]);
});

test("only of a card that the room may see does a phone say that it may appear in the summary", () => {
  const ticked = (/** @type {string} */ name, more = {}) => ({ ...mine(name), may_stand: true, ...more });
  const cards = [ticked("Kept", { show_few: true }), ticked("Aside"), ticked("Late"), ticked("Back"),
    ticked("Refused", { state: "refused" }), mine("Not ticked")];
  const taps = { "fate/Aside": "care", "fate/Late": "late" };
  const here = phone([], { kept: { cards, taps }, workshop: { live_wall: false } });
  assert.deepEqual(here.kept.cards.filter((card) => mayAppear(here, card)).map(({ key }) => key), ["Kept"]);
});

test("a card that was being changed can be withdrawn while few wrote, and not be saved", () => {
  const open = (/** @type {string} */ phase) => phone([], {
    kept: { cards: [mine("a")], taps: {} }, sealed: false, workshop: { live_wall: false },
    draft: () => "{}", now: { given_back: [], collecting: true, round: 1, phase },
  });
  assert.equal(edited(open("open"))?.key, "a");
  assert.equal(edited(open("few")), undefined);
});

test("the last word is sent in the last seconds, never at the very end", () => {
  for (const [left, first, last] of [[30, 22, 29], [4, 0, 3], [0.5, 0, 0], [-1, 0, 0]]) {
    assert.equal(lastMoment(Number(left), () => 0), first);
    assert.equal(lastMoment(Number(left), () => 1), last);
  }
});
