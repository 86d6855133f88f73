import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { floodWords } = await import("../../static/js/desk/flood.js");
const SINCE = new Date(2026, 2, 11, 14, 3).getTime() / 1000;

test("a flood is told in words: how many, since when, and how many wait", () => {
  const say = (/** @type {string} */ hour) => hour;
  assert.equal(floodWords({ since: SINCE, devices: 130, waiting: 0 }, say), "130 new devices have come since 14:03.");
  assert.equal(floodWords({ since: SINCE, devices: 130, waiting: 30 }, say),
    "130 new devices have come since 14:03. 30 of them wait for their turn.");
});
