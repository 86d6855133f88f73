/** How many must have written before anybody reads it, as every view says it. */
import { t } from "../core/words.js";

export const enoughWords = () =>
  t("It takes three phones if six at most were here at once, four if twelve at most were, and a third " +
    "of them if more were, eight at most.");
