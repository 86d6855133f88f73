/** @import { Here } from "./here.js" */
import { t } from "../core/words.js";
import { headingOf } from "./frame.js";

/** Says aloud what changes by itself, and moves the focus to a new stage's heading. */
export class Announcer {
  /** @type {string | null} */
  #shown = null;
  #root;
  #region = document.createElement("p");

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#region.className = "visually-hidden";
    this.#region.setAttribute("role", "status");
    root.after(this.#region);
  }

  /** Whether the next drawing shows another page. @param {Here} here */
  isNew(here) {
    return this.#shown !== null && this.#shown !== headingOf(here);
  }

  /** After each drawing. @param {Here} here */
  after(here) {
    const changed = this.isNew(here);
    this.#shown = headingOf(here);
    if (changed) this.#moveTo(this.#shown);
    else if (here.news) this.#say(here.news);
    here.news = "";
  }

  /** @param {string} heading */
  #moveTo(heading) {
    this.#say(t("Now: {stage}", { stage: heading }));
    if (isTyping()) return;
    scrollTo(0, 0);
    this.#root.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** @param {string} sentence */
  #say(sentence) {
    if (this.#region.textContent !== sentence) this.#region.textContent = sentence;
  }
}

function isTyping() {
  return document.activeElement?.matches("textarea, input:not([type=checkbox], [type=radio])");
}
