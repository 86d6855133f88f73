/** @import { Command, Do, Ok, Refused, Retry } from "../protocol.js" */
import { newKey } from "./keys.js";
import { nameOf } from "./mine.js";

/**
 * @typedef {object} Item
 * @property {string} key
 * @property {Command} command
 * @property {boolean | string | number} [before] what it replaces on the device, for a refusal
 *
 * @typedef {object} Post
 * @property {Item[]} items what an earlier page could not send
 * @property {() => boolean} connected
 * @property {(message: Do) => Promise<Ok | Retry | Refused>} ask rejects when no answer came
 * @property {(alter: (items: Item[]) => Item[]) => void} keep alters what is stored
 * @property {(item: Item, answer: Ok | Refused) => void} settled
 */

const SHORTEST = 250;
const LONGEST = 1500;

/** @param {number} attempt @returns {number} milliseconds until the next attempt */
export function pauseBefore(attempt) {
  const most = Math.min(LONGEST, 2 * SHORTEST * 2 ** attempt);
  return SHORTEST + Math.random() * (most - SHORTEST);
}

/** Sends commands one at a time, under the same key until each has its answer. */
export class Outbox {
  /** @type {Item[]} */
  items;
  /** @type {Map<string, Array<(answer: Ok | Refused) => void>>} */
  #waiting = new Map();
  /** Keys that may have reached the server. */
  #sent = new Set();
  #running = false;
  #post;

  /** @param {Post} post */
  constructor(post) {
    this.#post = post;
    this.items = [...post.items];
    for (const item of this.items) this.#sent.add(item.key);
  }

  /**
   * Resolves with the answer of the command, or of the newer one that took its place.
   * @param {Command} command @param {string} [key] @param {Item["before"]} [before]
   * @returns {Promise<Ok | Refused>}
   */
  add(command, key = newKey(), before) {
    const old = this.#replaceable(command);
    const item = { key, command, before: old ? old.before : before };
    const listeners = (old && this.#waiting.get(old.key)) ?? [];
    if (old) this.#waiting.delete(old.key);
    this.#alter((items) => put(items, item, old));
    return new Promise((resolve) => {
      this.#waiting.set(key, [...listeners, resolve]);
      this.wake();
    });
  }

  /** Sends what waits; called after each connection. */
  async wake() {
    if (this.#running) return;
    this.#running = true;
    for (let attempt = 0; this.items[0] && this.#post.connected(); ) {
      const done = await this.#try(this.items[0]);
      if (!done) await new Promise((resolve) => setTimeout(resolve, pauseBefore(attempt)));
      attempt = done ? 0 : attempt + 1;
    }
    this.#running = false;
  }

  /** @param {Refused} answer Gives up everything: the workshop is sealed, the device forgotten. */
  clear(answer) {
    for (const item of [...this.items]) this.#settle(item, answer);
  }

  /** @param {Item} item */
  async #try(item) {
    this.#sent.add(item.key);
    const { key, command } = item;
    const answer = await this.#post.ask({ key, command }).catch(() => null);
    // Going too fast is no reason to lose what somebody wrote.
    if (!answer || "retry" in answer) return false;
    if ("refused" in answer && answer.refused === "too_fast") return false;
    this.#settle(item, answer);
    return true;
  }

  /** @param {Item} item @param {Ok | Refused} answer */
  #settle(item, answer) {
    if (!this.items.some(({ key }) => key === item.key)) return;
    this.#alter((items) => items.filter(({ key }) => key !== item.key));
    this.#post.settled(item, answer);
    for (const resolve of this.#waiting.get(item.key) ?? []) resolve(answer);
    this.#waiting.delete(item.key);
    this.#sent.delete(item.key);
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

  /** @param {(items: Item[]) => Item[]} alter */
  #alter(alter) {
    this.items = alter(this.items);
    this.#post.keep(alter);
  }
}

/** @param {Item[]} items @param {Item} item @param {Item | undefined} old */
function put(items, item, old) {
  const place = items.findIndex(({ key }) => key === old?.key);
  if (place < 0) return [...items, item];
  return items.map((each, at) => (at === place ? item : each));
}
