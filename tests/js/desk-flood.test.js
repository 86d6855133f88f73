/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: { language: "en-GB" } });
const { floodBand, floodWords } = await import("../../static/js/desk/flood.js");
const SINCE = new Date(2026, 2, 11, 14, 3).getTime() / 1000;

test("a flood is told in words: how many, since when, and how many wait", () => {
  const say = (/** @type {string} */ hour) => hour;
  assert.equal(floodWords({ since: SINCE, devices: 130, waiting: 0 }, say), "130 new devices have come since 14:03.");
  assert.equal(floodWords({ since: SINCE, devices: 130, waiting: 30 }, say),
    "130 new devices have come since 14:03. 30 of them wait for their turn.");
});

/** The band once the door is closed, as one text. @param {string} clears @param {object[]} [unread] */
const closed = (clears, unread = []) => JSON.stringify(floodBand(/** @type {Desk} */ (/** @type {any} */ ({
  room: { tick: { flood: { since: SINCE, devices: 130, waiting: 0 } }, list: () => unread },
  workshop: { door_closed: true }, desk: { clears }, now: {}, rightFlood: 0, over: false,
}))));

test("the desk can put a flood away when nothing can be taken away, and does not have to call it right", () => {
  assert.match(closed("shown"), /I have read it/);
  assert.doesNotMatch(closed("shown"), /We are that many/);
  assert.match(closed("votes"), /We are that many/);
});

test("lessons are given back while some wait at the desk, and not once all went back or are decided", () => {
  assert.match(closed("lessons_back", [{ aside: "" }]), /Give these lessons back/);
  for (const unread of [[], [{ aside: "care" }]]) {
    assert.doesNotMatch(closed("lessons_back", unread), /Give these lessons back/);
    assert.match(closed("lessons_back", unread), /What was sent in this stage has been shown/);
  }
});
