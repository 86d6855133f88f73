import assert from "node:assert/strict";
import test from "node:test";

import { nothing } from "../../static/js/core/device.js";
import { ownOf } from "../../static/js/core/kept-names.js";
import { settle } from "../../static/js/core/mine.js";
import { calendar } from "../../static/js/stages/finish/phone-calendar.js";
import "./support/page.js";

// The template library asks for one as soon as it is loaded; nothing is drawn here.
Object.assign(document, { createTreeWalker: () => null });
const { nameInCalendars } = await import("../../static/js/stages/finish/phone-own-dates.js");

const DAY = { id: "Zz3dEf6hIj9k-c1", day: "2026-12-31", words: "If it snows, we will call." };

/** @param {string} text @returns {string[]} its lines, put together again */
const unfolded = (text) => text.replaceAll("\r\n ", "").split("\r\n");

test("every line ends as the standard wants it, and the file begins and ends whole", () => {
  const text = calendar([DAY], "2026-11-26");
  assert.equal(text.replaceAll("\r\n", "").search(/[\r\n]/u), -1);
  const lines = unfolded(text);
  assert.deepEqual([lines[0], lines.at(-2), lines.at(-1)], ["BEGIN:VCALENDAR", "END:VCALENDAR", ""]);
  assert.ok(lines.includes("UID:Zz3dEf6hIj9k-c1@failure-workshop"));
  assert.ok(lines.includes("DTSTAMP:20261126T000000Z"));
});

test("a commitment takes its whole day, also over the end of a year", () => {
  const lines = unfolded(calendar([DAY], "2026-11-26"));
  assert.ok(lines.includes("DTSTART;VALUE=DATE:20261231"));
  assert.ok(lines.includes("DTEND;VALUE=DATE:20270101"));
});

test("marks of the format are told apart from marks of people, and nothing begins a line of its own", () => {
  const evil = "a, b; c\\d\nEND:VEVENT\r\nX:1\u0007";
  const lines = unfolded(calendar([{ ...DAY, words: evil, more: evil }], "2026-11-26"));
  assert.ok(lines.includes("SUMMARY:a\\, b\\; c\\\\d\\nEND:VEVENT\\nX:1 "));
  assert.equal(lines.filter((line) => line === "END:VEVENT").length, 1);
});

for (const letter of ["a", "ä", "م", "終", "👩🏽"]) {
  test(`no line is longer than 75 octets, and none cuts a letter: ${letter}`, () => {
    const words = letter.repeat(120);
    const text = calendar([{ ...DAY, words }], "2026-11-26");
    for (const line of text.split("\r\n")) {
      assert.ok(new TextEncoder().encode(line).length <= 75, line);
      assert.ok(!line.includes("\ufffd"));
    }
    assert.ok(unfolded(text).includes(`SUMMARY:${words}`));
  });
}

test("a phone knows the commitments under which it has put a name, once that was acknowledged", () => {
  const kept = nothing();
  const offer = /** @type {const} */ ({
    type: "offer", round: 3, lesson: "l1", when: "it snows", will: "call", who: "I", by: "",
  });
  settle(kept, { key: "a", command: { ...offer, owner: " Ada  L. " } }, { id: "c1" });
  settle(kept, { key: "b", command: { ...offer, owner: "" } }, { id: "c2" });
  settle(kept, { key: "c", command: { type: "take", round: 3, commitment: "c3", owner: "Ada" } }, {});
  const refused = /** @type {const} */ ({ refused: "taken", about: "Jonas" });
  settle(kept, { key: "d", command: { type: "take", round: 3, commitment: "c4", owner: "Ada" } }, refused);
  assert.deepEqual(["c1", "c2", "c3", "c4"].map((id) => kept.taps[ownOf(id)]), ["Ada L.", undefined, "Ada", undefined]);
});

test("a commitment has the name in calendars that the summary's file gives it", () => {
  const own = {
    about: "Ask who reads a column before you rename it.", when: "I change a name that others read",
  };
  assert.equal(nameInCalendars("2f1b7c", own), "2f1b7c-a9b4bf9a");
});
