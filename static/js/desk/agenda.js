import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { stageLine } from "../elements/seam.js";
import { actButton } from "./acts.js";
import { small } from "./buttons.js";
import { stepsAmong } from "./one-tab-stop.js";
import { idAt, nameAt } from "./stage-at.js";
import { ends, toStage } from "./next.js";
import { putBack } from "./plan.js";

/** The stage whose acts are shown, by its place; -1 for none. */
class OpenRow {
  at = -1;
  listens = new AbortController();
}

/**
 * The agenda down its seam, one list with one place for the tabulator. A row that is pressed shows
 * what can be done with its stage.
 * @param {Desk} desk
 */
export function agenda(desk) {
  const { stages } = desk.agenda;
  return html`<nav
    class="desk-agenda"
    aria-label=${t("Agenda")}
    @keydown=${(/** @type {KeyboardEvent} */ event) => void stepsAmong(event, ".desk-jump")}
  >
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

/** Opens a row; a press beside it or Escape closes it. @param {Desk} desk @param {number} at -1 to close */
function opens(desk, at) {
  const row = desk.atStage(OpenRow);
  row.listens.abort();
  desk.change(() => (row.at = at));
  if (at < 0) return;
  const own = row.listens = new AbortController();
  const { signal } = own;
  const closes = (/** @type {boolean} */ leaves) => {
    if (!leaves) return;
    own.abort(); // the stage, and with it this row, may have gone meanwhile
    opens(desk, -1);
  };
  document.addEventListener("click", ({ target }) => closes(isBeside(target)), { signal });
  document.addEventListener("keydown", ({ key }) => closes(key === "Escape"), { signal });
}

/** @param {EventTarget | null} target */
const isBeside = (target) => target instanceof Element && !target.closest(".desk-agenda");

/** @param {Desk} desk @param {number} position */
function row(desk, position) {
  const out = isOut(desk, position);
  const open = leads(desk, position) && desk.atStage(OpenRow).at === position;
  return html`<li class="desk-stage" ?data-current=${position === desk.now.position} ?data-out=${out} ?data-open=${open}>
    ${jump(desk, position, open)} ${open ? acts(desk, position, out) : nothing}
  </li>`;
}

/**
 * Whether something can be done with a stage from here. The last call leads where it was asked to
 * lead; its end leaves every phone a moment to send.
 * @param {Desk} desk @param {number} position
 */
function leads({ now }, position) {
  return position !== now.position && !ends(now);
}

/** @param {Desk} desk @param {number} position @param {boolean} open */
function jump(desk, position, open) {
  const current = position === desk.now.position;
  return html`<button
    class="desk-jump"
    type="button"
    tabindex=${current || open ? 0 : -1}
    aria-current=${current ? "step" : nothing}
    aria-expanded=${leads(desk, position) ? String(open) : nothing}
    aria-disabled=${!leads(desk, position)}
    @click=${() => leads(desk, position) && opens(desk, open ? -1 : position)}
  >
    <span class="desk-stage-name" dir="auto">${nameAt(desk.agenda, position)}</span>
    ${stateWords(desk, position)}
  </button>`;
}

/** Going there, skipping it, and its minutes. @param {Desk} desk @param {number} position @param {boolean} out */
function acts(desk, position, out) {
  const [stage, name] = [idAt(desk.agenda, position), nameAt(desk.agenda, position)];
  const ahead = position > desk.now.position && !out;
  const skip = () => desk.press({ type: "skip_stage", stage, on: true });
  return html`<div class="desk-stage-acts">
    ${ahead ? html`<div class="desk-stage-minutes">${minute(desk, position, -1)} ${minute(desk, position, 1)}</div>` : nothing}
    ${actButton(desk, toStage(desk.standing, position), (press) => html`<button
      class="button desk-small desk-go" type="button" @click=${press}
    >${t("Go there")}<span class="visually-hidden"> ${name}</span></button>`)}
    ${out ? putBack(desk, stage, name) : nothing}
    ${ahead && position < desk.agenda.stages.length - 1 ? small(t("Skip it"), skip, name) : nothing}
  </div>`;
}

/** One minute more or fewer. @param {Desk} desk @param {number} position @param {1 | -1} by */
function minute(desk, position, by) {
  const minutes = (desk.agenda.stages[position]?.minutes ?? 0) + by;
  const set = () => minutes > 0
    && desk.press({ type: "set_minutes", minutes: { [idAt(desk.agenda, position)]: minutes } });
  const [words, about] = by > 0 ? ["+1", t("One minute more")] : ["−1", t("One minute less")];
  return html`<button class="button desk-small" type="button" aria-label=${about} @click=${set}>${words}</button>`;
}

/** @param {Desk} desk @param {number} position */
const isOut = (desk, position) => desk.desk.skipped.includes(idAt(desk.agenda, position));

/** Of what is to come its minutes; of what is over the seam tells enough. @param {Desk} desk @param {number} position */
function stateWords(desk, position) {
  if (isOut(desk, position)) return html`<span class="desk-minutes">${t("left out")}</span>`;
  if (desk.desk.passed.includes(idAt(desk.agenda, position))) return html`<span class="desk-minutes">${t("skipped")}</span>`;
  const { now, agenda, desk: { took } } = desk;
  const been = took[idAt(agenda, position)] ?? 0;
  if (position < now.position || (been > 0 && position !== now.position)) {
    return html`<span class="desk-minutes visually-hidden">${tookWords(been)}</span>`;
  }
  const n = agenda.stages[position]?.minutes ?? 0;
  return html`<span class="desk-minutes t-figures"><span aria-hidden="true">${n}</span>
    <span class="visually-hidden">${t("{n} min", { n })}</span></span>`;
}

/** How long a stage took, of which the desk knows whole minutes. @param {number} took */
export function tookWords(took) {
  return took < 1 ? t("under 1 min") : t("took {n} min", { n: took });
}
