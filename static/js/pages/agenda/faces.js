/** What the room's screen, every phone and the desk show of one stage of an agenda. */
/** @import { Here as Phone } from "../../participant/here.js" */
/** @import { StageClock } from "../../elements/stage-clock.js" */
/** @import { Known, Shaped } from "./sample.js" */
import { ref } from "../../../vendor/lit-html/directives/ref.js";
import { html, nothing, render } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { frame } from "../../participant/frame.js";
import { Here } from "../../participant/here.js";
import { stage as arrive } from "../../stages/arrive/phone.js";
import { PHONES } from "../../stages/phones.js";
import { screen } from "../../projector/screen.js";
import { keepUnit } from "../../projector/unit.js";
import { stageName } from "../../words/stage-names.js";
import { sampleRoom } from "./sample.js";

/** @type {Record<StageKind, (here: Phone) => Page>} */
const STAGES = { arrive, ...PHONES };

/**
 * Draws the three views of a stage. Nothing in them can be pressed.
 * @param {HTMLElement} place @param {readonly Shaped[]} stages @param {number} position
 * @param {Story} told @param {Known} [known]
 */
export function showFaces(place, stages, position, told, known) {
  const stage = stages[position];
  place.hidden = !stage;
  if (!stage) return;
  const room = sampleRoom(stages, position, told, known);
  const name = stage.name || stageName(stage.kind);
  render(
    html`<h2 class="t-heading agenda-seen-title" dir="auto">${name}</h2>
      ${seen(t("The room’s screen"), html`<div class="miniature" inert>
        <div class="scale-projector" ${ref(keepUnit)}>${screen(room)}</div>
      </div>`, "agenda-view-room")}
      ${seen(t("Every phone"), html`<div class="agenda-phone" inert>${phone(room, stage)}</div>`)}
      ${seen(t("Your desk"), desk(stage, name, stages[position + 1]))}`,
    place,
  );
  // It is a picture of the stage's first moment.
  const clocks = /** @type {NodeListOf<StageClock>} */ (place.querySelectorAll("stage-clock"));
  for (const clock of clocks) clock.running = false;
}

/** @param {string} whose @param {unknown} view @param {string} [role] a class */
function seen(whose, view, role = "") {
  return html`<figure class="agenda-view ${role}">
    <figcaption class="t-small">${whose}</figcaption>
    ${view}
  </figure>`;
}

/** @param {ReturnType<typeof sampleRoom>} room @param {Shaped} stage */
function phone(room, stage) {
  const here = new Here(room, () => {});
  return frame(here, STAGES[stage.kind](here));
}

/** @param {Shaped} stage @param {string} name @param {Shaped | undefined} next */
function desk(stage, name, next) {
  const after = next ? t("Next: {stage}", { stage: next.name || stageName(next.kind) }) : "";
  return html`<div class="agenda-desk">
    <p class="t-label"><b dir="auto">${name}</b>
      <span class="t-figures">${t("{n} min", { n: stage.minutes })}</span></p>
    <p class="t-cue" dir="auto">${stage.cue}</p>
    ${after ? html`<p class="t-small">${after}</p>` : nothing}
  </div>`;
}
