import { t } from "../../core/words.js";
import { lettersTo } from "../../words/summary-keeps.js";

/** How long a line stands before the next one goes, in milliseconds. */
export const PACE = 900;

/**
 * What is erased at the end, line by line; never a line for what was never there. `unread` are the
 * tellers whose letters nobody gets to read: whether there were any is not said.
 * @param {Agenda["stages"]} stages @param {Letters["to"]} unread @returns {string[]}
 */
export function erasedLines(stages, unread = []) {
  const has = (/** @type {string[]} */ ...kinds) => stages.some(({ kind }) => kinds.includes(kind));
  return [
    has("write") ? t("Cards, except those allowed into the summary") : "",
    has("vote") ? t("Ballots; the totals are kept") : "",
    has("story", "reveal") ? t("Taps on “Been there”") : "",
    ...new Set(unread.map(({ name }) => lettersTo(name))),
    t("The list of devices"),
    t("The code"),
  ].filter(Boolean);
}

/**
 * Strikes its lines one after the other, once the server has said that all is erased; then it shows
 * what is kept, and rests. `--erased` is the share that is gone.
 */
export class ProjectorErasing extends HTMLElement {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #gone = 0;

  connectedCallback() {
    this.at(0);
    this.#timer = setInterval(() => this.#goOn(), PACE);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  get #lines() {
    return this.querySelectorAll("[data-erased]");
  }

  #goOn() {
    const next = this.#gone + 1;
    this.at(next);
    if (next > this.#lines.length + 1) this.rests();
  }

  /** So many lines are struck. @param {number} gone */
  at(gone) {
    this.#gone = gone;
    const lines = this.#lines;
    lines.forEach((line, place) => line.setAttribute("data-erased", String(place < gone)));
    this.style.setProperty("--erased", String(Math.min(1, gone / Math.max(1, lines.length))));
    this.toggleAttribute("data-rests", false);
  }

  /** What is kept is seen from now on. */
  rests() {
    clearInterval(this.#timer);
    this.at(this.#lines.length);
    this.toggleAttribute("data-rests", true);
  }
}

customElements.define("projector-erasing", ProjectorErasing);
