/** Seconds by which it may be off: whoever draws gives them again and again. */
const SLACK = 0.02;

/**
 * `<stage-clock>`: the time that is left, "2:40". Give it the seconds and it counts by itself;
 * while the page is hidden it holds no timer and reads the time again when it is back.
 *
 * @attr over "words" (default): at zero it shows `overText` and stops; "count": it counts up from
 *   zero
 * @attr data-over set by the element once the time is up
 * @fires clock-over once, when it reaches zero
 */
export class StageClock extends HTMLElement {
  /** "{time}" stands for the figures: "{time} left". */
  #format = "{time}";
  #overText = "";
  #running = true;
  /** Seconds left when they were given, and when that was. */
  #given = 0;
  #since = performance.now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #seen = () => this.#draw();

  connectedCallback() {
    this.setAttribute("role", "timer");
    document.addEventListener("visibilitychange", this.#seen);
    this.#draw();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#timer);
  }

  /** @param {string} format */
  set format(format) {
    this.#format = format;
    this.#draw();
  }

  /** @param {string} text */
  set overText(text) {
    this.#overText = text;
    this.#draw();
  }

  /** @param {boolean} running false while the workshop is paused */
  set running(running) {
    if (running === this.#running) return;
    this.#give(this.remaining);
    this.#running = running;
    this.#draw();
  }

  /** @param {number} seconds left now; negative when the time has been up for so long */
  set remaining(seconds) {
    if (Math.abs(seconds - this.remaining) < SLACK) return;
    this.#give(seconds);
    this.#draw();
  }

  get remaining() {
    return this.#running ? this.#given - (performance.now() - this.#since) / 1000 : this.#given;
  }

  /** @param {number} seconds */
  #give(seconds) {
    this.#given = seconds;
    this.#since = performance.now();
  }

  #draw() {
    clearTimeout(this.#timer);
    if (!this.isConnected) return;
    const left = this.remaining;
    this.#mark(left <= 0);
    const text = this.#words(left);
    if (text !== this.firstChild?.nodeValue) this.replaceChildren(text);
    const done = left <= 0 && this.getAttribute("over") !== "count";
    if (this.#running && !done && !document.hidden)
      this.#timer = setTimeout(this.#seen, untilNextSecond(left));
  }

  /** @param {boolean} over */
  #mark(over) {
    if (over === this.hasAttribute("data-over")) return;
    this.toggleAttribute("data-over", over);
    if (over) this.dispatchEvent(new CustomEvent("clock-over", { bubbles: true }));
  }

  /** @param {number} left @returns {string} */
  #words(left) {
    if (left <= 0 && this.getAttribute("over") !== "count") return this.#overText;
    return this.#format.replace("{time}", figures(left));
  }
}

/**
 * Minutes and seconds. A second counts as left until it has passed, so "0:00" is never on a screen
 * that still counts.
 * @param {number} seconds left; after zero, the time since
 * @returns {string}
 */
export function figures(seconds) {
  const whole = seconds > 0 ? Math.ceil(seconds) : Math.floor(-seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @param {number} left seconds @returns {number} milliseconds until the figures change */
function untilNextSecond(left) {
  const part = (((left * 1000) % 1000) + 1000) % 1000;
  return (part || 1000) + 5;
}

customElements.define("stage-clock", StageClock);
