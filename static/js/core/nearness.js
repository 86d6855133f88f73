/** The shares of a stage's time that are its last fifth, and its last moments. */
const SOON = 0.2;
const LAST = 0.05;

/** Whether no more than the last fifth of a stage's time is left. @param {number} left @param {number} whole in seconds */
export const isLastFifth = (left, whole) => left <= whole * SOON;

/**
 * How near the end of a stage is: "soon" in the last fifth of its time, "last" in the last
 * twentieth, "" before that and once it is over.
 * @param {number} left @param {number} whole in seconds
 * @returns {"" | "soon" | "last"}
 */
export function nearness(left, whole) {
  if (left <= 0 || !isLastFifth(left, whole)) return "";
  return left > whole * LAST ? "soon" : "last";
}
