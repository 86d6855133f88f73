/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { countingTime } = await import("../../static/js/elements/counting.js");
const { ended, seesVoting } = await import("../../static/js/stages/vote/phone-ended.js");

const none = { chosen: false, tied: false, run_off: null };
const lessons = [
  { id: "a", text: "Ask.", votes: 5, rank: 1, ...none, chosen: true },
  { id: "b", text: "Wait.", votes: 2, rank: 2, ...none },
  { id: "c", text: "Look.", votes: 0, rank: 3, ...none },
];
const ballot = { lessons: ["a", "b", "c"], scale: 5, cut_tie: [] };
const TIME = 2 * 320 + 1400 + 600;

/** A phone in the ended vote. */
function phone() {
  /** @type {Set<string>} */
  const begun = new Set();
  const here = {
    now: { round: 4, kind: "vote" },
    kept: { taps: {} },
    why: () => "",
    redraw: mock.fn(),
    room: { get: (/** @type {string} */ path) => lessons.find(({ id }) => path === `lessons/${id}`) },
    hasBegun: (/** @type {string} */ name) => begun.has(name),
    once: (/** @type {string} */ name, /** @type {() => void} */ act) => {
      if (begun.has(name)) return;
      begun.add(name);
      act();
    },
  };
  const page = /** @type {Here} */ (/** @type {unknown} */ (here));
  return { page, redraw: here.redraw, says: () => words(ended(page, /** @type {any} */ (ballot), "").body) };
}

/** All that a template says. @param {any} part @returns {string} */
function words(part) {
  if (Array.isArray(part)) return part.map(words).join(" ");
  if (part?.values) return part.values.map(words).join(" ");
  return typeof part === "string" ? part : "";
}

test("a phone in which somebody voted waits with the result until the room's screen has counted", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { page, redraw, says } = phone();
  seesVoting(page);
  assert.match(says(), /Look at the room’s screen\./);
  assert.doesNotMatch(says(), /We take these with us/);
  mock.timers.tick(TIME - 1);
  assert.equal(redraw.mock.callCount(), 0);
  mock.timers.tick(1);
  assert.equal(redraw.mock.callCount(), 1);
  assert.match(says(), /We take these with us/);
  mock.timers.reset();
});

test("a page that was opened when the vote had ended shows its result at once", () => {
  assert.match(phone().says(), /We take these with us/);
});

test("nothing is counted where nobody voted, and after one more vote", () => {
  assert.equal(countingTime(lessons), TIME);
  assert.equal(countingTime(lessons.map((one) => ({ ...one, votes: 0 }))), 0);
  assert.equal(countingTime(lessons.map((one) => ({ ...one, run_off: 3 }))), 0);
});
