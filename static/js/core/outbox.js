/** @import { BeatAnswer, Do, Ride } from "../protocol.js" */
/** @import { Answered } from "./device.js" */
/** @import { Turn } from "./sending-page.js" */
import { newKey } from "./new-key.js";
import { nameOf } from "./mine.js";
import { RIDES, RIDE_AT_ONCE, UP } from "./one-size.js";
import { LEASE } from "./sending-page.js";

/**
 * @typedef {object} Item
 * @property {string} key
 * @property {Command} command
 * @property {number} [number] its place among all that this device sends, from its first sending on
 * @property {boolean | string | number} [before] what it replaces on the device, for a refusal
 * @property {boolean} [rides] whether it waits for a beat, although its kind of command need not
 *
 * @typedef {object} Post
 * @property {() => readonly Item[]} items what waits, in its order; also of the device's other pages
 * @property {() => boolean} connected
 * @property {() => boolean} [beats] whether this device sends beats, for which some items wait
 * @property {(message: Do) => Promise<Ok | Retry | Refused>} ask rejects when no answer came
 * @property {() => number} [number] the next number of this device; the desk has none
 * @property {(alter: (items: readonly Item[]) => Item[]) => void} keep alters what waits
 * @property {(item: Item, answer: Ok | Refused) => void} settled
 * @property {<T>(act: () => T) => T} [together] reads before, and writes once after
 * @property {(item: Item) => void} [again] notes once more what another page has written over
 * @property {Turn} [turn] where other pages may send from the same list
 *
 * @typedef {object} Asked what somebody on this page waits for
 * @property {Item} item
 * @property {Array<(answer: Ok | Refused) => void>} told
 */

const SHORTEST = 250;
const LONGEST = 1500;

/** @param {number} attempt @returns {number} milliseconds until the next attempt */
export function pauseBefore(attempt) {
  const most = Math.min(LONGEST, 2 * SHORTEST * 2 ** attempt);
  return SHORTEST + Math.random() * (most - SHORTEST);
}

const DONE = /** @type {Ok} */ ({ ok: true, id: "" });
/** What a beat says beside its items, in bytes at most. */
const AROUND_ITEMS = 100;

/** Whether an item waits for a beat. @param {Item} item */
const isRiding = ({ command, rides }) => rides || RIDES.includes(command.type);

/** Sends commands one at a time, under the same key until each has its answer. */
export class Outbox {
  /** @type {Map<string, Asked>} */
  #asked = new Map();
  /** Keys that may have reached the server. @type {Set<string>} */
  #sent = new Set();
  #running = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  #post;

  /** @param {Post} post */
  constructor(post) {
    this.#post = post;
    this.#mayBeSent();
  }

  get items() {
    return this.#post.items();
  }

  /**
   * Resolves with the answer of the command, or of the newer one that took its place.
   * @param {Command} command @param {string} [key] @param {Item["before"]} [before]
   * @param {boolean} [rides] @returns {Promise<Ok | Refused>}
   */
  add(command, key = newKey(), before, rides = false) {
    this.#takeTurn();
    const old = this.#replaceable(command);
    const item = { key, command, before: old ? old.before : before, ...(rides && { rides }) };
    // The same key again: a draft that another page has sent at this very moment.
    const told = this.#asked.get(old?.key ?? key)?.told ?? [];
    if (old) this.#asked.delete(old.key);
    this.#post.keep((items) => put(items, item, old?.key ?? key));
    return new Promise((resolve) => {
      this.#asked.set(key, { item, told: [...told, resolve] });
      this.wake();
    });
  }

