/** @import { StageCommand } from "../protocol.js" */
/** @import { Desk } from "./desk.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { stageLine } from "../elements/seam.js";
import { idAt, nameAt } from "./names.js";
import { takesHold } from "./next.js";
import { putBack } from "./plan.js";

/**
 * The agenda down its seam. A row that is pressed asks for a second press, then the workshop jumps.
 * @param {Desk} desk
 */
export function agenda(desk) {
  const { stages } = desk.agenda;
  return html`<nav class="desk-agenda" aria-label=${t("Agenda")}>
    <div class="desk-line">
      ${stageLine({
        stages,
        position: desk.now.position,
        within: within(desk),
        vertical: true,
      })}
    </div>
    <ol class="desk-stages">
      ${stages.map((_, position) => row(desk, position))}
    </ol>
  </nav>`;
}

/** How much of the stage's time has passed. @param {Desk} desk */
function within(desk) {
  const whole = (desk.agenda.stages[desk.now.position]?.minutes ?? 0) * 60;
  return whole ? Math.min(1, Math.max(0, 1 - desk.left / whole)) : 0;
}

/** @param {Desk} desk @param {number} position */
function row(desk, position) {
  const current = position === desk.now.position;
  const asked = desk.asked === position;
  const out = desk.desk.skipped.includes(idAt(desk.agenda, position));
  return html`<li
    class="desk-stage"
    ?data-current=${current}
    ?data-asked=${asked}
    ?data-out=${out}
  >
    <button
      class="desk-jump"
      type="button"
      aria-current=${current ? "step" : nothing}
      aria-disabled=${current || desk.now.phase === "last_call"}
      @click=${(/** @type {MouseEvent} */ event) => jump(desk, position, event)}
    >
      <span class="desk-stage-name" dir="auto">${nameAt(desk.agenda, position)}</span>
      <span class="desk-minutes t-figures">
        ${asked ? again(desk, position) : out ? t("left out") : minutes(desk, position)}
      </span>
    </button>
    ${out && !asked ? putBack(desk, idAt(desk.agenda, position), nameAt(desk.agenda, position)) : nothing}
  </li>`;
}

/** @param {Desk} desk @param {number} position */
function again({ standing }, position) {
  return takesHold(standing, position) ? t("hold the button") : t("press again");
}

/** @param {Desk} desk @param {number} position */
function minutes({ now, agenda, desk }, position) {
  const took = desk.took[idAt(agenda, position)] ?? 0;
  if (position < now.position || (took > 0 && position !== now.position)) return tookWords(took);
  return t("{n} min", { n: agenda.stages[position]?.minutes ?? 0 });
}

/** How long a stage took, of which the desk knows whole minutes. @param {number} took */
export function tookWords(took) {
  return took < 1 ? t("under 1 min") : t("took {n} min", { n: took });
}

/**
 * What cannot be hidden again takes its hold on the one button; the row only asks for it there.
 * @param {Desk} desk
 * @param {number} position
 * @param {MouseEvent} event
 */
function jump(desk, position, event) {
  // The last call leads where it was asked to lead; its end leaves every phone a moment to send.
  if (position === desk.now.position || desk.now.phase === "last_call") return;
  const goes = desk.asked === position && !takesHold(desk.standing, position);
  /** @type {StageCommand} */
  const go = { type: "go", turn: desk.now.turn, stage: idAt(desk.agenda, position) };
  desk.follow({ command: goes ? go : null, asks: position }, event);
}
