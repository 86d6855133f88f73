/** How many must have written before anybody reads it, as every view says it. */
import { t } from "../core/words.js";

export const enoughWords = () =>
  t("It takes three phones if up to six are here, four if up to twelve are, and a third of them " +
    "if more are, eight at most.");
