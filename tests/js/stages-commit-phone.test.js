/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import { atOneStage } from "./support/at-stage.js";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { stage } = await import("../../static/js/stages/commit/phone.js");

/** @param {string} text @param {number} rank */
const lesson = (text, rank) => ({ id: text, text, language: "en", rank, chosen: true });

test("on a phone the chosen lessons stand as on the room’s screen, first places first", () => {
  const lists = { lessons: [lesson("third", 3), lesson("first", 1), lesson("second", 2)] };
  const here = {
    room: {
      list: (/** @type {string} */ path) => lists[/** @type {"lessons"} */ (path)] ?? [],
      get: () => undefined,
      clock: { remaining: () => null },
    },
    now: { kind: "commit", collecting: false }, language: "en", atStage: atOneStage(),
  };
  const said = JSON.stringify(stage(/** @type {Here} */ (/** @type {unknown} */ (here))));
  const places = ["first", "second", "third"].map((text) => said.indexOf(`"${text}"`));
  assert.ok(!places.includes(-1));
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
});
