/** Seconds by which two measurements may differ and both be right. */
const SLACK = 0.05;
/** A tick this many seconds late is slow; so many in a row mean that a clock has moved. */
const LATE = 1;
const LATE_IN_A_ROW = 3;
/** Half of the round trip that is assumed of a tick, in seconds. */
const ONE_WAY = 0.25;

const monotonic = () => performance.now() / 1000;

/**
 * The server's clock, in seconds. The device's wall clock is never read; its monotonic clock may
 * stand still while the device sleeps, so a measurement that contradicts an older one wins.
 */
export class Clock {
  /** @type {{offset: number, trip: number} | null} */
  #best = null;
  #late = 0;
  #guess;
  #read;
  #stage;

  /**
   * @param {number} time the server's clock, roughly, until it is measured
   * @param {() => Now | undefined} stage where the workshop stands
   * @param {() => number} read seconds of a monotonic clock
   */
  constructor(time, stage, read = monotonic) {
    this.#read = read;
    this.#stage = stage;
    this.#guess = time - read();
  }

  /** Seconds of this device's monotonic clock, for `measure`. */
  here() {
    return this.#read();
  }

  /** The server's clock, in seconds since 1970. */
  now() {
    return this.#read() + (this.#best?.offset ?? this.#guess);
  }

  /**
   * Seconds until a moment of the server's clock, null as long as that clock is not known.
   * @param {number | null | undefined} time
   */
  until(time) {
    return this.#best && time != null ? time - this.now() : null;
  }

  /** Seconds left of the stage; negative when over, null without a clock. */
  remaining() {
    const now = this.#stage();
    return now?.paused ? now.left : this.until(now?.ends_at);
  }

  /**
   * A question and its answer: the server's time lies between the two.
   * @param {number} sent @param {number} received by `here`
   * @param {number} time the server's
   */
  measure(sent, received, time) {
    const found = { offset: time - (sent + received) / 2, trip: received - sent };
    const best = this.#best;
    const gap = best ? Math.abs(found.offset - best.offset) : 0;
    const wrong = best !== null && gap > (found.trip + best.trip) / 2 + SLACK;
    if (!best || found.trip <= best.trip || wrong) this.#best = found;
  }

  /**
   * A tick: no earlier than the server's time in it, so one from the future corrects at once.
   * @param {number} time
   */
  hear(time) {
    const ahead = time - this.now();
    this.#late = ahead < -LATE ? this.#late + 1 : 0;
    if (this.#best && ahead <= this.#best.trip / 2 + SLACK && this.#late < LATE_IN_A_ROW) return;
    this.#late = 0;
    this.#best = { offset: time - this.#read(), trip: 2 * ONE_WAY };
  }
}
