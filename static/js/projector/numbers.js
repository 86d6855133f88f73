import { t } from "../core/words.js";

/**
 * A number as the first word of a sentence: in words up to twenty, in figures above.
 * @param {number} n a whole number, one or more
 * @returns {string}
 */
export function asFirstWord(n) {
  return [...upToTen(), ...upToTwenty()][n - 1] ?? String(n);
}

/**
 * How many are here, as a sentence; "" while that would point at somebody.
 * @param {number | null | undefined} here devices here; null under six
 * @returns {string}
 */
export function hereSentence(here) {
  return here ? t("{count} are here.", { count: asFirstWord(here) }) : "";
}

/**
 * How many have taken part, in words and never as a number.
 * @param {string | undefined} share "", "some", "most" or "nearly_all"
 * @returns {string}
 */
export function shareSentence(share) {
  if (share === "nearly_all") return t("Nearly all have taken part.");
  if (share === "most") return t("Most have taken part.");
  return share === "some" ? t("Some have taken part.") : "";
}

/**
 * How many votes each one has.
 * @param {number} budget
 * @returns {string}
 */
export function votesSentence(budget) {
  if (budget === 1) return t("One vote each.");
  return t("{count} votes each.", { count: asFirstWord(budget) });
}

/**
 * How many have voted, from the first vote on; "" before.
 * @param {number} voted devices that have voted
 * @param {number | null | undefined} here devices here; null under six
 * @returns {string}
 */
export function turnoutSentence(voted, here) {
  if (!voted) return "";
  if (here && here >= voted) return t("{voted} of {here} have voted", { voted, here });
  return voted === 1 ? t("One has voted") : t("{voted} have voted", { voted });
}

/** Why a bar may stand still while people vote: a last one that moved would show whose vote it was. */
export const lastVotes = () => t("The last votes show when the voting ends.");

/** @returns {string[]} */
function upToTen() {
  return [
    t("One"), t("Two"), t("Three"), t("Four"), t("Five"),
    t("Six"), t("Seven"), t("Eight"), t("Nine"), t("Ten"),
  ];
}

/** @returns {string[]} */
function upToTwenty() {
  return [
    t("Eleven"), t("Twelve"), t("Thirteen"), t("Fourteen"), t("Fifteen"),
    t("Sixteen"), t("Seventeen"), t("Eighteen"), t("Nineteen"), t("Twenty"),
  ];
}
