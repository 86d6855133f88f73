import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { plans } from "../../projector/paging.js";
import { clock, fitted, said } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */

/**
 * What to talk about, in pairs and then in fours, or all together where they are few; and the clock.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  const { prompt, second_prompt } = currentStage(room) ?? {};
  const how = second_prompt || t("In pairs first, then two pairs together. A three is fine.");
  return html`<div class="projector-talk">
    ${fitted(plans("one", 104),
      said("t-story", prompt || t("What did you recognise? What surprised you?")))}
    <aside class="projector-side">${clock(room, t("left"))}</aside>
    ${said("t-statement", how)}
    ${room.get("workshop")?.hybrid && !room.get("now")?.few
      ? said("t-label t-second", t("In the call: in breakout rooms, two first, then four."))
      : nothing}
  </div>`;
}
