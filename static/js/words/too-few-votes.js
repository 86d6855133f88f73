import { t } from "../core/words.js";

/**
 * Why the voting that has ended has no result of its own; "" where it has one.
 * @param {Pick<Ballot, "too_few">} ballot
 */
export function tooFewWords({ too_few: which }) {
  if (which === "vote") return t("Too few people voted, so there is no result.");
  if (which === "again") return t("Too few people voted, or voted differently. The earlier result is kept.");
  return which ? t("Too few people voted, or voted differently. The tie stays.") : "";
}
