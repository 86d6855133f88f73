import assert from "node:assert/strict";
import test from "node:test";

import { Device } from "../../static/js/core/device.js";
import { note, settle } from "../../static/js/core/mine.js";
import { WORKSHOP } from "../../static/js/core/places.js";
import { storage } from "./support/storage.js";

const DAY = 24 * 60 * 60 * 1000;
const ok = /** @type {const} */ ({ ok: true, id: "" });
const refused = /** @type {const} */ ({ refused: "round_closed", about: "" });
const vote = (/** @type {number} */ votes) =>
  /** @type {const} */ ({ type: "vote", round: 9, lesson: "l4", votes });
const card = /** @type {const} */ ({ type: "write_card", round: 3, happened: "It fell." });

test("scanning the code again brings a person back to what they had", () => {
  const store = storage();
  const first = new Device("w1", () => store);
  first.change((kept) => (kept.drafts.card = "half a sen"));
  const second = new Device("w1", () => store);
  assert.equal(second.kept.secret, first.kept.secret);
  assert.equal(second.kept.drafts.card, "half a sen");
  assert.match(second.kept.secret, /^[0-9a-f]{32}$/);
});

test("another workshop gets another secret", () => {
  const store = storage();
  const [one, other] = ["w1", "w2"].map((id) => new Device(id, () => store));
  assert.notEqual(one?.kept.secret, other?.kept.secret);
});

test("storage that throws leaves everything in memory, and the device says so", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  const device = new Device("w1", refuse);
  device.change((kept) => (kept.drafts.card = "kept"));
  device.change((kept) => (kept.taps["unclear/3"] = true));
  assert.equal(device.lasting, false);
  assert.deepEqual([device.kept.drafts.card, device.kept.taps["unclear/3"]], ["kept", true]);
  device.forget();
  assert.deepEqual(device.kept.drafts, {});
});

test("storage that fills up does not bring older words back", () => {
  const store = storage();
  const device = new Device("w1", () => store);
  device.change((kept) => (kept.drafts.card = "old"));
  store.full = true;
  device.change((kept) => (kept.drafts.card = "new"));
  device.change((kept) => (kept.taps.x = true));
  assert.equal(device.kept.drafts.card, "new");
  assert.equal(device.lasting, false);
});

test("stored text that is no JSON counts as nothing", () => {
  const store = storage({ "workshop:w1": "{half" });
  const device = new Device("w1", () => store);
  device.change((kept) => (kept.drafts.card = "x"));
  assert.equal(new Device("w1", () => store).kept.drafts.card, "x");
});

test("two tabs add to what is kept, and neither undoes the other", () => {
  const store = storage();
  const [one, two] = [new Device("w1", () => store), new Device("w1", () => store)];
  one.change((kept) => (kept.drafts.card = "one"));
  two.change((kept) => (kept.drafts.lesson = "two"));
  one.change((kept) => (kept.taps.x = true));
  assert.deepEqual(new Device("w1", () => store).kept.drafts, { card: "one", lesson: "two" });
});

test("several changes are written as one, and nothing of them to a device that was forgotten", () => {
  const store = storage();
  const [one, two] = [new Device("w1", () => store), new Device("w1", () => store)];
  const before = store.writes;
  const both = () => one.together(() => {
    one.change((kept) => (kept.taps.x = true));
    one.change((kept) => (kept.taps.y = true));
    return "done";
  });
  assert.deepEqual([both(), store.writes - before], ["done", 1]);
  assert.deepEqual(new Device("w1", () => store).kept.taps, { x: true, y: true });
  two.forget();
  assert.equal(both(), "done");
  assert.deepEqual([store.length, one.kept.taps], [0, {}]);
});

test("forgetting wipes it for good, also when another tab writes later", () => {
  const store = storage();
  const [one, two] = [new Device("w1", () => store), new Device("w1", () => store)];
  one.forget();
  one.change((kept) => (kept.drafts.card = "again"));
  two.change((kept) => (kept.drafts.card = "again"));
  assert.equal(store.length, 0);
});

test("after a day others are wiped; its own stays for once more, and what is not ours", () => {
  const store = storage({ theme: "dark" });
  let today = DAY;
  const open = (/** @type {string} */ id) => new Device(id, () => store, () => today);
  const secret = open("w1").kept.secret;
  open("w2");
  today += DAY;
  assert.equal(open("w1").kept.secret, secret);
  today += DAY + 1;
  assert.equal(open("w1").kept.secret, secret);
  assert.deepEqual([store.getItem("workshop:w2"), store.getItem("theme")], [null, "dark"]);
});

