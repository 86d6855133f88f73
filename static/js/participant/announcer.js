/** @import { Here } from "./here.js" */
/** @import { Moment } from "./announcements.js" */
import { t } from "../core/words.js";
import { headingOf } from "./frame.js";
import { momentOf, newsOf } from "./announcements.js";

/** Seconds before the end at which the time is said once. */
const NEARLY = 60;
/** Milliseconds without a connection that nobody has to hear of. */
const BLINK = 2000;

/** Says aloud what changes by itself, and leads the focus. */
export class Announcer {
  /** @type {Moment | null} */
  #shown = null;
  #root;
  #region = document.createElement("p");
  /** Whether the focus lay on the page before it was drawn anew. */
  #held = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #time;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #lost;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#region.className = "visually-hidden";
    this.#region.setAttribute("role", "status");
    root.after(this.#region);
  }

  /** Whether the next drawing shows another page. @param {Here} here */
  isNew(here) {
    return this.#shown !== null && this.#shown.heading !== headingOf(here);
  }

  before() {
    this.#held = this.#root.contains(document.activeElement);
  }

  /** After each drawing. @param {Here} here */
  after(here) {
    const before = this.#shown;
    const now = momentOf(here);
    this.#shown = now;
    const words = (before && newsOf(before, now)) || here.news;
    here.news = "";
    if (before && before.lost !== now.lost) this.#sayUnlessBrief(words, now.lost);
    else if (words) this.#say(words);
    if (before && before.heading !== now.heading) this.#moveToHeading();
    else if (this.#held && document.activeElement === document.body) this.#focusHeading();
    this.#watchTime(here);
  }

  #moveToHeading() {
    if (isTyping()) return;
    scrollTo(0, 0);
    this.#focusHeading();
  }

  #focusHeading() {
    this.#root.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** A phone that reconnects within a blink says nothing of it. @param {string} words @param {boolean} lost */
  #sayUnlessBrief(words, lost) {
    clearTimeout(this.#lost);
    if (lost) this.#lost = setTimeout(() => this.#say(words), BLINK);
    else if (this.#region.textContent === t("No connection right now. What you write is kept."))
      this.#say(words);
  }

  /** One minute before the end, and at the end. @param {Here} here */
  #watchTime(here) {
    clearTimeout(this.#time);
    const left = here.room.clock.remaining();
    if (left === null || left <= 0 || here.now.paused) return;
    const early = left > NEARLY;
    const words = early ? t("One minute left.") : t("Time is up.");
    const at = early ? left - NEARLY : left;
    this.#time = setTimeout(() => {
      this.#say(words);
      this.#watchTime(here);
    }, at * 1000);
  }

  /** @param {string} sentence */
  #say(sentence) {
    // What was touched is on the screen first: a slow phone draws once more for the words.
    setTimeout(() => {
      if (this.#region.textContent !== sentence) this.#region.textContent = sentence;
    });
  }
}

function isTyping() {
  return document.activeElement?.matches("textarea, input:not([type=checkbox], [type=radio])");
}
