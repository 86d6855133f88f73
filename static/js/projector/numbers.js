import { t, tn } from "../core/words.js";
import { MISSING_TOLD } from "../rules/for-desks.js";

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
  if (share === "nearly_all") return t("All or nearly all have taken part.");
  if (share === "most") return t("Most have taken part.");
  return share === "some" ? t("Some have taken part.") : "";
}

/** How many votes each one has. @param {number} budget @returns {string} */
export function votesSentence(budget) {
  if (budget === 1) return t("One vote each.");
  return t("{count} votes each.", { count: asFirstWord(budget) });
}

/** So few may be missing while the room is told no figure. */
const FEW_MISSING = MISSING_TOLD - 1;

/**
 * How many have placed all their votes, as the room is told; "" before the first.
 * @param {Pick<Ballot, "turnout" | "complete" | "devices">} ballot @returns {string}
 */
export function turnoutSentence({ turnout, complete, devices }) {
  if (turnout === "all") return t("Everyone has placed their votes");
  if (turnout === "nearly_all") return t("Nearly all have placed their votes");
  if (turnout === "some") return t("Some have placed all their votes");
  return turnout ? countSentence(complete ?? 0, devices) : "";
}

/** Up to so many people the seam has a stretch for each, else as many as MOST_SHARES, by share. */
const MOST_PEOPLE = 30;
const MOST_SHARES = 12;

/**
 * The seam over a ballot: of how many stretches, and how many of them are mended. It shows no more
 * than the sentence says: near the end the last stretches wait for each other.
 * @param {Pick<Ballot, "turnout" | "complete" | "devices">} ballot
 * @returns {{stretches: number, mended: number}}
 */
export function seamOf({ turnout, complete, devices }) {
  const people = Math.max(devices, 1);
  const stretches = people > MOST_PEOPLE ? MOST_SHARES : people;
  if (turnout === "all") return { stretches, mended: stretches };
  const told = { "": 0, some: 1, count: complete ?? 0, nearly_all: people - FEW_MISSING };
  return { stretches, mended: Math.floor((told[turnout] * stretches) / people) };
}

/** How many have placed all their votes, in figures. @param {number} complete @param {number} devices */
export function countSentence(complete, devices) {
  return tn("{n} of {devices} has placed all their votes",
    "{n} of {devices} have placed all their votes", complete, { devices });
}

/**
 * How many have voted, once the voting has ended; "" when nobody did.
 * @param {Pick<Ballot, "voted" | "devices">} ballot
 */
export function votedSentence({ voted, devices }) {
  return voted ? tn("{n} of {devices} voted", "{n} of {devices} voted", voted, { devices }) : "";
}

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