test("a card of mine waits, arrives, is edited and withdrawn", () => {
  const { kept } = new Device("w1", () => storage());
  const edit = { ...card, type: /** @type {const} */ ("edit_card"), card: "k", happened: "New." };
  const withdraw = /** @type {const} */ ({ type: "withdraw_card", round: 3, card: "k" });
  note(kept, "k", card);
  assert.deepEqual(kept.cards, [
    { key: "k", round: 3, happened: "It fell.", learned: "", may_stand: false, show_few: false,
      state: "waiting" },
  ]);
  settle(kept, { key: "k", command: card }, ok);
  assert.equal(kept.cards[0]?.state, "arrived");
  note(kept, "e", edit);
  settle(kept, { key: "e", command: edit }, refused);
  assert.deepEqual([kept.cards[0]?.happened, kept.cards[0]?.state], ["It fell.", "arrived"]);
  settle(kept, { key: "f", command: edit }, ok);
  assert.equal(kept.cards[0]?.happened, "New.");
  settle(kept, { key: "x", command: withdraw }, refused);
  assert.equal(kept.cards.length, 1);
  settle(kept, { key: "y", command: withdraw }, ok);
  assert.deepEqual(kept.cards, []);
});

test("a card that was refused keeps its text, and why", () => {
  const { kept } = new Device("w1", () => storage());
  note(kept, "k", card);
  settle(kept, { key: "k", command: card }, refused);
  const { happened, state, why } = kept.cards[0] ?? {};
  assert.deepEqual([happened, state, why], ["It fell.", "refused", "round_closed"]);
});

test("a refused vote goes back to what stood there, also below a newer one that waits", () => {
  const { kept } = new Device("w1", () => storage());
  note(kept, "a", vote(1));
  const b = { key: "b", command: vote(2), before: note(kept, "b", vote(2)) };
  assert.equal(b.before, 1);
  const c = { key: "c", command: vote(3), before: note(kept, "c", vote(3)) };
  kept.outbox = [c];
  settle(kept, b, refused);
  assert.equal(kept.votes[9]?.l4, 3);
  kept.outbox = [];
  settle(kept, c, refused);
  assert.equal(kept.votes[9]?.l4, 1);
});

test("taps and answers stand under their names, and a refusal takes them back", () => {
  const { kept } = new Device("w1", () => storage());
  const answer = /** @type {const} */ ({
    type: "answer", round: 12, question: "worth", choice: "yes" });
  const unclear = /** @type {const} */ ({ type: "unclear", round: 3, on: true });
  for (const command of [answer, unclear]) note(kept, "k", command);
  note(kept, "k", { type: "been_there", round: 3, item: "story", on: true });
  note(kept, "k", { type: "nothing_to_add", round: 3 });
  assert.deepEqual(kept.taps, {
    "answer/12/worth": "yes", "unclear/3": true, "been_there/3/story": true,
    "nothing_to_add/3": true,
  });
  settle(kept, { key: "k", command: unclear, before: false }, refused);
  assert.equal(kept.taps["unclear/3"], false);
});

test("words are a draft until they are sent, and again once they are refused", () => {
  const { kept } = new Device("w1", () => storage());
  /** @type {Array<[string, import("../../static/js/protocol.js").Command]>} */
  const sent = [
    ["lesson", { type: "add_lesson", round: 3, text: "Ask." }],
    ["check_in", { type: "check_in", text: "By the door" }],
    ["card/k", { type: "edit_card", round: 3, card: "k", happened: "a", learned: "", may_stand: false,
      show_few: false }],
    ["offer/l1", { type: "offer", round: 3, lesson: "l1", when: "a", will: "b", who: "I", owner: "", by: "" }],
  ];
  for (const [place, command] of sent) {
    const { type, round, card: _, lesson, ...words } = /** @type {any} */ (command);
    kept.drafts[place] = "text" in words ? words.text : JSON.stringify(words);
    const typed = { ...kept.drafts };
    const before = note(kept, "x", command);
    assert.deepEqual(kept.drafts, {});
    settle(kept, { key: "x", command, before }, refused);
    assert.deepEqual([kept.drafts, kept.whys], [typed, { [place]: refused }]);
    note(kept, "y", command);
    assert.deepEqual([kept.drafts, kept.whys], [{}, {}], "sent again, it is no longer refused");
    settle(kept, { key: "y", command, before }, ok);
  }
  assert.equal(kept.taps["lessons/3"], 1);
});

test("what was typed while a refused text was on its way stays, and so do both", () => {
  const { kept } = new Device("w1", () => storage());
  const lesson = /** @type {const} */ ({ type: "add_lesson", round: 3, text: "Ask." });
  kept.drafts.lesson = "Ask first";
  note(kept, "x", lesson);
  assert.equal(kept.drafts.lesson, "Ask first");
  settle(kept, { key: "x", command: lesson }, refused);
  assert.equal(kept.drafts.lesson, "Ask first\nAsk.");
  const offer = /** @type {const} */ ({
    type: "offer", round: 3, lesson: "l1", when: "a", will: "b", who: "I", owner: "", by: "" });
  kept.drafts["offer/l1"] = "{}";
  settle(kept, { key: "y", command: offer }, refused);
  const offers = Object.keys(kept.drafts).filter((place) => place.startsWith("offer/l1"));
  assert.equal(offers.length, 2);
});

test("that a vote was refused is kept, for the page that says what has arrived", () => {
  const { kept } = new Device("w1", () => storage());
  settle(kept, { key: "a", command: vote(1), before: note(kept, "a", vote(1)) }, refused);
  assert.deepEqual([kept.votes[9]?.l4, kept.taps["refused/9"]], [0, "round_closed"]);
});
