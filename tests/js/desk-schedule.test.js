/** @import { Plan } from "../../static/js/desk/schedule.js" */
import assert from "node:assert/strict";
import test from "node:test";

import { hourInWords, momentInWords } from "../../static/js/core/hours.js";
import {
  behindWords, endOf, hourWords, minutesBehind, shift,
} from "../../static/js/desk/schedule.js";
import { nearness } from "../../static/js/core/nearness.js";

/** Three stages of 10, 5 and 3 minutes; the second one runs. @param {Partial<Plan>} change */
function plan(change = {}) {
  /** @type {Plan} */
  const found = {
    agenda: {
      stages: [10, 5, 3].map((minutes, at) => (
        { id: `s${at}`, kind: "talk", minutes, name: "", prompt: "", second_prompt: "" }
      )),
    },
    position: 1, skipped: [], left: 120, time: 10_000, startedAt: null, freeBy: null,
  };
  return { ...found, ...change };
}

test("the end is what is left of this stage and all that comes after it", () => {
  assert.equal(endOf(plan()), 10_000 + 120 + 180);
});

test("a stage that is left out takes no time", () => {
  assert.equal(endOf(plan({ skipped: ["s2"] })), 10_000 + 120);
});

test("the end of a stage is near from a fifth of its time on, and nearer from a twentieth", () => {
  const said = [300, 61, 60, 16, 15, 1, 0, -5].map((left) => nearness(left, 300));
  assert.deepEqual(said, ["", "", "soon", "soon", "last", "last", "", ""]);
});

test("a stage that is over takes nothing away from those that come", () => {
  assert.equal(endOf(plan({ left: -60 })), 10_000 + 180);
});

test("behind and ahead are measured against the hour at which the room must be free", () => {
  assert.equal(minutesBehind(plan({ freeBy: 10_060 })), 4);
  assert.equal(minutesBehind(plan({ freeBy: 10_600 })), -5);
  assert.equal(Object.is(minutesBehind(plan({ freeBy: 10_310 })), 0), true);
});

test("without that hour the agenda's own minutes are the measure, once it has started", () => {
  assert.equal(minutesBehind(plan()), null);
  assert.equal(minutesBehind(plan({ startedAt: 10_300 - 18 * 60 - 120 })), 2);
});

test("the words say ahead, behind or on time", () => {
  assert.equal(behindWords(4), "4 minutes behind");
  assert.equal(behindWords(1), "1 minute behind");
  assert.equal(behindWords(-1), "1 minute ahead");
  assert.equal(behindWords(0), "On time");
  assert.equal(behindWords(-119), "119 minutes ahead");
});

test("from two hours on the words say hours behind, and nothing of hours ahead", () => {
  assert.equal(behindWords(-120), "");
  assert.equal(behindWords(-1299), "");
  assert.equal(behindWords(160), "About 3 hours behind");
});

/** @param {string} device */
const saidOn = (device) => (
  hourWords(plan({ freeBy: 10_060 }), "15:00", (hour) => hourInWords(hour, device))
);

test("the hour is the room's, whatever time zone the laptop is in", () => {
  assert.equal(saidOn("de-DE"), "Ends 15:04, room free at 15:00");
});

test("a device that counts to twelve says hours that way, in the page's language", () => {
  assert.equal(saidOn("en-US").replaceAll("\u202f", " "),
    "Ends 3:04\u00a0pm, room free at 3:00\u00a0pm");
  assert.equal(hourInWords("00:05", "en-GB"), "00:05");
});

test("a device whose language is no language says hours as the page's language does", () => {
  for (const device of ["C", "", "en_US@euro", "POSIX.UTF-8", "!"]) {
    assert.match(hourInWords("00:05", device), /^(00:05|12:05.am)$/);
    assert.match(momentInWords(0, device, device), /^\p{L}+/u);
  }
  assert.equal(hourInWords("15:04", "C"), "15:04");
  assert.match(hourInWords("15:04", "en_US.UTF-8"), /^3:04.pm$/);
});

test("a moment of this week is its day and its hour, where the device is", () => {
  const moment = new Date(2026, 10, 26, 15).getTime() / 1000;
  assert.equal(momentInWords(moment, "en", "en-GB"), "Thursday 15:00");
  assert.equal(momentInWords(moment, "de", "de-DE"), "Donnerstag, 15:00");
  assert.match(momentInWords(moment, "en", "en-US"), /^Thursday.*3:00.pm$/i);
});

test("hours run over midnight both ways", () => {
  assert.equal(shift("23:58", 4), "00:02");
  assert.equal(shift("00:01", -3), "23:58");
});
