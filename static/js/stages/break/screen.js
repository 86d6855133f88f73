import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { plans } from "../../projector/paging.js";
import { clock, fitted, said } from "../../projector/parts.js";
import { currentStage } from "../../projector/shown.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */

/**
 * A break, and when it ends.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function stage(room) {
  const { prompt } = currentStage(room) ?? {};
  return html`<div class="projector-talk">
    ${fitted(plans("one", 104),
      said("t-story", prompt || t("A break. Stand up, drink something.")))}
    <aside class="projector-side">${clock(room, t("until we continue"))}</aside>
  </div>`;
}
