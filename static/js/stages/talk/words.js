import { t } from "../../core/words.js";

/** The longest that coming back into the call takes, in seconds, and its share of a short talk. */
const BACK = 60;
const SHARE = 0.2;
/** Seconds by which two clocks of one page may differ: a half that has ended never begins again. */
const SLACK = 0.1;

/** @typedef {Pick<Now, "groups" | "second_half">} Talk */
/** @typedef {"first" | "second" | "whole"} Half */
/** @typedef {"pairs" | "fours" | "back"} Breakout */

/**
 * The half of the talk that runs, by the server's clock and thus at once on every screen; "whole" where
 * all talk together.
 * @param {Talk} now @param {number} left seconds of the stage @returns {Half}
 */
export function halfOf({ second_half: second }, left) {
  if (!second) return "whole";
  return left <= second + SLACK ? "second" : "first";
}

/**
 * What a screen says of the half that runs: who talks with whom, how, and the seconds that it has left.
 * @param {Talk} now @param {number} left seconds of the stage
 * @returns {{ half: Half, who: string, how: string, left: number }}
 */
export function talkNow(now, left) {
  const half = halfOf(now, left);
  const [who, how] = WORDS[half](now.groups);
  return { half, who, how, left: half === "first" ? left - now.second_half : left };
}

/** @type {Record<Half, (groups: Now["groups"]) => [string, string]>} */
const WORDS = {
  first: (groups) => [
    groups === "twos" ? t("Twos or threes") : t("Pairs"), t("Turn to the person beside you."),
  ],
  second: (groups) => groups === "twos"
    ? [t("All together"), t("Everyone in one group.")] : [t("Fours"), t("Two pairs together.")],
  whole: () => [t("All together"), t("Everyone in one group.")],
};

/**
 * How many seconds of a talk are left when each kind of breakout room begins, where there is such a
 * kind, and when everybody comes back.
 * @param {Talk} now @param {number} whole seconds of the talk
 * @returns {Partial<Record<Breakout, number>>}
 */
export function breakouts({ groups, second_half: second }, whole) {
  if (groups === "twos") return { pairs: whole, back: second };
  return { pairs: whole, fours: second, back: Math.min(BACK, whole * SHARE) };
}

/**
 * Which of them it is time for.
 * @param {Talk} now @param {number} whole @param {number} left in seconds
 * @returns {Breakout}
 */
export function breakoutNow(now, whole, left) {
  const { fours = 0, back = 0 } = breakouts(now, whole);
  if (left <= back + SLACK) return "back";
  return left <= fours + SLACK ? "fours" : "pairs";
}

/** What a participant does. @param {Breakout} now */
export function breakoutWords(now) {
  if (now === "back") return t("Come back to the main call now.");
  return now === "fours"
    ? t("Now in fours in a breakout room: two pairs together. Three is fine.")
    : t("In pairs in a breakout room. Three is fine.");
}
