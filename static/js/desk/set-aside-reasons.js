import { t } from "../core/words.js";

/** @typedef {"protect" | "names" | "care" | "elsewhere"} Reason */

/** Why something is set aside, in the words of the button. @returns {Record<Reason, string>} */
export function reasons() {
  return {
    protect: t("to protect the writer"),
    names: t("because it names someone"),
    care: t("to talk about it with care"),
    elsewhere: t("to raise it elsewhere"),
  };
}
