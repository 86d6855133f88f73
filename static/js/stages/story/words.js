import { t } from "../../core/words.js";

/**
 * The question that the room sees after the story; one of ours after a story without any.
 * @param {Story} story @param {Pick<Now, "question"> | undefined} now
 */
export const questionOf = ({ questions }, now) => (
  questions[now?.question ?? 0] ?? t("What would have made it harder to get wrong?")
);
