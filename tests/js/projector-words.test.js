import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asFirstWord, shareSentence, hereSentence, seamOf, turnoutSentence, votesSentence,
} from "../../static/js/projector/numbers.js";
import {
  aroundName, dayInWords, spacedCode, typedAddress, workAndPlace,
} from "../../static/js/projector/sentences.js";
import { commitmentParts, commitmentSentence } from "../../static/js/words/commitments.js";
import { beenSentence } from "../../static/js/words/screen-and-phone.js";
import { themeOf } from "../../static/js/projector/theme.js";

test("numbers are words up to twenty and figures above", () => {
  assert.deepEqual([1, 6, 11, 20, 21, 300].map(asFirstWord),
    ["One", "Six", "Eleven", "Twenty", "21", "300"]);
});

test("how many are here is silent while it would point at somebody", () => {
  assert.equal(hereSentence(null), "");
  assert.equal(hereSentence(11), "Eleven are here.");
});

test("how many have taken part is never a number", () => {
  const all = ["", "some", "most", "nearly_all", undefined].map(shareSentence);
  assert.deepEqual(all,
    ["", "Some have taken part.", "Most have taken part.", "All or nearly all have taken part.", ""]);
  assert.ok(all.every((sentence) => !/\d/.test(sentence)));
});

test("nobody having been there is not said", () => {
  assert.equal(beenSentence("none"), "");
  assert.equal(beenSentence("several"), "Several have been there.");
});

test("turnout counts complete ballots, and is a word near the end", () => {
  const told = (/** @type {any} */ turnout, /** @type {number | null} */ complete = null) =>
    turnoutSentence({ turnout, complete, devices: 9 });
  assert.equal(told(""), "");
  assert.equal(told("count", 1), "1 of 9 has placed all their votes");
  assert.equal(told("count", 6), "6 of 9 have placed all their votes");
  assert.equal(told("nearly_all"), "Nearly all have placed their votes");
  assert.equal(told("all"), "Everyone has placed their votes");
});

test("a seam has a stretch for each person, and shows no more than the sentence says", () => {
  const seam = (/** @type {any} */ turnout, devices = 9, /** @type {number | null} */ complete = null) => {
    const { stretches, mended } = seamOf({ turnout, complete, devices });
    return [mended, stretches];
  };
  assert.deepEqual(["", "some", "nearly_all", "all"].map((told) => seam(told)), [
    [0, 9], [1, 9], [7, 9], [9, 9],
  ]);
  assert.deepEqual([seam("count", 9, 6), seam("count", 30, 4)], [[6, 9], [4, 30]]);
  assert.deepEqual([seam("", 0), seam("some", 2), seam("nearly_all", 3)], [[0, 1], [1, 2], [1, 3]]);
});

test("for more than thirty people twelve stretches mend by share, the last only with the last vote", () => {
  const mended = (/** @type {any} */ turnout, /** @type {number | null} */ complete = null) =>
    seamOf({ turnout, complete, devices: 31 });
  assert.deepEqual([mended("count", 2), mended("count", 3), mended("count", 28), mended("nearly_all"),
    mended("all")].map((one) => one.mended), [0, 1, 10, 11, 12]);
  assert.equal(seamOf({ turnout: "nearly_all", complete: null, devices: 400 }).mended, 11);
});

test("the votes of each are a sentence", () => {
  assert.equal(votesSentence(5), "Five votes each.");
  assert.equal(votesSentence(1), "One vote each.");
});

test("a commitment is one sentence, whatever marks it was written with", () => {
  const parts = { when: "a month ends,", will: "restore one backup." };
  assert.equal(commitmentSentence({ ...parts, who: "we" }),
    "If a month ends, we will restore one backup.");
  assert.equal(commitmentSentence({ ...parts, who: "I" }),
    "If a month ends, I will restore one backup.");
});

test("what a person wrote is set apart in the sentence around it", () => {
  const parts = commitmentParts({ when: "تتغيّر الأسعار.", will: "ننتظر", who: "we" });
  assert.deepEqual(parts.map(({ text }) => text), ["If ", "تتغيّر الأسعار", ", we will ", "ننتظر", "."]);
  assert.deepEqual(parts.map(({ own }) => own), [false, true, false, true, false]);
});

test("a day is read aloud, and what is not a day stays", () => {
  assert.equal(dayInWords("2026-03-11", "en"), "11 March");
  assert.equal(dayInWords("2026-03-11", "de"), "11. März");
  assert.equal(dayInWords("soon", "en"), "soon");
  assert.equal(dayInWords("", "en"), "");
});

test("a code stands in two groups, and an address without what a browser adds", () => {
  assert.equal(spacedCode("K7M4TQ"), "K7M\u00a04TQ");
  assert.equal(spacedCode("K7M 4TQ"), "K7M\u00a04TQ");
  assert.equal(spacedCode("K7M4TQABCD"), "K7M\u00a04TQ\u00a0ABCD");
  assert.equal(typedAddress("https://failures.example.org/"), "failures.example.org");
  assert.equal(typedAddress("192.168.1.20:8000"), "192.168.1.20:8000");
});

test("a name is set apart from its sentence", () => {
  assert.deepEqual(aroundName((name) => `Told by ${name}!`), ["Told by ", "!"]);
  assert.equal(workAndPlace({ name: "R", work: "", place: "Atlanta" }), ", Atlanta");
});

test("the room is light unless it was asked to be dark", () => {
  assert.equal(themeOf("", null), "light");
  assert.equal(themeOf("?theme=dark", null), "dark");
  assert.equal(themeOf("", "dark"), "dark");
  assert.equal(themeOf("?theme=light", "dark"), "light");
});
