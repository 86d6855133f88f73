/** @import { Desk } from "../../static/js/desk/desk.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: { language: "en-GB" } });
const { nothing } = await import("../../static/vendor/lit-html/lit-html.js");
const { floodBand, floodWords } = await import("../../static/js/desk/flood.js");
const SINCE = new Date(2026, 2, 11, 10, 41).getTime() / 1000;

test("many new devices are told in one line: how many, and since when", () => {
  assert.equal(floodWords({ since: SINCE, devices: 130 }, (hour) => hour), "130 new devices since 10:41.");
});

test("the line has the door beside it, and goes once that is closed", () => {
  const band = (/** @type {boolean} */ door_closed, flood = { since: SINCE, devices: 130 }) =>
    floodBand(/** @type {Desk} */ (/** @type {any} */ ({ room: { tick: { flood } }, workshop: { door_closed }, over: false })));
  assert.match(JSON.stringify(band(false)), /Close the door/);
  assert.equal(band(true), nothing);
  assert.equal(band(false, /** @type {any} */ (null)), nothing);
});
