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

test("the desk can put a flood away when nothing can be taken away, and does not have to call it right", () => {
  const buttons = (/** @type {string} */ clears) => JSON.stringify(floodBand(/** @type {Desk} */ (/** @type {any} */ ({
    room: { tick: { flood: { since: SINCE, devices: 130, waiting: 0 } } },
    workshop: { door_closed: true }, desk: { clears }, now: {}, rightFlood: 0, over: false,
  }))));
  assert.match(buttons("shown"), /I have read it/);
  assert.doesNotMatch(buttons("shown"), /We are that many/);
  assert.match(buttons("votes"), /We are that many/);
});
