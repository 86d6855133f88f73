/** Characters of a proposed title at most. */
const LONGEST = 50;
const LAST = /[\s.,;:!?…。؟،؛]+$/u;

/**
 * The title that is proposed for a story: how its lesson begins, in whole words.
 * @param {string} lesson
 */
export function proposedTitle(lesson) {
  const whole = lesson.trim().replace(/\s+/gu, " ");
  if ([...whole].length <= LONGEST) return whole.replace(LAST, "");
  const begun = [...whole].slice(0, LONGEST + 1).join("");
  return begun.replace(/\s\S*$/u, "").replace(LAST, "");
}
