import { html, noChange, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { dayAhead } from "../core/day-ahead.js";
import { t } from "../core/words.js";

const ID = "desk-meets";

class NextMeeting {
  /** The day that was chosen here and has no answer yet. @type {string | null} */
  chosen = null;
  /** What is wrong with that day. */
  wrong = "";
}

/**
 * When the team meets next. It is kept as it is chosen; emptied, nobody knows yet.
 * @param {Desk} desk
 */
export function nextMeeting(desk) {
  const { wrong } = desk.atStage(NextMeeting);
  return html`<div class="field desk-meets">
    <label class="field-label" for=${ID}>${t("When does the team meet next?")}</label>
    <input
      class="field-input field-narrow"
      id=${ID}
      type="date"
      min=${dayAhead(desk.room.clock.now(), 0)}
      .value=${shown(desk)}
      aria-describedby="${ID}-hint ${wrong ? `${ID}-fault` : ""}"
      aria-invalid=${wrong ? "true" : nothing}
      @change=${(/** @type {Event} */ event) => choose(desk, event)}
      @blur=${(/** @type {Event} */ event) => leave(desk, event)}
    />
    <p class="field-hint" id="${ID}-hint">${hint(desk)}</p>
    ${wrong
      ? html`<div class="notice" id="${ID}-fault" role="alert"><p>${wrong}</p></div>`
      : nothing}
  </div>`;
}

/** @param {Desk} desk */
const hint = ({ workshop: { meets } }) => (
  meets ? t("The room’s screen, the phones and the summary will show it.") : t("Optional."));

/**
 * While somebody is at the field nothing is written over what stands in it: half a date has no
 * value, and another desk's must not come in between.
 * @param {Desk} desk
 */
function shown(desk) {
  const { chosen, wrong } = desk.atStage(NextMeeting);
  if (document.activeElement?.id === ID || wrong) return noChange;
  return live(chosen ?? desk.workshop.meets);
}

/**
 * A year is typed figure by figure, and each is a year of its own: one long past is not said to be
 * wrong before the field is left.
 * @param {Desk} desk @param {Event} event
 */
function choose(desk, { currentTarget }) {
  const field = /** @type {HTMLInputElement} */ (currentTarget);
  if (whyWrong(field)) return;
  keep(desk, field.value);
}

/** @param {Desk} desk @param {Event} event */
function leave(desk, { currentTarget }) {
  const field = /** @type {HTMLInputElement} */ (currentTarget);
  desk.change((own) => (own.atStage(NextMeeting).wrong = whyWrong(field)));
}

/** @param {HTMLInputElement} field */
function whyWrong({ validity }) {
  if (validity.badInput) return t("That day is not in the calendar. Choose one, or leave it empty.");
  if (validity.valid) return "";
  return t("This day has already passed. Choose today or a later day, or leave it empty.");
}

/** @param {Desk} desk @param {string} day */
async function keep(desk, day) {
  const here = desk.atStage(NextMeeting);
  desk.change(() => Object.assign(here, { chosen: day, wrong: "" }));
  const answer = await desk.press({ type: "meet_again", day });
  if (here.chosen !== day) return; // another day was chosen meanwhile
  const wrong = "refused" in answer ? desk.said : here.wrong;
  desk.change(() => Object.assign(here, { chosen: null, wrong }));
}
