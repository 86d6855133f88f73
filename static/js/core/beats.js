import { chance } from "./chance.js";

/**
 * @typedef {object} Rhythm
 * @property {() => number} time the server's clock, in seconds: slots begin at multiples of theirs
 * @property {() => void} beat sends one message, with what waits or with nothing
 * @property {() => number} [random] from 0 to below 1
 */

const SECOND = 1000;
/** Seconds by which a timer may be late; one that is later has slept, and its moment is over. */
const LATE = 1;

/** One message in each slot, at a random moment in it, so that no moment tells what was tapped. */
export class Beats {
  /** Seconds of a slot; 0 while nothing is sent. */
  slot = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #rhythm;

  /** @param {Rhythm} rhythm */
  constructor(rhythm) {
    this.#rhythm = rhythm;
  }

  /** Slots may have another length by now. @param {number} slot */
  follow(slot) {
    if (slot === this.slot) return;
    this.slot = slot;
    this.#begin();
  }

  /** In what is left of this slot: at first, with slots of another length, and after a sleep. */
  #begin() {
    clearTimeout(this.#timer);
    const now = this.#rhythm.time();
    if (this.slot) this.#plan(now, this.#endOf(now));
  }

  /** @param {number} time */
  #endOf(time) {
    return (Math.floor(time / this.slot) + 1) * this.slot;
  }

  /** @param {number} from @param {number} to */
  #plan(from, to) {
    const { random = chance, time } = this.#rhythm;
    const moment = from + random() * (to - from);
    this.#timer = setTimeout(() => this.#now(moment, to), Math.max(0, moment - time()) * SECOND);
  }

  /** @param {number} moment @param {number} end of its slot */
  #now(moment, end) {
    const { time, beat } = this.#rhythm;
    if (time() > Math.max(moment + LATE, end)) return this.#begin();
    beat();
    this.#plan(end, end + this.slot);
  }
}
