/** What a live region says when something changes by itself: seldom, and in a few words. */
/** @import { Here } from "./here.js" */
import { t } from "../core/words.js";
import { headingOf } from "./frame.js";

/**
 * @typedef {object} Moment what has to change for anything to be said
 * @property {string} heading @property {string} kind @property {string} phase
 * @property {number} step @property {boolean} lost @property {boolean} paused
 * @property {boolean} covered
 */

/** @param {Here} here @returns {Moment} */
export function momentOf(here) {
  const { kind, phase, step, paused, covered } = here.now;
  const lost = here.room.connected === "lost";
  return { heading: headingOf(here), kind, phase, step, paused, covered, lost };
}

/** @param {Moment} before @param {Moment} now @returns {string} "" for nothing new */
export function newsOf(before, now) {
  if (now.heading !== before.heading) return t("Now: {stage}", { stage: now.heading });
  return interrupted(before, now) || turned(before, now);
}

/** @param {Moment} before @param {Moment} now */
function interrupted(before, now) {
  if (now.lost !== before.lost)
    return now.lost ? t("No connection just now. What you write is kept.") : t("Connected.");
  if (now.paused !== before.paused) return now.paused ? t("Paused.") : t("It goes on.");
  return now.covered && !before.covered ? t("The room's screen is covered for a moment.") : "";
}

/** @param {Moment} before @param {Moment} now */
function turned(before, now) {
  if (now.phase !== before.phase) return phaseWords(now.phase);
  if (now.step === before.step) return "";
  if (now.kind === "story") return t("The story goes on.");
  return now.kind === "reveal" || now.kind === "follow_up" ? t("The next is on the room's screen.") : "";
}

/** @param {string} phase */
function phaseWords(phase) {
  if (phase === "last_call") return t("Writing ends in a moment.");
  if (phase === "few") return t("With so few of us, guessing is easy.");
  if (phase === "run_off") return t("One more vote, between those that tie");
  return phase === "ended" ? t("The room has voted.") : "";
}
