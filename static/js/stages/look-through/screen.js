import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { eachAlone } from "../../words/pairs.js";
import { plans } from "../../projector/paging.js";
import { clock, fitted, said } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */

/**
 * A question for pairs about the teller, while the facilitator reads the cards.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  const { prompt } = currentStage(room) ?? {};
  const alone = eachAlone(room.get("workshop") ?? { remote: false }, room.get("now") ?? { few: false });
  const how = alone
    ? t("Each of us alone, in silence.")
    : t("In pairs. Talk about the story, not about your own card.");
  return html`<div class="projector-talk">
    ${fitted(plans("one", 104),
      said("t-story", prompt || t("What would have helped the teller that day?")))}
    <aside class="projector-side">${clock(room, t("left"))}</aside>
    ${said("t-statement", how)}
    ${room.get("workshop")?.hybrid && !alone
      ? said("t-label t-second", t("In the call: think about it alone."))
      : nothing}
  </div>`;
}
