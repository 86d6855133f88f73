/** @import { Words } from "../../static/js/core/device.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { nothing, wordsIn, WORDLESS } from "../../static/js/core/device.js";
import { endedLetters, withoutLetters } from "../../static/js/core/letters-left.js";
import { sentLetters } from "../../static/js/participant/unsent.js";
import { nameOf, note, settle } from "../../static/js/core/mine.js";

const write = (/** @type {string} */ text, /** @type {"story" | "story2"} */ to = "story") =>
  /** @type {const} */ ({ type: "write_letter", to, text });

/** @param {Partial<Words>} words @param {Array<"story" | "story2">} [went] */
const ended = (words, went = ["story"]) =>
  endedLetters({ ...WORDLESS, ...words }, went).map(({ outcome, texts }) => [outcome, ...texts]);

/** What is on its way. @param {string} text @param {string | false} before */
const waits = (text, before) => ({ key: "k", command: write(text), before });

test("a letter takes the place of the one before to the same teller, and of no other", () => {
  assert.equal(nameOf(write("A")), nameOf(write("B")));
  assert.notEqual(nameOf(write("A")), nameOf(write("A", "story2")));
});

test("a letter is kept as it was sent, its draft goes, and a refusal brings both back", () => {
  const kept = nothing();
  kept.drafts["letter/story"] = "A";
  assert.equal(note(kept, "k1", write("A")), false);
  assert.deepEqual([kept.drafts, sentLetters(kept.taps)], [{}, ["A"]]);
  settle(kept, { key: "k1", command: write("A"), before: false }, { id: "" });
  const before = note(kept, "k2", write("B"));
  kept.drafts["letter/story"] = "C";
  settle(kept, { key: "k2", command: write("B"), before }, { refused: "too_long", about: "text:200" });
  assert.deepEqual(sentLetters(kept.taps), ["A"]);
  assert.deepEqual(kept.drafts, { "letter/story": "C B" });
  assert.equal(kept.whys["letter/story"]?.refused, "too_long");
  note(kept, "k3", write(""));
  assert.deepEqual(sentLetters(kept.taps), []);
});

test("a letter that was refused at the end may have come, until another one has", () => {
  const kept = nothing();
  for (const refused of /** @type {const} */ (["sealed", "too_late"])) {
    const before = note(kept, "k", write("A"));
    settle(kept, { key: "k", command: write("A"), before }, { refused, about: "letter" });
    const words = wordsIn(kept) ?? WORDLESS;
    assert.deepEqual(ended(words), [["unsure", "A"]]);
    assert.deepEqual(ended(words, []), [["back", "A"]]);
    kept.drafts = {};
    settle(kept, { key: "k", command: write("A"), before: note(kept, "k", write("A")) }, { id: "" });
    assert.deepEqual(ended(wordsIn(kept) ?? WORDLESS), [["gone", "A"]]);
    note(kept, "k", write(""));
  }
});

test("a letter that has arrived has gone with the others, or is back with its writer", () => {
  const taps = { "letter/story": "A" };
  assert.deepEqual(ended({ taps }), [["gone", "A"]]);
  assert.deepEqual(ended({ taps }, []), [["back", "A"]]);
  assert.deepEqual(ended({ taps }, ["story2"]), [["back", "A"]]);
  assert.deepEqual(ended({ taps: { ...taps, "letter/story2": "B" } }), [["gone", "A"], ["back", "B"]]);
});

test("what was typed and not sent is told apart from what was sent", () => {
  const taps = { "letter/story": "A" };
  assert.deepEqual(ended({ drafts: { "letter/story": "B" } }), [["unsent", "B"]]);
  assert.deepEqual(ended({ taps, drafts: { "letter/story": "B" } }), [["gone", "A"], ["unsent", "B"]]);
  assert.deepEqual(ended({ taps, drafts: { "letter/story": "A" } }), [["gone", "A"]]);
  assert.deepEqual(ended({ drafts: { "letter/story": "  " } }), []);
});

test("of what had no answer yet nobody is told that it has gone, or that it has not", () => {
  const changed = { taps: { "letter/story": "B" }, outbox: [waits("B", "A")] };
  assert.deepEqual(ended(changed), [["unsure", "A", "B"]]);
  assert.deepEqual(ended(changed, []), [["back", "A", "B"]]);
  assert.deepEqual(ended({ outbox: [waits("A", false)], taps: { "letter/story": "A" } }), [["unsure", "A"]]);
  assert.deepEqual(ended({ outbox: [waits("", "A")] }), [["unsure", "A"]]);
});

test("letters outlive the sweep with their writer's words, and alone", () => {
  const kept = { ...nothing(), taps: { "letter/story": "A", joined: true, "letter/story2": false } };
  const words = wordsIn(kept);
  assert.deepEqual(words, { ...WORDLESS, taps: { "letter/story": "A" } });
  assert.equal(wordsIn({ ...nothing(), taps: { joined: true, "letter/story": false } }), null);
  const waiting = wordsIn({ ...nothing(), outbox: [waits("A", false)] });
  assert.deepEqual(waiting?.outbox, [waits("A", false)]);
});

test("all else that somebody wrote is told apart from letters", () => {
  const words = {
    ...WORDLESS, taps: { "letter/story": "A", "read/k": true }, drafts: { "letter/story": "B", lesson: "L" },
    outbox: [waits("A", false)],
  };
  assert.deepEqual(withoutLetters(words),
    { ...WORDLESS, taps: { "read/k": true }, drafts: { lesson: "L" }, outbox: [] });
});
