import { t } from "../../core/words.js";
import { length } from "../../participant/text.js";
import { NAME, WHEN, WILL } from "../../rules/for-phones.js";

/** The label of what is promised. @param {Commitment["who"]} who */
export const willLabel = (who) => (who === "we" ? t("we will") : t("I will"));

/** @param {string} label of the field that is empty */
const firstFill = (label) => t("First fill in “{label}”.", { label });

/** Why an offer cannot be sent, in words; "" if it can. @param {Pick<Commitment, "when" | "will" | "who" | "owner">} offer */
export function whyUnready({ when, will, who, owner }) {
  if (!length(when)) return firstFill(t("If this happens"));
  if (!length(will)) return firstFill(willLabel(who));
  const over = length(when) > WHEN || length(will) > WILL || length(owner) > NAME;
  return over ? t("Something is too long to send. It is kept here; shorten the marked field.") : "";
}
