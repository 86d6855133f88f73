/** @import { Here } from "./here.js" */
import { t } from "../core/words.js";

/**
 * What the facilitator may do with a card, by this workshop's agenda; workshop/rules/policy.py says
 * the same to the room.
 * @param {Here} here
 */
export function policy({ stages, workshop }) {
  const looked = workshop.live_wall || stages.some(({ kind }) => kind === "look_through");
  return looked
    ? t(
        "The facilitator reads the cards first and may set one aside, turn off reactions to " +
          "it, or take it off the screen later. A card that was set aside or taken off appears in " +
          "no summary and is erased at the end.",
      )
    : t(
        "The facilitator may turn off reactions to a card, or take it off the screen. A card that " +
          "was taken off appears in no summary and is erased at the end.",
      );
}
