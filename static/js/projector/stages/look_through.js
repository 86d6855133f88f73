import { t } from "../../core/words.js";
import { calmWords } from "../parts.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */

/**
 * A calm picture while the facilitator looks through the cards.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  return calmWords(room, t("Writing is over."), t("A moment of quiet."));
}
