/** Sentences that the room's screen and the phones say alike. */
/** @import { Amount } from "../protocol.js" */
import { t } from "../core/words.js";

/**
 * How many have been there, in words.
 * @param {Amount | undefined} amount
 * @returns {string} "" for none
 */
export function beenSentence(amount) {
  if (amount === "most") return t("Most have been there.");
  return amount === "several" ? t("Several have been there.") : "";
}

/** Four questions for whoever goes first and has written nothing. */
export function firstQuestions() {
  return [
    t("What was going on?"),
    t("What went wrong?"),
    t("When did it turn?"),
    t("What do you do differently now?"),
  ];
}
