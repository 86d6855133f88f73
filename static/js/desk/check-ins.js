/** @import { CheckInEntry } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t } from "../core/words.js";
import { holding } from "../elements/hold-button-around.js";

const DIALOG = "desk-check-in";

/**
 * A few words for each person who would like to be spoken to. A glance over a shoulder, or at a
 * screen that was shared by mistake, does not tell who: the line needs a hold.
 * @param {Desk} desk
 */
export function marks(desk) {
  const waiting = desk.room.list("check_ins");
  if (!waiting.length) return nothing;
  return html`<span class="desk-marks">
    ${repeat(waiting, ({ handle }) => handle, (one, place) => mark(desk, one, place))}
  </span>`;
}

/** @param {Desk} desk @param {CheckInEntry} one @param {number} place */
function mark(desk, { handle }, place) {
  const words = place
    ? t("Someone else, too. Hold to open") : t("Someone would like a word. Hold to open");
  const button = html`<button class="button desk-small" type="button">${words}</button>`;
  return holding(t("Someone would like a word."), () => open(desk, handle), button, true);
}

/** What the opened one says. @param {Desk} desk */
export function checkInDialog(desk) {
  const one = desk.room.list("check_ins").find(({ handle }) => handle === desk.checkIn);
  return html`<dialog class="desk-help" id=${DIALOG} aria-labelledby="desk-check-in-title">
    <form method="dialog">
      <h2 class="t-heading" id="desk-check-in-title">${t("Someone would like to talk to you")}</h2>
      ${one ? line(one) : html`<p>${t("It has been withdrawn or changed in the meantime.")}</p>`}
      ${one ? seen(desk, one) : nothing}
      <button class="button-quiet" type="submit">${t("Close")}</button>
    </form>
  </dialog>`;
}

/** @param {CheckInEntry} one */
function line({ text }) {
  return html`${text
      ? html`<p class="t-cue" dir="auto">${text}</p>`
      : html`<p>${t("They left no note. Tell the room where people can find you.")}</p>`}
    <p class="t-small">${t("Go alone, at a good moment. Do not link it to any card.")}</p>`;
}

/** @param {Desk} desk @param {CheckInEntry} one */
function seen(desk, { handle }) {
  const away = () => desk.press({ type: "checked_in", check_in: handle });
  return html`<button class="button" type="submit" @click=${away}>
    ${t("Seen: clear it")}
  </button>`;
}

/** @param {Desk} desk @param {string} handle */
function open(desk, handle) {
  desk.change(() => void (desk.checkIn = handle));
  const dialog = document.getElementById(DIALOG);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}
