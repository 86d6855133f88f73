import { t } from "../../core/words.js";
import { listed } from "../../words/listed.js";
import { tooFewWords } from "../../words/too-few-votes.js";

/**
 * The heading above the lessons once voting has ended.
 * @param {Ballot} ballot @param {readonly Pick<Lesson, "votes" | "chosen" | "tied">[]} lessons
 */
export function resultHeading(ballot, lessons) {
  if (!lessons.length) return t("There are no lessons.");
  if (ballot.too_few === "vote" && ballot.voted) {
    return `${tooFewWords(ballot)} ${t("These are the lessons.")}`;
  }
  if (!lessons.some(({ votes }) => votes)) return t("Nobody voted. These are the lessons.");
  return lessons.some(({ chosen }) => chosen) ? t("We take these with us") : t("The room has voted.");
}

/**
 * What a lesson has in one more vote between those that tied; "" without one. The one that was
 * chosen says against how many, where there was one other.
 * @param {Pick<Lesson, "run_off" | "chosen">} lesson
 * @param {readonly Pick<Lesson, "run_off" | "chosen">[]} all
 */
export function runOffWords(lesson, all) {
  const { run_off: votes, chosen } = lesson;
  if (votes === null) return "";
  const [other, ...more] = all.filter((one) => one !== lesson && one.run_off !== null);
  return chosen && other && !more.length && !other.chosen
    ? t("run-off {votes} to {others}", { votes, others: other.run_off ?? 0 })
    : t("run-off {votes}", { votes });
}

/**
 * What is said beside a lesson of a vote that has ended: the last vote between those that tied, and
 * whether a lot has decided.
 * @param {Pick<Lesson, "id" | "run_off" | "chosen">} lesson
 * @param {readonly Pick<Lesson, "id" | "run_off" | "chosen">[]} all
 * @param {Pick<Ballot, "drawn">} ballot
 */
export function decidedWords(lesson, all, { drawn }) {
  return listed([runOffWords(lesson, all), drawn.includes(lesson.id) ? t("drawn by lot") : ""]);
}
