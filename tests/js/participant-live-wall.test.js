/** What phones show of a live wall in a hall, where nobody reads all cards. */
/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import { onLiveWall } from "../../static/js/projector/live-pages.js";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { stage } = await import("../../static/js/stages/write/phone.js");
const { wall } = await import("../../static/js/participant/wall.js");
const { fromTheWall } = await import("../../static/js/participant/dealt.js");

const HALL = 72;
const KNOWN = [65, 4, 70, 61, 12, 33, 8];
/** @param {number} n @returns {Card} */
const card = (n) => ({ n, happened: `Card ${n}.`, learned: "", language: "en", off: false,
  sensitive: false, been_there: n === 65 ? "several" : n === 70 ? "most" : "none" });
const HALLS = Array.from({ length: HALL }, (_, i) => card(i + 1));

/** A phone in the hall. @param {object} now @param {{secret?: string, cards?: Card[]}} [own] */
function phone(now, { secret = "one", cards = HALLS } = {}) {
  const order = { cards: cards.map(({ n }) => n), known: KNOWN };
  const here = {
    workshop: { live_wall: true },
    now: { kind: "write", phase: "open", collecting: false, round: 1, step: 0, page_size: 6, given_back: [], ...now },
    kept: { secret }, pressed: new Set(), opened: new Set(),
    room: {
      list: () => cards,
      get: (/** @type {string} */ path) => (path === "order" ? order : cards.find(({ n }) => path === `cards/${n}`)),
    },
  };
  return /** @type {Here} */ (/** @type {unknown} */ (here));
}

/** All texts of a template, also of those that are drawn by parts. @param {any} part @returns {string[]} */
function texts(part) {
  if (typeof part === "string") return [part];
  if (Array.isArray(part)) return part.flatMap(texts);
  if (!part?.values || !Array.isArray(part.values)) return [];
  const [first, draw, each] = part.values;
  if (!("_$litDirective$" in part)) return part.values.flatMap(texts);
  if (each) return first.flatMap((/** @type {unknown} */ one) => texts(each(one)));
  return typeof draw === "function" ? texts(draw(false)) : [];
}

/** The numbers of the cards in it, in their order. @param {any} part */
const numbers = (part) => texts(part).flatMap((text) => /^Card (\d+)\.$/.exec(text)?.[1] ?? []).map(Number);

test("while people write, a phone lists every card of a hall as they came, also what the screen leaves out", () => {
  const listed = numbers(wall(phone({ collecting: true })));
  assert.deepEqual(listed, HALLS.map(({ n }) => n));
  const onScreen = onLiveWall(HALLS).map(({ n }) => n);
  assert.ok(onScreen.length < HALL && onScreen.every((n) => listed.includes(n)));
});

test("a card that is taken off a hall’s wall keeps its place without its words", () => {
  const cards = HALLS.map((one) => (one.n === 65 ? { ...one, off: true, happened: "" } : one));
  const said = wall(phone({ collecting: true }, { cards }));
  assert.equal(numbers(said).length, HALL - 1);
  assert.ok(texts(said).includes("This card was taken off the screen."));
});

test("once writing is over, each phone is dealt five of a hall’s cards, and all for who wants them", () => {
  const here = phone({});
  const five = numbers(stage(here).body);
  assert.equal(new Set(five).size, 5);
  assert.ok(texts(stage(here).body).includes("Show all 72 cards"));
  assert.notDeepEqual(numbers(stage(phone({}, { secret: "two" })).body), five);
  here.opened.add("all cards");
  assert.deepEqual(numbers(stage(here).body), HALLS.map(({ n }) => n));
  assert.ok(texts(stage(here).body).includes("Show my five cards"));
});

test("page by page a phone has the cards that the room’s screen has, and beside the lessons its five again", () => {
  assert.deepEqual(numbers(stage(phone({ step: 1 })).body), KNOWN.slice(0, 6));
  assert.deepEqual(numbers(stage(phone({ step: 2 })).body), KNOWN.slice(6));
  const here = phone({ kind: "lessons" });
  assert.deepEqual(texts(fromTheWall(here)).includes("Show my five cards"), true);
  here.opened.add("the wall");
  assert.deepEqual(numbers(fromTheWall(here)).sort(), numbers(stage(phone({})).body).sort());
});

test("up to sixty cards, a phone has them all at every moment", () => {
  const cards = HALLS.slice(0, 60);
  for (const collecting of [true, false]) {
    const here = phone({ collecting }, { cards });
    assert.equal(numbers(collecting ? wall(here) : stage(here).body).length, 60);
  }
});
