/** Characters of a proposed title at most, and at least where a clause is one. */
const LONGEST = 50;
const SHORTEST = 12;
const LAST = /[\s.,;:!?…。؟،؛]+$/u;
const CLAUSES = /[.,;:!?…。؟،؛—]+(?=\s)/gu;

/**
 * The title that is proposed for a story: how what happened begins, as far as a clause of it goes.
 * Where none is short enough it is cut between words, and shows that it goes on.
 * @param {string} happened
 */
export function proposedTitle(happened) {
  const whole = happened.trim().replace(/\s+/gu, " ");
  if ([...whole].length <= LONGEST) return whole.replace(LAST, "");
  const begun = [...whole].slice(0, LONGEST).join("");
  const end = [...begun.matchAll(CLAUSES)].map(({ index = 0 }) => index).filter((at) => at >= SHORTEST).pop();
  return end ? begun.slice(0, end).replace(LAST, "") : `${begun.replace(/\s\S*$/u, "").replace(LAST, "")}…`;
}
