/** Sentences that several views say alike. */
import { t, tn } from "../core/words.js";

/**
 * How many have been there, in words.
 * @param {Amount | undefined} amount @returns {string} "" for none
 */
export function beenSentence(amount) {
  if (amount === "most") return t("Most have been there.");
  return amount === "several" ? t("Several have been there.") : "";
}

/** The heading of a list of all cards. @param {number} n how many, one or more */
export const allCards = (n) => (n === 2 ? t("Both cards") : tn("The one card", "All {n} cards", n));

/** That a reveal has nothing to show: the same whether nobody wrote or cards went back. */
export const noCardTitle = () => t("No card is shown this time.");

/** Why, and where cards are that were sent; true of either. */
export const noCardWhy = () =>
  t("Cards are shown only if enough of us wrote. If you sent one, your phone says what became of it.");

/**
 * What has become of a workshop that the server does not know any more.
 * @param {{ trial?: boolean, rehearsal?: boolean }} workshop as it was last seen
 */
export function goneWords({ trial, rehearsal }) {
  if (rehearsal) return t("The rehearsal is over.");
  return trial ? t("The trial is over.") : t("This workshop is no longer here.");
}

/** Four questions for whoever goes first and has written nothing. */
export function firstQuestions() {
  return [
    t("What was going on?"),
    t("What went wrong?"),
    t("What was the turning point?"),
    t("What do you do differently now?"),
  ];
}
