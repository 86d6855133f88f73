import { t } from "../core/words.js";
import { headingOf } from "./frame.js";
import { isOpen } from "./closed.js";
import { outsideTitle, whyOutside } from "./outside.js";

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

/**
 * @typedef {object} Moment what has to change for anything to be said
 * @property {string} heading @property {string} kind @property {string} phase
 * @property {number} step @property {boolean} lost @property {boolean} paused
 * @property {boolean} covered
 * @property {string} outside why this phone is not in yet
 * @property {boolean} out whether its person has stepped out, and the page says so
 * @property {string} stage its id @property {string} added to its question
 */

/** @param {Here} here @returns {Moment} */
function momentOf(here) {
  const { kind, phase, step, paused, covered } = here.now;
  const [lost, outside] = [here.room.connected === "lost", whyOutside(here)];
  const { id = "", added = "" } = here.stage ?? {};
  const heading = headingOf(here);
  return { heading, kind, phase, step, paused, covered, lost, outside, stage: id, added, out: isOpen(here, "out") };
}

/** @param {Moment} before @param {Moment} now @returns {string} "" for nothing new */
export function newsOf(before, now) {
  // Who steps out and back has pressed for it: nobody beside them is to hear of it.
  const asked = (now.out || before.out) && now.stage === before.stage;
  if (now.heading !== before.heading && !asked) return t("Now: {stage}", { stage: now.heading });
  return added(before, now) || interrupted(before, now) || turned(before, now);
}

/** What the desk has added to the question meanwhile. @param {Moment} before @param {Moment} now */
function added(before, now) {
  if (now.stage !== before.stage || now.added === before.added) return "";
  const words = now.added.startsWith(before.added) ? now.added.slice(before.added.length) : now.added;
  return t("Added to the question: {words}", { words: words.trim() });
}

/** @param {Moment} before @param {Moment} now */
function interrupted(before, now) {
  if (now.outside !== before.outside && (now.outside || !now.lost)) return outsideTitle(now.outside) || t("You are in.");
  if (now.lost !== before.lost)
    return now.lost ? t("No connection right now. What you write is kept.") : t("Connected.");
  if (now.paused !== before.paused) return now.paused ? t("Paused.") : t("The clock is running again.");
  return now.covered && !before.covered ? t("The room’s screen is covered for a moment.") : "";
}

/** @param {Moment} before @param {Moment} now */
function turned(before, now) {
  if (now.phase !== before.phase) return phaseWords(now.phase);
  if (now.step === before.step) return "";
  if (now.kind === "story") return t("The story continues.");
  return now.kind === "reveal" || now.kind === "follow_up" ? t("The next page is on the room’s screen.") : "";
}

/** @param {string} phase */
function phaseWords(phase) {
  if (phase === "last_call") return t("Writing ends in a moment.");
  if (phase === "few") return t("With so few of us, guessing is easy.");
  if (phase === "run_off") return t("One more vote, to settle the tie");
  return phase === "ended" ? t("The room has voted.") : "";
}
