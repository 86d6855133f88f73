import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { cardForm } from "./phone-card-form.js";
import { quietButton, timer, trouble } from "../../participant/controls.js";
import { mainButton } from "../../participant/main-button.js";
import { KEEPS, SENDS, sendAtTheEnd } from "../../participant/writing.js";

/**
 * The last seconds of writing, the same on every phone: what its writer wants to send goes out at a random
 * moment, at which all others send that they add nothing. Only what is one's own says which it is.
 * @param {Here} here @returns {Page}
 */
export function lastCall(here) {
  const body = html`${heading(here, t("Writing ends in a moment."))} ${cardForm(here, "")}
    <p class="t-second">${t("In the last seconds every phone sends something, with or without a card.")}
      ${t("What you do not send stays on this phone. Nobody else sees it.")}
      ${t("“What you sent” says whether your card will be sent.")}</p>`;
  const [send, keep] = [() => sendAtTheEnd(here, true), () => sendAtTheEnd(here, false)];
  const foot = html`${trouble(here, "write")}
    ${mainButton(t("Send this card"), send, here.pressed.has(SENDS))}
    ${quietButton(t("Keep it private"), keep, "", here.pressed.has(KEEPS))}`;
  return { body, foot };
}

/**
 * After a last call in which few wrote: nothing is written any more, and a card can be withdrawn.
 * @param {Here} here @returns {Page}
 */
export function fewWrote(here) {
  const body = html`${heading(here, t("With so few of us, guessing is easy."), t("ends in a moment"))}
    <p>${t(
      "Few of us wrote. You can still withdraw a card before anyone reads it: open " +
        "“What you sent” below. Nobody is told.",
    )}</p>`;
  return { body };
}

/**
 * @param {Here} here @param {string} words
 * @param {string} [over] what the clock says at its end; the desk goes on soon after
 */
function heading(here, words, over) {
  const left = here.room.clock.until(here.now.last_call_ends_at);
  return html`<div class="top-row">
    <h2 class="t-heading">${words}</h2>
    ${left === null ? nothing : timer(left, true, over)}
  </div>`;
}
