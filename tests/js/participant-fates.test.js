/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { askedAfter, dutiesOf } = await import("../../static/js/participant/duties.js");
const { cardsAside, stateOf } = await import("../../static/js/participant/sent-cards.js");

const card = (/** @type {string} */ key, round = 1) =>
  ({ key, round, happened: key, learned: "", may_stand: false, state: "arrived" });
const lesson = (/** @type {string} */ key) => ({ key, text: key, state: "arrived" });

/**
 * A phone that asks a server which knows these fates; `asked` is what it has asked after.
 * @param {{cards?: object[], lessons?: object[], fates?: Record<string, string>}} given
 */
function phone({ cards = [], lessons = [], fates = {} }) {
  /** @type {string[][]} */
  const asked = [];
  const begun = new Set();
  const here = {
    kept: { cards, lessons, offers: [], taps: {} },
    get words() {
      return this.kept;
    },
    now: { kind: "reveal", phase: "open", position: 0, round: 1 },
    opened: new Set(),
    room: {
      connected: "connected",
      /** @param {string[]} keys */
      mine: async (keys) => {
        asked.push(keys.slice(0, 9));
        return keys.slice(0, 9).map((key) => fates[key] ?? "none");
      },
    },
    /** @param {(kept: object) => void} alter */
    keep: (alter) => alter(here.kept),
    /** @param {string} name @param {() => void} act */
    once: (name, act) => {
      if (!begun.has(name)) act();
      begun.add(name);
    },
  };
  const goes = async (/** @type {string} */ kind) => {
    here.now = { ...here.now, kind, position: here.now.position + 1 };
    dutiesOf(/** @type {Here} */ (/** @type {unknown} */ (here)));
    await Promise.resolve();
  };
  return { here: /** @type {Here} */ (/** @type {unknown} */ (here)), asked, goes };
}

test("a phone asks after the cards of all rounds, and after four lessons, at once", async () => {
  const cards = [card("c1"), card("c2", 3)];
  const lessons = ["group", "l1", "l2", "l3"].map(lesson);
  const { asked, goes } = phone({ cards, lessons });
  await goes("reveal");
  assert.deepEqual(asked, [["c1", "c2", "group", "l1", "l2", "l3"]]);
});

test("of more than nine each has its turn, and none is asked after that was told", async () => {
  const lessons = Array.from({ length: 12 }, (_, i) => lesson(`l${i}`));
  const { here, asked, goes } = phone({ lessons, fates: { l0: "late" } });
  for (const kind of ["vote", "commit", "finish"]) await goes(kind);
  assert.deepEqual(asked.map(({ length }) => length), [9, 9, 9]);
  assert.deepEqual(new Set(asked.flat()).size, 12);
  assert.equal(asked.flat().filter((key) => key === "l0").length, 1);
  assert.ok(!askedAfter(here).includes("l0"));
});

test("a phone that slept through the reveal asks later, one without anything as well", async () => {
  for (const kind of ["talk", "lessons", "vote", "commit", "finish"]) {
    const [writer, other] = [phone({ cards: [card("c1")], fates: { c1: "care" } }), phone({})];
    for (const { goes } of [writer, other]) await goes(kind);
    assert.deepEqual([writer.asked, other.asked], [[["c1"]], [[]]], kind);
    assert.deepEqual(cardsAside(writer.here).map(({ key }) => key), ["c1"]);
  }
});

test("a card of an earlier round stays told when another one was written", async () => {
  const cards = [card("c1"), card("c2", 3), card("c3", 3)];
  const { here, goes } = phone({ cards, fates: { c1: "safe", c3: "back" } });
  await goes("reveal");
  assert.deepEqual(cardsAside(here).map(({ key }) => key), ["c1"]);
});

test("each reason to set a card aside has its own sentence on the writer's phone", async () => {
  const why = ["safe", "name", "care", "away"];
  const cards = why.map((one) => card(one));
  const { here, goes } = phone({ cards, fates: Object.fromEntries(why.map((one) => [one, one])) });
  await goes("reveal");
  assert.deepEqual(cardsAside(here).map(({ key }) => key), why);
  assert.equal(new Set(cards.map((one) => stateOf(here, one))).size, why.length);
});
