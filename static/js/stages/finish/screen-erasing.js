/** How long an item stands before it is struck through, in milliseconds. */
export const PACE = 900;

/**
 * Strikes its items one after the other, from when `data-erases` says that the server has erased all;
 * then it rests, and says so. `--erased` is the share that is struck.
 */
export class ProjectorErasing extends HTMLElement {
  static observedAttributes = ["data-erases"];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #gone = 0;

  attributeChangedCallback() {
    clearInterval(this.#timer);
    this.toggleAttribute("data-rests", false);
    if (!this.hasAttribute("data-erases")) return;
    this.at(0);
    this.#timer = setInterval(() => this.#goOn(), PACE);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  get #items() {
    return this.querySelectorAll("[data-erased]");
  }

  #goOn() {
    const next = this.#gone + 1;
    this.at(next);
    if (next > this.#items.length + 1) this.rests();
  }

  /** So many items are struck. @param {number} gone */
  at(gone) {
    this.#gone = gone;
    const items = this.#items;
    items.forEach((item, place) => item.setAttribute("data-erased", String(place < gone)));
    this.style.setProperty("--erased", String(Math.min(1, gone / Math.max(1, items.length))));
    this.toggleAttribute("data-rests", false);
  }

  /** It is said that all is erased. */
  rests() {
    clearInterval(this.#timer);
    this.at(this.#items.length);
    this.toggleAttribute("data-rests", true);
  }
}

customElements.define("projector-erasing", ProjectorErasing);
