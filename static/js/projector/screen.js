import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import "../elements/stage-clock.js";
import "../elements/qr.js";
import { t } from "../core/words.js";
import { blockedTitle, blockedWords } from "../words/blocked.js";
import { goneWords } from "../words/screen-and-phone.js";
import "./fit.js";
import { footer, line } from "./footer.js";
import { calm, calmWords } from "./parts.js";
import { SCREENS } from "../stages/screens.js";
import "./fit-wall.js";

/** @import { TemplateResult } from "../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../core/room.js" */

/**
 * The room's whole screen as it stands now. It has no controls, and it is never empty: before
 * anything is known, and while it is covered, it is a calm picture.
 *
 * The desk draws the same into its miniature. It fills the box around it and takes its sizes
 * from `--u`, so that box carries the class `scale-projector`.
 * @param {Room} room
 * @returns {TemplateResult}
 */
export function screen(room) {
  if (room.connected === "refused") return alone(room, goneWords(room.get("workshop") ?? {}), t("You can close this window."));
  if (room.refusal === "blocked" && !room.tick) return alone(room, blockedTitle(), blockedWords());
  const now = room.get("now");
  const covered = !now || now.covered;
  const whole = !covered && now.kind === "finish";
  return html`<div class="projector-screen" ?data-covered=${covered}>
    ${band(room)}
    <div class="projector-stage" data-stage=${covered ? "cover" : now.kind}>
      ${covered ? calm(room) : SCREENS[now.kind](room)}
    </div>
    ${whole ? nothing : html`${line(room)}${covered ? nothing : footer(room)}`}
  </div>`;
}

/** Where the room cannot be shown, no word of the workshop is. @param {Room} room @param {string} fact @param {string} way */
function alone(room, fact, way) {
  return html`<div class="projector-screen" data-covered>
    <div class="projector-stage" data-stage="cover">${calmWords(room, fact, way)}</div>
  </div>`;
}

/** @param {Room} room */
function band(room) {
  const { trial, rehearsal } = room.get("workshop") ?? {};
  if (!trial) return nothing;
  return html`<p class="band">
    ${rehearsal
      ? t("Rehearsal: these are pretend people. Nothing is kept.")
      : t("Trial: these are pretend people.")}
  </p>`;
}