  /** Sends what waits: when something was added, and after each connection by `Room.reread`. */
  async wake() {
    if (this.#running) return;
    this.#running = true;
    let attempt = 0;
    for (let item = this.#next(); item; item = this.#next()) {
      const done = await this.#try(item);
      if (!done) await new Promise((resolve) => setTimeout(resolve, pauseBefore(attempt)));
      attempt = done ? 0 : attempt + 1;
    }
    this.#running = false;
  }

  /**
   * Sends what waits for a beat, or nothing, as one message. What is not done yet stays for the next.
   * @param {(items: Ride[]) => Promise<BeatAnswer | Refused>} say
   */
  async beat(say) {
    const items = this.#riding();
    for (const { key } of items) this.#sent.add(key);
    const answer = await say(items.map(rideOf)).catch(() => null);
    if (!answer || ("refused" in answer && answer.refused === "too_fast")) return;
    items.forEach((item, place) => {
      const one = "answers" in answer ? answer.answers[place] : answer.refused;
      if (one && one !== "retry") this.#settle(item, one === "ok" ? DONE : { refused: one, about: "" });
    });
  }

  /** @param {Refused} answer Gives up everything: the workshop is sealed, the device forgotten. */
  clear(answer) {
    for (const item of [...this.items]) this.#settle(item, answer);
  }

  /**
   * After another page of this device has written: tells what it was answered, and puts back what
   * it has written over, since no browser keeps two pages from writing in the same moment.
   * @param {readonly Answered[]} answered
   */
  sync(answered) {
    const waits = new Set(this.items.map(({ key }) => key));
    for (const [key, { item }] of [...this.#asked].filter(([key]) => !waits.has(key))) {
      const found = answered.find((each) => each.key === key);
      if (found) this.#tell(key, found.answer);
      else this.#putBack(item);
    }
    this.wake();
  }

  /** @param {Item} item */
  #putBack(item) {
    this.#together(() => {
      this.#post.again?.(item);
      this.#post.keep((items) => put(items, item, item.key));
    });
  }

  /** @template T @param {() => T} act */
  #together(act) {
    return this.#post.together ? this.#post.together(act) : act();
  }

  /** @param {Item} item */
  async #try(item) {
    this.#sent.add(item.key);
    const [sent] = this.#numbered([item]);
    if (!sent) return true; // another page has its answer by now
    const { key, number, command } = sent;
    const answer = await this.#post.ask({ key, number, command }).catch(() => null);
    // Going too fast is no reason to lose what somebody wrote.
    if (!answer || "retry" in answer) return false;
    if ("refused" in answer && answer.refused === "too_fast") return false;
    this.#settle(item, answer);
    return true;
  }

  /**
   * Gives items that are sent for the first time their numbers, in their order.
   * @param {readonly Item[]} items
   */
  #numbered(items) {
    const { keep, number } = this.#post;
    if (!number || items.every((item) => item.number)) return items;
    const keys = new Set(items.map(({ key }) => key));
    const give = (/** @type {Item} */ item) =>
      keys.has(item.key) && !item.number ? { ...item, number: number() } : item;
    this.#together(() => keep((all) => all.map(give)));
    return this.items.filter(({ key }) => keys.has(key));
  }

  /** @param {Item} item @param {Ok | Refused} answer */
  #settle(item, answer) {
    const settled = this.#together(() => {
      // As it waits by now: what was refused before it was taken back, and is no longer what it replaces.
      const waits = this.items.find(({ key }) => key === item.key);
      // Another page may have been answered first, and a refusal is not to be taken back twice.
      if (!waits) return false;
      this.#post.keep((items) => items.filter(({ key }) => key !== item.key));
      this.#post.settled(waits, answer);
      return true;
    });
    if (settled) this.#tell(item.key, answer);
  }

  /** @param {string} key @param {Ok | Refused} answer */
  #tell(key, answer) {
    for (const resolve of this.#asked.get(key)?.told ?? []) resolve(answer);
    this.#asked.delete(key);
    this.#sent.delete(key);
  }

  #takeTurn() {
    const { turn } = this.#post;
    if (turn && !turn.isMine()) this.#mayBeSent();
    turn?.take();
  }

  /** What another page had to send may be on its way. */
  #mayBeSent() {
    for (const { key } of this.items) this.#sent.add(key);
  }

  /** What the next beat takes along. */
  #riding() {
    const { turn } = this.#post;
    if (!this.items.some(isRiding) || (turn && !turn.comes())) return [];
    // What a beat takes along in place of a command of its own shares the order of those: done first
    // it would have one that is under way refused as out of date, even one that was stored.
    const underWay = this.items.some((item) => !isRiding(item));
    const due = this.items.filter((item) => isRiding(item) && !(item.rides && underWay));
    const items = [...this.#numbered(due.slice(0, RIDE_AT_ONCE))];
    while (sizeOf(items) > UP - AROUND_ITEMS) items.pop();
    return items;
  }

  /** The first that waits, where this page may send it now. */
  #next() {
    const { turn, connected, beats } = this.#post;
    const first = this.items.find((item) => !beats?.() || !isRiding(item));
    if (!first || !connected()) return undefined;
    clearTimeout(this.#later);
    if (!turn || turn.comes()) return first;
    this.#later = setTimeout(() => this.wake(), LEASE);
    return undefined;
  }

  /**
   * The unsent item that a command makes needless. A vote waits behind other votes as it was
   * given: moved forward it could exceed the budget that a vote between them frees.
   * @param {Command} command
   */
  #replaceable(command) {
    const name = nameOf(command);
    const place = this.items.map(({ command }) => name && nameOf(command) === name).lastIndexOf(true);
    const old = this.items[place];
    if (!old || this.#sent.has(old.key)) return undefined;
    const votes = this.items.slice(place + 1).some((item) => item.command.type === "vote");
    return command.type === "vote" && votes ? undefined : old;
  }
}

/** @param {Item} item */
const rideOf = ({ key, number, command }) => /** @type {Ride} */ ({ key, number, command });

/** @param {readonly Item[]} items */
const sizeOf = (items) =>
  new TextEncoder().encode(JSON.stringify(items.map(rideOf))).length;

/** @param {readonly Item[]} items @param {Item} item @param {string} instead of this key */
function put(items, item, instead) {
  const place = items.findIndex(({ key }) => key === instead);
  if (place < 0) return [...items, item];
  return items.map((each, at) => (at === place ? item : each));
}
