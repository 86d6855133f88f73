/** @import { Desk } from "./desk.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { ref } from "../../vendor/lit-html/directives/ref.js";
import { t } from "../core/words.js";
import { screen } from "../projector/screen.js";
import { keepUnit } from "../projector/unit.js";
import { seenByRoom } from "./seen-by-room.js";

/**
 * The room's screen, small.
 * @param {Desk} desk
 */
export function miniature(desk) {
  return html`<div class="miniature" role="group" aria-label=${t("The room’s screen in miniature")}>
    <div class="scale-projector" data-theme=${desk.theme} ${ref(keepUnit)}>${screen(seenByRoom(desk.room))}</div>
  </div>`;
}
