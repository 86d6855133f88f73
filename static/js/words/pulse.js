/** The sentences of the pulse and their five steps, as phones and the desk say them. */
import { t } from "../core/words.js";

export function sentences() {
  return [
    t("In this room I could say that something went wrong because of me."),
    t("In this room I could name a problem that nobody likes to hear of."),
    t("In this room I could ask for help without thinking twice."),
  ];
}

/** From 1 to 5. */
export function scale() {
  return [t("not at all"), t("hardly"), t("partly"), t("mostly"), t("fully")];
}
