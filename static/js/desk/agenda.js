import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { stageLine } from "../elements/seam.js";
import { actButton } from "./acts.js";
import { idAt, nameAt } from "./stage-at.js";
import { ends, toStage } from "./next.js";
import { putBack } from "./plan.js";

/**
 * The agenda down its seam. A row that is pressed leads there; held, where that takes something away.
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
export function within(desk) {
  const whole = (desk.agenda.stages[desk.now.position]?.minutes ?? 0) * 60;
  return whole ? Math.min(1, Math.max(0, 1 - desk.left / whole)) : 0;
}

/** @param {Desk} desk @param {number} position */
function row(desk, position) {
  const current = position === desk.now.position;
  const out = desk.desk.skipped.includes(idAt(desk.agenda, position));
  const name = nameAt(desk.agenda, position);
  return html`<li class="desk-stage" ?data-current=${current} ?data-out=${out}>
    ${leads(desk, position)
      ? actButton(desk, toStage(desk.standing, position), (press) => jump(desk, position, press))
      : jump(desk, position, () => {})}
    ${out ? putBack(desk, idAt(desk.agenda, position), name) : nothing}
  </li>`;
}

/**
 * Whether the row of a stage leads to it. The last call leads where it was asked to lead; its end
 * leaves every phone a moment to send.
 * @param {Desk} desk @param {number} position
 */
function leads({ now }, position) {
  return position !== now.position && !ends(now);
}

/** @param {Desk} desk @param {number} position @param {(press: MouseEvent) => void} press */
function jump(desk, position, press) {
  const name = nameAt(desk.agenda, position);
  return html`<button
    class="desk-jump"
    type="button"
    title=${leads(desk, position) ? t("Go to {stage}", { stage: name }) : nothing}
    aria-current=${position === desk.now.position ? "step" : nothing}
    aria-disabled=${!leads(desk, position)}
    @click=${press}
  >
    <span class="desk-stage-name" dir="auto">${name}</span>
    <span class="desk-minutes t-figures">${stateWords(desk, position)}</span>
  </button>`;
}

/** @param {Desk} desk @param {number} position */
function stateWords(desk, position) {
  const out = desk.desk.skipped.includes(idAt(desk.agenda, position));
  if (out) return t("left out");
  const passed = desk.desk.passed.includes(idAt(desk.agenda, position));
  return passed ? t("skipped") : minutes(desk, position);
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
