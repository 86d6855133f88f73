/**
 * @typedef {Record<string, number>} Votes how many of this device's votes stand on each lesson
 * @typedef {"" | "used_up" | "at_most"} Spent
 */

/** Votes that are not placed yet. @param {number} budget @param {Votes} votes */
export function votesLeft(budget, votes) {
  return Math.max(0, budget - Object.values(votes).reduce((sum, count) => sum + count, 0));
}

/**
 * Why one more vote on this lesson is not possible; "" when it is.
 * @param {{budget: number, per_lesson: number}} ballot @param {Votes} votes @param {string} lesson
 * @returns {Spent}
 */
export function spent(ballot, votes, lesson) {
  if ((votes[lesson] ?? 0) >= ballot.per_lesson) return "at_most";
  return votesLeft(ballot.budget, votes) === 0 ? "used_up" : "";
}

/**
 * The lessons in the order of the ended vote: by rank, those of one rank as they stood before.
 * @template {{rank: number}} L
 * @param {readonly L[]} lessons @returns {L[]}
 */
export function ranked(lessons) {
  return [...lessons].sort((one, other) => place(one.rank) - place(other.rank));
}

/** @param {number} rank */
function place(rank) {
  return rank || Infinity;
}
