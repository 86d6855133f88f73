/** @import { Change, Hello, HelloAnswer } from "../protocol.js" */
/** @import { Clock } from "./clock.js" */
/** @import { State } from "./reducer.js" */
import { pauseBefore } from "./outbox.js";
import { adopt, reduce } from "./reducer.js";

/**
 * @typedef {object} Source
 * @property {() => boolean} connected
 * @property {(message: Hello) => Promise<HelloAnswer>} ask rejects when no answer came
 * @property {(path: string) => Promise<Snapshot>} load
 * @property {() => void} changed the state is another one
 */

/** Follows the server: applies changes, and asks when one is missing. */
export class Follower {
  /** @type {Change[]} Changes that came before the snapshot that they build on. */
  #early = [];
  #asking = false;
  #attempt = 0;
  #clock;
  #source;

  /** @param {State} state @param {Clock} clock @param {Source} source */
  constructor(state, clock, source) {
    this.state = state;
    this.#clock = clock;
    this.#source = source;
  }

  /** @param {Change} change */
  take(change) {
    const { state, hello } = reduce(this.state, change);
    this.#become(state);
    if (!hello) return;
    this.#early.push(change);
    this.hello();
  }

  /** Asks what is missing; once at a time, again when it fails. */
  async hello() {
    if (this.#asking) return;
    this.#asking = true;
    const whole = await this.#catchUp().catch(() => false);
    this.#asking = false;
    this.#attempt = whole ? 0 : this.#attempt + 1;
    // Without a connection the next one says hello.
    if (whole || !this.#source.connected()) return;
    setTimeout(() => this.hello(), pauseBefore(this.#attempt));
  }

  /** @returns {Promise<boolean>} whether nothing is missing any more */
  async #catchUp() {
    const { epoch, rev } = this.state;
    const sent = this.#clock.here();
    const answer = await this.#source.ask({ epoch, rev });
    // Refused, as too fast: asked again after a pause.
    if (answer.time === undefined) return false;
    this.#clock.measure(sent, this.#clock.here(), answer.time);
    const snapshot = answer.fetch ? await this.#source.load(answer.fetch) : answer.snapshot;
    if (snapshot) this.#become(adopt(this.state, snapshot));
    return this.#takeEarly();
  }

  #takeEarly() {
    const early = this.#early.splice(0);
    return early.every((change) => {
      const { state, hello } = reduce(this.state, change);
      this.#become(state);
      return !hello;
    });
  }

  /** @param {State} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.#source.changed();
  }
}
