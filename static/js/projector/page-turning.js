import { t } from "../core/words.js";

const FOOT = ".projector-turned";

/** How long each page stands, in milliseconds: some forty words, read aloud. */
export const STANDS = 20_000;

/**
 * How many pages a row of columns makes.
 * @param {number} whole the row's length, in pixels
 * @param {number} page what is seen of it at once
 * @param {number} gap between two columns
 * @returns {number} one or more
 */
export function pagesOf(whole, page, gap) {
  return Math.max(1, Math.ceil((whole + gap) / (page + gap) - 0.02));
}

/** Turns the pages of a box whose columns run on beyond its edge, and says which one is seen. */
export class Turning {
  #box;
  #page = 0;
  /** @type {Element | null | undefined} */
  #foot;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.#box = box;
  }

  /** How many pages there are. */
  get pages() {
    if (!this.#box.hasAttribute("data-paged")) return 1;
    return pagesOf(this.#box.scrollWidth, this.#width, this.#gap);
  }

  /** To the fraction of a pixel: after ten pages whole ones would be a letter off. */
  get #width() {
    return this.#box.getBoundingClientRect().width;
  }

  get #gap() {
    return parseFloat(getComputedStyle(this.#box).columnGap) || 0;
  }

  /** Starts again with the first page; without a second one nothing turns. */
  begin() {
    this.stop();
    this.#show(0);
    if (this.pages > 1) this.#timer = setInterval(() => this.turn(), STANDS);
  }

  /** Shows the next page; after the last one comes the first. */
  turn() {
    this.#show((this.#page + 1) % this.pages);
  }

  /** Nothing turns any more. */
  stop() {
    clearInterval(this.#timer);
    this.#say("");
  }

  /** @param {number} page */
  #show(page) {
    const [box, pages] = [this.#box, this.pages];
    const onwards = getComputedStyle(box).direction === "rtl" ? -1 : 1;
    this.#page = page;
    box.scrollLeft = onwards * page * (this.#width + this.#gap);
    if (pages > 1) this.#say(t("Page {page} of {pages}", { page: page + 1, pages }));
  }

  /** In words, at the foot of the screen. @param {string} words */
  #say(words) {
    if (words) this.#foot = this.#box.closest(".projector-screen")?.querySelector(FOOT);
    if (this.#foot && this.#foot.textContent !== words) this.#foot.textContent = words;
    if (!words) this.#foot = null;
  }
}
