import assert from "node:assert/strict";
import test from "node:test";

import { fire } from "./support/browser.js";
import { card, open, snapshot } from "./support/open-room.js";
import { settled } from "./support/socket.js";
import { storage } from "./support/storage.js";
import { Device } from "../../static/js/core/device.js";
import { note, settle } from "../../static/js/core/mine.js";
import { dutiesOf } from "../../static/js/participant/duties.js";
import { Here } from "../../static/js/participant/here.js";
import { drafts } from "../../static/js/participant/unsent.js";

Object.assign(document, { createTreeWalker: () => null });
const { isListenable } = await import("../../static/js/participant/encryption.js");

const ok = /** @type {const} */ ({ ok: true, id: "" });
const refused = /** @type {const} */ ({ refused: "round_closed", about: "" });
const offer = /** @type {const} */ ({
  type: "offer", round: 1, lesson: "l", when: "it rains", will: "go in", who: "I" });
const withdraw = /** @type {const} */ ({ type: "withdraw_card", round: 1, card: "k" });
const page = { pathname: "/w/w1/", reload: () => {} };
Object.assign(globalThis, { location: page });

/** A phone that takes part, with what it keeps and its place in the room. */
function phone(store = storage()) {
  const now = { position: 0, round: 0, step: 0, phase: "open" };
  const opened = open({ snapshot: snapshot({ entries: { now } }) }, store);
  const here = new Here(opened.room, () => {});
  opened.socket.up();
  return { ...opened, here };
}

test("the keys of cards are kept, of withdrawn ones too, of refused ones and offers not", () => {
  const { kept } = new Device("w1", () => storage());
  for (const key of ["k", "r", "k"]) note(kept, key, card);
  note(kept, "o", offer);
  note(kept, "w", withdraw);
  settle(kept, { key: "w", command: withdraw }, ok);
  assert.deepEqual(kept.keys, ["r", "k"]);
  settle(kept, { key: "r", command: card }, refused);
  assert.deepEqual([kept.keys, kept.cards.map(({ key }) => key)], [["k"], ["r"]]);
});

test("a phone keeps what it has offered, as one where it offers the same twice", () => {
  const { kept } = new Device("w1", () => storage());
  const arrived = /** @type {const} */ ({ ok: true, id: "c1" });
  note(kept, "o", offer);
  assert.deepEqual(kept.offers.map(({ key, id, will, owner }) => [key, id, will, owner]), [["o", "", "go in", ""]]);
  settle(kept, { key: "o", command: offer }, arrived);
  note(kept, "p", offer);
  settle(kept, { key: "p", command: offer }, arrived);
  assert.deepEqual(kept.offers.map(({ key, id }) => [key, id]), [["p", "c1"]]);
  note(kept, "r", offer);
  settle(kept, { key: "r", command: offer }, refused);
  assert.deepEqual(kept.offers.map(({ key }) => key), ["p"]);
});

test("at the finish a phone asks what became of its lessons and offers", () => {
  const { kept } = new Device("w1", () => storage());
  const mine = { lesson: "l", when: "a", will: "b", who: /** @type {const} */ ("I"), owner: "", by: "" };
  kept.lessons = [{ key: "k1", text: "Ask.", state: "arrived" }];
  kept.offers = [{ ...mine, key: "o", id: "c1" }, { ...mine, key: "p", id: "" }];
  /** @type {string[][]} */
  const asked = [];
  const answers = (/** @type {string[]} */ keys) => Promise.resolve(asked.push(keys) && []);
  const here = /** @type {Here} */ (/** @type {unknown} */ ({
    kept, opened: new Set(), now: { kind: "finish", phase: "open", position: 4 },
    once: (/** @type {string} */ _, /** @type {() => void} */ act) => act(),
    keep: () => {}, room: { connected: "connected", mine: answers },
  }));
  dutiesOf(here);
  assert.deepEqual(asked, [["k1", "c1"]]);
});

test("what is held is asked with sixteen keys, however many there are", async () => {
  const { room, device, socket } = phone();
  device.change((kept) => (kept.keys = ["a".repeat(32)]));
  const held = room.held();
  const [question] = socket.questions("held");
  assert.equal(question?.message.keys[0], "a".repeat(32));
  assert.deepEqual([question?.message.keys.length, new Set(question?.message.keys).size], [16, 16]);
  const row = { table: "mark", handle: "1f", purpose: "done", round: 1 };
  question?.answer({ rows: [row], padding: "000" });
  assert.deepEqual(await held, [row]);
});

test("a device with more keys asks again, and shows each row once", async () => {
  const { room, device, socket } = phone();
  const keys = Array.from({ length: 17 }, (_, i) => String(i).padStart(32, "0"));
  device.change((kept) => (kept.keys = keys));
  const held = room.held();
  const done = { table: "mark", handle: "1f", purpose: "done" };
  socket.questions("held")[0]?.answer({ rows: [done], padding: "" });
  await settled();
  const [first, second] = socket.questions("held");
  assert.deepEqual(first?.message.keys, keys.slice(0, 16));
  assert.equal(second?.message.keys[0], keys[16]);
  second?.answer({ rows: [done, { ...done, handle: "2f" }], padding: "" });
  assert.deepEqual((await held).map(({ handle }) => handle), ["1f", "2f"]);
});

