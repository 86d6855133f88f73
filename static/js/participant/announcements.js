/** What a live region says when something changes by itself: seldom, and in a few words. */
/** @import { Here } from "./here.js" */
import { t } from "../core/words.js";
import { isOpen } from "./closed.js";
import { headingOf } from "./frame.js";
import { outsideTitle, whyOutside } from "./outside.js";

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
export function momentOf(here) {
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
