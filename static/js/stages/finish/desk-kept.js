/** @import { Finish } from "../../protocol.js" */
/** @import { Desk } from "../../desk/desk.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { stageLine } from "../../elements/seam.js";
import { promise } from "../../projector/parts.js";
import { whoAndWhen } from "../../desk/who-and-when.js";

/** What the room takes along, on one sheet below its line. @param {Desk} desk @param {Finish} finish */
export function keptSheet({ agenda: { stages } }, { lessons, commitments }) {
  return html`<div class="desk-kept">
    ${stageLine({ stages, position: lessons.length ? stages.length : -1 })}
    ${lessons.length
      ? html`<ol class="desk-kept-lessons">
          ${lessons.map((lesson) => html`<li class="t-lesson" dir="auto">${lesson}</li>`)}
        </ol>`
      : html`<p class="t-lesson">${t("No lesson was chosen.")}</p>`}
    ${commitments.length ? promises(commitments) : nothing}
  </div>`;
}

/** @param {Finish["commitments"]} commitments */
const promises = (commitments) => html`<h2 class="t-heading">${t("What we took on")}</h2>
  <ul class="desk-kept-promises">
    ${commitments.map((one) => html`<li>${promise("t-cue", one)} ${whoAndWhen(one)}</li>`)}
  </ul>`;
