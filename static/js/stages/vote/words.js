/** @import { Lesson } from "../../protocol.js" */
import { t } from "../../core/words.js";

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
