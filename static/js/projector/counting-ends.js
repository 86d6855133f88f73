/** @import { Now } from "../protocol.js" */

/** How long a result stands whole that was left while it was counted, in milliseconds. */
const STANDS = 2500;

/**
 * Whoever goes on while the votes are counted ends the counting: the whole result stands for a moment,
 * and only then comes the next stage.
 */
export class Counting {
  #until = 0;
  #then;

  /** @param {() => void} then called when the moment is over */
  constructor(then) {
    this.#then = then;
  }

  /**
   * Whether what comes now has to wait.
   * @param {Now | undefined} was what the screen shows
   * @param {Now | undefined} now
   */
  holds(was, now) {
    if (leaves(was, now)) {
      if (!this.#until && isCounting()) this.#ends();
      if (performance.now() < this.#until) return true;
    }
    this.#until = 0;
    document.documentElement.removeAttribute("data-counted");
    return false;
  }

  #ends() {
    this.#until = performance.now() + STANDS;
    document.documentElement.toggleAttribute("data-counted", true);
    setTimeout(this.#then, STANDS + 1);
  }
}

/** A cover comes at once. @param {Now | undefined} was @param {Now | undefined} now */
const leaves = (was, now) => was?.kind === "vote" && was.phase === "ended" && !was.covered &&
  now !== undefined && now.position !== was.position && !now.covered;

/** Whether a count or a bar is still to come. */
const isCounting = () => [...document.querySelectorAll(".projector-ended")].some((one) =>
  one.getAnimations({ subtree: true }).some(({ playState }) => playState !== "finished"));
