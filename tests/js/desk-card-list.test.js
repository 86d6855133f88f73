/** The cards that a desk, or the phone that leads with it, takes off one by one. */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";
import { atOneStage } from "./support/at-stage.js";
import { InPlace } from "../../static/js/desk/in-place.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { cardList, offOrAgain } = await import("../../static/js/desk/card-list.js");
const { remoteActs } = await import("../../static/js/desk/remote.js");

/** @param {number} n @param {object} [changed] */
const card = (n, changed) => ({
  n, happened: `It broke ${n}.`, learned: "", language: "en", off: false, asked: false, shown: false, ...changed,
});

/** A desk at a stage. @param {string} kind @param {object[]} cards @param {boolean} [live_wall] */
function at(kind, cards, live_wall = false) {
  /** @type {object[]} */
  const pressed = [];
  const found = Object.fromEntries(cards.map((one) => [`cards/${/** @type {any} */ (one).n}`, one]));
  const entries = {
    ...found, workshop: { live_wall }, order: { cards: cards.map((one) => /** @type {any} */ (one).n), known: [] },
  };
  const desk = /** @type {any} */ ({
    room: { get: (/** @type {keyof typeof entries} */ path) => entries[path], list: () => [] },
    now: { kind, step: 0, page_size: 6, steps: 1, covered: false }, atStage: atOneStage(),
    places: new InPlace(), desk: { vote_paused: false }, over: false,
    change: (/** @type {(own: any) => void} */ act) => act(desk),
    once: (/** @type {string} */ _, /** @type {() => void} */ act) => act(),
    press: (/** @type {object} */ command) => (pressed.push(command), Promise.resolve({})), say: () => {},
  });
  return { desk, pressed };
}

/** What is drawn, with the list opened. @param {any} desk */
function listed(desk) {
  const drawn = () => cardList(desk, (one) => offOrAgain(desk, one));
  functionsIn(drawn())[0]?.({ target: { open: true } });
  return drawn();
}

/** Every handler that a template holds, in its order. @param {any} part @returns {Function[]} */
function functionsIn(part) {
  if (typeof part === "function") return [part];
  if (Array.isArray(part)) return part.flatMap(functionsIn);
  return part && typeof part === "object" && "values" in part ? part.values.flatMap(functionsIn) : [];
}

test("on a live wall each card can be taken off while people write", () => {
  const { desk, pressed } = at("write", [card(1), card(2), card(3)], true);
  const [, , second] = functionsIn(listed(desk));
  second?.();
  assert.deepEqual(pressed, [{ type: "take_off", card: "2", on: true }]);
});

test("a card that was taken off can be shown again, in its place", () => {
  const { desk, pressed } = at("reveal", [card(1), card(2, { off: true })]);
  const drawn = listed(desk);
  assert.match(JSON.stringify(drawn), /Show again/);
  functionsIn(drawn).at(-1)?.();
  assert.deepEqual(pressed, [{ type: "take_off", card: "2", on: false }]);
});

test("where cards are revealed together, none are listed while people write", () => {
  assert.deepEqual(functionsIn(listed(at("write", [card(1)]).desk)), []);
});

test("a phone that leads says which card someone asks about, takes it off or leaves it", () => {
  const { desk, pressed } = at("write", [card(1), card(2, { asked: true })], true);
  const drawn = remoteActs(desk);
  assert.match(JSON.stringify(drawn), /It broke 2\./);
  const [takes, leaves] = functionsIn(drawn);
  takes?.({});
  leaves?.({});
  assert.deepEqual(pressed, [
    { type: "take_off", card: "2", on: true }, { type: "leave_card", card: "2" },
  ]);
});

test("a phone that leads keeps the card that was asked about first, whatever is asked about next", () => {
  const cards = [card(1), card(2, { asked: true })];
  const { desk } = at("write", cards, true);
  remoteActs(desk);
  Object.assign(/** @type {object} */ (cards[0]), { asked: true });
  assert.match(JSON.stringify(remoteActs(desk)), /It broke 2\./);
});
