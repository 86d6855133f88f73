/** @import { Device } from "./device.js" */
import { newKey } from "./new-key.js";

/**
 * Milliseconds without a sign of life after which another page may send: longer than an answer and
 * the pause after it may take. And how old a sign may be at an attempt: each one is written.
 */
export const LEASE = 6000;
const FRESH = 300;

/**
 * Which of a device's open pages sends what waits: the one in which somebody acted last. Two that
 * send at once would bring an older vote to the server after a newer one.
 */
export class Turn {
  #page = newKey();
  #device;
  #today;

  /** @param {Device} device @param {() => number} today */
  constructor(device, today = Date.now) {
    this.#device = device;
    this.#today = today;
  }

  get #held() {
    return this.#device.kept.turn;
  }

  /** Whether it is this page's. */
  isMine() {
    return this.#held?.page === this.#page;
  }

  /** Takes the turn at once: somebody acts on this page. */
  take() {
    this.#device.change((kept) => (kept.turn = { page: this.#page, at: this.#today() }));
  }

  /** Whether this page may send; takes the turn if nobody has it, or its page seems to be gone. */
  comes() {
    this.#device.read();
    const age = this.#held ? Math.abs(this.#today() - this.#held.at) : Infinity;
    if (age >= (this.isMine() ? FRESH : LEASE)) this.take();
    return this.isMine();
  }

  /** Gives the turn back: this page goes. */
  leave() {
    if (this.isMine()) this.#device.change((kept) => (kept.turn = null));
  }
}
