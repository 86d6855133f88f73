// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
/** The sentences of the pulse and their steps, as every screen says them. */
import { t } from "../core/words.js";

export const sentences = () => [
  t("In this room I could say that something went wrong because of me."),
  t("In this room I could name a problem that nobody likes to hear about."),
  t("In this room I could ask for help without thinking twice."),
];

/** From 1 to 5. */
export const scale = () => [
  t("not at all"),
  t("hardly"),
  t("partly"),
  t("mostly"),
  t("fully"),
];
