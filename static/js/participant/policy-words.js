// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
/** What the facilitator may do with a card, as the room's screen says it. */
import { t } from "../core/words.js";

export const lookedThrough = () =>
  t("The facilitator reads the cards first and may set one aside, turn off reactions to it, or take it off the screen later. A card that was set aside or taken off appears in no summary and is erased at the end.");

export const shownAtOnce = () =>
  t("The facilitator may turn off reactions to a card, or take it off the screen. A card that was taken off appears in no summary and is erased at the end.");
