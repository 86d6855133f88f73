import { t } from "../../core/words.js";

/** The longest that coming back into the call takes, in seconds, and its share of a short talk. */
const BACK = 60;
const SHARE = 0.2;

/** @typedef {"pairs" | "fours" | "back"} Breakout */

/**
 * How many seconds of a talk are left when each kind of breakout room begins: half of the time in
 * rooms of two, half in rooms of four, then everybody back.
 * @param {number} whole seconds of the talk
 * @returns {Record<Breakout, number>}
 */
export function breakouts(whole) {
  const back = Math.min(BACK, whole * SHARE);
  return { pairs: whole, fours: (whole + back) / 2, back };
}

/**
 * Which of them it is time for.
 * @param {number} whole @param {number} left in seconds
 * @returns {Breakout}
 */
export function breakoutNow(whole, left) {
  const { fours, back } = breakouts(whole);
  if (left <= back) return "back";
  return left <= fours ? "fours" : "pairs";
}

/** What a participant does. @param {Breakout} now */
export function breakoutWords(now) {
  if (now === "back") return t("Come back to the main call now.");
  return now === "fours"
    ? t("Now in fours in a breakout room: two pairs together. Three is fine.")
    : t("In pairs in a breakout room. Three is fine.");
}