test("where the server can't look just now, asking fails and shows nothing", async () => {
  for (const answer of [{ retry: true }, refused]) {
    const { room, socket } = phone();
    const held = room.held();
    socket.questions("held")[0]?.answer(answer);
    await assert.rejects(held);
  }
});

test("forgetting leaves nothing, in storage or in memory, and ends the connection", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { room, socket, device, store, here } = phone();
  const { secret } = device.kept;
  room.send(card);
  here.keepDraft("write", JSON.stringify({ happened: "Half a thought" }));
  here.trouble("write", "Half a sentence about it");
  socket.active = false; // as the real one is from then on
  here.forget();
  // What was refused is put back into the form, where there still is one.
  here.keepDraft("write", "Half a thought");
  await settled();
  const memory = JSON.stringify([device.kept, [...here.troubles], [...here.opened], here.held]);
  assert.equal(store.length, 0);
  for (const word of [secret, "Half", "It fell"]) assert.ok(!memory.includes(word), word);
  assert.deepEqual([room.waiting, room.connected, socket.calls], [0, "ended", ["disconnect"]]);
  for (const event of ["online", "pageshow", "visibilitychange"]) fire(event);
  t.mock.timers.tick(60_000);
  assert.deepEqual(socket.calls, ["disconnect"]);
});

test("after forgetting, the page that is loaded next is somebody new", () => {
  const { device, store, here } = phone();
  const { secret } = device.kept;
  device.change((kept) => Object.assign(kept.taps, { joined: true, "done/1": true }));
  here.forget();
  const next = new Device("w1", () => store);
  assert.notEqual(next.kept.secret, secret);
  const { drafts, cards, votes, taps, outbox, keys } = next.kept;
  assert.deepEqual([drafts, cards, votes, taps, outbox, keys], [{}, [], {}, {}, [], []]);
});

test("the next person gets a fresh page, and the one before leaves nothing", () => {
  const { here, store, socket } = phone();
  let reloads = 0;
  page.reload = () => (reloads += 1);
  here.keepDraft("write", "x");
  here.handOn();
  assert.deepEqual([reloads, store.length, socket.connected], [1, 0, false]);
});

test("without a connection nothing is handed on, since the page could not be loaded", () => {
  const { here, store, socket } = phone();
  page.reload = () => assert.fail("loaded");
  socket.drop("transport close");
  here.keepDraft("write", "x");
  here.handOn();
  assert.equal(here.draft("write"), "x");
  assert.equal(store.length, 1);
  assert.match(here.why("next"), /nothing was changed/);
});

test("a second tab writes nothing of its person into what the next one keeps", () => {
  const store = storage();
  const [first, second] = [new Device("w1", () => store), new Device("w1", () => store)];
  const { secret } = second.kept;
  assert.equal(second.isReplaced(), false);
  first.forget();
  assert.equal(second.isReplaced(), true);
  const next = new Device("w1", () => store);
  assert.equal(second.isReplaced(), true);
  second.change((kept) => (kept.drafts.write = "of the person before"));
  const { kept } = new Device("w1", () => store);
  assert.deepEqual([kept.secret, kept.drafts], [next.kept.secret, {}]);
  assert.notEqual(second.kept.secret, secret);
});

test("drafts are named by their place, and one that only repeats what was sent is none", () => {
  const { here, device, room } = phone();
  assert.deepEqual(drafts(here.kept), []);
  room.send(card, "k");
  device.change((kept) => {
    kept.drafts = {
      write: JSON.stringify({ happened: "Half", learned: "", may_stand: false }),
      lesson: " Ask first ",
      "offer/l1": JSON.stringify({ when: "it rains", will: "", who: "I", owner: "", by: "" }),
      "card/k": JSON.stringify({ happened: "It fell.", learned: "", may_stand: false }),
      "card/z": JSON.stringify({ happened: "Other words", learned: "b", may_stand: false }),
      name: "",
    };
  });
  assert.deepEqual(drafts(here.kept).map(({ place, text }) => [place, text]), [
    ["write", "Half"], ["lesson", "Ask first"], ["offer/l1", "it rains"], ["card/z", "Other words\nb"],
  ]);
});

for (const [protocol, hostname, listenable] of /** @type {const} */ ([
  ["http:", "192.168.1.20", true],
  ["http:", "laptop.local", true],
  ["http:", "127.0.0.1.example.com", true],
  ["http:", "[fe80::1]", true],
  ["https:", "192.168.1.20", false],
  ["https:", "workshop.example", false],
  ["http:", "localhost", false],
  ["http:", "127.0.0.1", false],
  ["http:", "127.8.0.3", false],
  ["http:", "[::1]", false],
])) {
  test(`${protocol}//${hostname} can${listenable ? "" : "not"} be listened to`, () => {
    assert.equal(isListenable({ protocol, hostname }), listenable);
  });
}
