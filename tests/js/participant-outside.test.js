/** @import { Here } from "../../static/js/participant/here.js" */
import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(document, { createTreeWalker: () => null });
const { outside, whyOutside } = await import("../../static/js/participant/outside.js");

/** @param {any} more */
const why = ({ kind = "arrive", sealed = false, ...room } = {}) => whyOutside(/** @type {Here} */ (/** @type {any} */ (
  { now: { kind }, sealed, room: { connected: "lost", refusal: "full", tick: null, ...room } })));

test("a phone that was in, or that may have words, is not told that it waits for a place", () => {
  const others = [{ kind: "write" }, { tick: {} }, { refusal: "" }, { connected: "connected" }, { sealed: true }];
  assert.deepEqual([{}, ...others].map(why), ["full", "", "", "", "", ""]);
});

test("one of many is told so at any stage, and one whose connection is blocked while people arrive", () => {
  assert.deepEqual(["arrive", "write"].map((kind) => why({ kind, refusal: "many" })), ["many", "many"]);
  assert.deepEqual(["arrive", "write"].map((kind) => why({ kind, refusal: "blocked" })), ["blocked", ""]);
});

test("a phone that is not in yet reads why, and what to try", () => {
  const said = (/** @type {string} */ refusal) => JSON.stringify(outside(refusal).body);
  assert.match(said("many"), /Many are joining, one moment\./);
  assert.match(said("blocked"), /can’t connect to the room\..*a company network or its proxy.*Try mobile data/);
  assert.match(said("full"), /There is no place for this phone yet\./);
});
