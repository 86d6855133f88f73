import assert from "node:assert/strict";
import test from "node:test";

import { Clock } from "../../static/js/core/clock.js";

const HOUR = 3600;
const ENDS_AT = 1_780_000_000;

/** The same figures in each run. @param {number} seed */
function chance(seed) {
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
}

/** A phone whose clocks are wrong, on a line that is slow, and a server that is right. */
class Phone {
  server = ENDS_AT - HOUR;
  monotonic = 0;
  /** @param {() => number} random */
  constructor(random) {
    this.random = random;
    this.monotonic = random() * 1e6;
    /** @type {any} */
    const stage = { paused: false, ends_at: ENDS_AT, left: 0 };
    const guess = this.server + (random() - 0.5) * 20 * HOUR;
    this.clock = new Clock(guess, () => stage, () => this.monotonic);
  }
  /** @param {number} seconds */
  lives(seconds) {
    this.server += seconds;
    this.monotonic += seconds;
  }
  /** The monotonic clock of some devices stands still meanwhile, and of others it does not. */
  sleeps() {
    const seconds = this.random() * 2 * HOUR;
    this.server += seconds;
    if (this.random() < 0.5) this.monotonic += seconds;
  }
  /** Says hello, over a line that is faster in one direction than in the other. */
  hello() {
    const sent = this.clock.here();
    this.lives(this.random() * 1.8);
    const time = this.server;
    this.lives(this.random() * 1.8);
    this.clock.measure(sent, this.clock.here(), time);
  }
  hearsTick() {
    const time = this.server;
    this.lives(this.random() * 0.5);
    this.clock.hear(time);
  }
  isRight() {
    const left = /** @type {number} */ (this.clock.remaining());
    assert.ok(Math.abs(left - (ENDS_AT - this.server)) < 1, `${left} for ${ENDS_AT - this.server}`);
  }
}

test("whatever the clocks of a device do, the remaining time is right to a second", () => {
  const random = chance(42);
  for (let device = 0; device < 100; device++) {
    const phone = new Phone(random);
    phone.hello();
    phone.isRight();
    for (let step = 0; step < 40; step++) {
      if (random() < 0.2) {
        phone.sleeps();
        phone.hello();
        phone.isRight();
      }
      phone.lives(3 * random());
      phone.hearsTick();
      phone.isRight();
    }
  }
});
