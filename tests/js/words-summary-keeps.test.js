import assert from "node:assert/strict";
import test from "node:test";

import { erasedList, keptAndErased, keptList, keptWords, sealedWords } from "../../static/js/words/summary-keeps.js";

const HOUR = ["arrive", "write", "vote", "commit", "finish"];
const REAL = { trial: false, rehearsal: false };

/** @param {object} [known] */
function room({ lessons = ["Ask."], commitments = [{}], stories = [], meets = "", kinds = HOUR, workshop = REAL } = {}) {
  const entries = { finish: { lessons, commitments, stories, meets }, agenda: { stages: kinds.map((kind) => ({ kind })) }, workshop };
  return { get: (/** @type {keyof entries} */ path) => entries[path] };
}

const WHOLE = "The summary keeps 1 chosen lesson, 1 commitment, the list of lessons, the totals of " +
  "the vote, the cards whose writers allowed it and answers to both questions from five or more.";
const REST = "Everything else is erased, in every copy.";

test("every screen names what is kept in one order", () => {
  assert.equal(keptWords(room()), WHOLE);
  assert.equal(keptAndErased(room()), `${WHOLE} ${REST}`);
});

test("on several machines nothing is said of copies, which can be read for two more days", () => {
  assert.equal(keptAndErased(room(), true), `${WHOLE} Everything else is erased.`);
});

test("the day of the next meeting is named as kept where one is set", () => {
  assert.match(keptWords(room({ meets: "2027-03-03" })), /allowed it, the day of the next meeting and answers/);
});

test("nothing is named that the agenda does not have, and no figure is zero", () => {
  assert.equal(keptWords(room({ lessons: [], commitments: [], kinds: ["follow_up", "finish"] })),
    "The summary keeps what became of earlier commitments, the list of lessons and answers to both questions from five or more.");
});

for (const [stories, words] of /** @type {[string[], string][]} */ ([
  [["Mara"], "the story with its teller’s name"],
  [[""], "the story"],
  [["Mara", "Jo"], "both stories with their tellers’ names"],
  [["", "Jo"], "both stories with the name of one teller"],
  [["", ""], "both stories"],
])) {
  test(`a story that was told is named as kept: ${words}`, () => {
    const told = { lessons: [], commitments: [], kinds: ["finish"], stories };
    assert.equal(keptWords(room(/** @type {{}} */ (told))),
      `The summary keeps ${words}, the list of lessons and answers to both questions from five or more.`);
  });
}

test("the desk's list begins with what is counted, and has no figure that is zero", () => {
  assert.deepEqual(keptList(room()).slice(0, 3), [
    { n: 1, words: "chosen lesson" }, { n: 1, words: "commitment" }, { n: null, words: "the list of lessons" },
  ]);
  assert.deepEqual(keptList(room({ lessons: [], commitments: [], kinds: ["finish"] })).map(({ words }) => words),
    ["the list of lessons", "answers to both questions from five or more"]);
});

/** @param {string[]} kinds */
const agenda = (...kinds) => /** @type {Agenda["stages"]} */ (/** @type {unknown} */ (kinds.map((kind) => ({ kind }))));

test("what is erased is named, and never what was never there", () => {
  const all = erasedList(agenda("arrive", "story", "write", "reveal", "vote", "finish"));
  assert.deepEqual(all, [
    "Cards, except those allowed into the summary", "Ballots; the totals are kept",
    "Taps on “Been there”", "The list of devices", "The code",
  ]);
  assert.deepEqual(erasedList(agenda("arrive", "finish")), all.slice(3));
  assert.deepEqual(erasedList(agenda("arrive", "write", "ask_how", "finish")), [
    "Cards and answers not in the summary", "The list of devices", "The code",
  ]);
});

test("letters that nobody gets to read are erased, each teller's as an item", () => {
  const unread = ["Mara", "", ""].map((name, n) =>
    /** @type {const} */ ({ place: n ? "story2" : "story", name, title: "T" }));
  assert.deepEqual(erasedList(agenda("arrive", "finish"), unread), [
    "Letters to Mara", "Letters to the teller", "The list of devices", "The code",
  ]);
});

/** @param {object} entries */
const ending = (entries) => ({ get: (/** @type {string} */ path) => ({ agenda: { stages: [] }, ...entries })[path] });

test("letters are named before the end, whether any were written or not, and apart from the summary", () => {
  const to = [{ place: "story", name: "Mara", title: "T" }, { place: "story2", name: "", title: "U" }];
  const wait = "if enough people wrote one, wait 7 days for the facilitator, apart from the summary.";
  const said = keptAndErased(ending({ letters: { to }, finish: {} }));
  assert.ok(said.endsWith(`Letters to Mara, ${wait} Letters to the teller, ${wait} ${REST}`), said);
});

test("once all else is erased, letters that wait are said to be kept, and no others", () => {
  const gone = ending({ finish: { sealed: true, letters: ["story"] } });
  assert.match(keptWords(gone), /Letters to the teller wait 7 days/);
  assert.equal(sealedWords(gone), "Everything is erased except the summary and the letters.");
  const none = ending({ finish: { sealed: true, letters: [] } });
  assert.doesNotMatch(keptWords(none), /Letters/);
  assert.equal(sealedWords(none), "Everything is erased except the summary.");
});

test("while a seal is under way no screen says that all else is erased", () => {
  assert.doesNotMatch(keptAndErased(ending({ now: { phase: "closed" }, finish: {} })), /Everything else/);
});

test("of pretend people it says that the summary goes, too", () => {
  assert.equal(keptAndErased(room({ workshop: { trial: true, rehearsal: false } })),
    `${WHOLE} ${REST} When the trial ends, the summary is erased, too.`);
  assert.equal(keptWords(room({ workshop: { trial: true, rehearsal: true } })),
    `${WHOLE} When the rehearsal ends, the summary is erased, too.`);
});
