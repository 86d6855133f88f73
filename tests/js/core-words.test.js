import assert from "node:assert/strict";
import "./support/page.js";
import { afterEach, test } from "node:test";

import { t, tn, useWords } from "../../static/js/core/words.js";
import { refusalWords } from "../../static/js/words/refusals.js";
import { stageName } from "../../static/js/words/stage-names.js";

const left = (/** @type {number} */ n) => tn("{n} vote left", "{n} votes left", n);

afterEach(() => useWords({}, "en"));

test("English is its own catalogue", () => {
  assert.equal(t("Told by {name}", { name: "Ann" }), "Told by Ann");
  assert.deepEqual([left(0), left(1), left(2)], ["0 votes left", "1 vote left", "2 votes left"]);
});

test("a missing value leaves its place, and a value is never read as a place", () => {
  assert.equal(t("{a} and {b}", { a: "{b}" }), "{b} and {b}");
});

test("a translation is used where there is one", () => {
  useWords({ "Told by {name}": "Erzählt von {name}", Empty: "" }, "de");
  assert.equal(t("Told by {name}", { name: "Ann" }), "Erzählt von Ann");
  assert.equal(t("Empty"), "Empty");
  assert.equal(t("toString"), "toString");
});

test("plural forms follow the language", () => {
  useWords({ "{n} vote left": ["{n} głos", "{n} głosy", "{n} głosów"] }, "pl");
  assert.deepEqual([1, 3, 5, 22].map(left), ["1 głos", "3 głosy", "5 głosów", "22 głosy"]);
  useWords({ "{n} vote left": ["reste {n} voix", "restent {n} voix"] }, "fr");
  assert.deepEqual([0, 1, 2, 1e6].map(left),
    ["reste 0 voix", "reste 1 voix", "restent 2 voix", "restent 1000000 voix"]);
});

test("refusals name their limit", () => {
  assert.match(refusalWords({ refused: "too_long", about: "happened:280" }), /280 characters/);
  assert.match(refusalWords({ refused: "votes_used_up", about: "5" }), /^All 5 votes/);
  assert.match(refusalWords({ refused: "cards_used_up", about: "3" }), /all 3 cards/);
  assert.match(refusalWords({ refused: "not_allowed", about: "offers:3" }), /3 commitments/);
  assert.match(refusalWords({ refused: "taken", about: "Ann" }), /^Ann has already taken/);
});

test("a kind of stage has the name of the product's words", () => {
  assert.equal(stageName("look_through"), "Look through");
});
