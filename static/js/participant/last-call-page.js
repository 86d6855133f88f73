import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { quietButton, timer, trouble } from "./controls.js";
import { mainButton } from "./main-button.js";
import { KEEPS, placeOf, sendAtTheEnd, SENDS } from "./writing.js";

/**
 * The last seconds of writing, the same on every phone: what its writer wants to send goes out at a random
 * moment, at which all others send that they add nothing. Only what is one's own says which it is.
 * @param {Here} here @param {{form: unknown, explained: unknown, send: string}} parts
 * @returns {Page}
 */
export function lastCallPage(here, { form, explained, send }) {
  const body = html`${heading(here, t("Writing ends in a moment."))} ${form}
    <p class="t-second">${explained}</p>`;
  const foot = html`${trouble(here, placeOf(here))}
    ${mainButton(send, () => sendAtTheEnd(here, true), here.pressed.has(SENDS))}
    ${quietButton(t("Keep it private"), () => sendAtTheEnd(here, false), "", here.pressed.has(KEEPS))}`;
  return { body, foot };
}

/**
 * After a last call in which few wrote: nothing is written any more, and what was sent can be withdrawn.
 * @param {Here} here @param {string} explained @returns {Page}
 */
export function fewWrotePage(here, explained) {
  const title = t("With so few of us, guessing is easy.");
  // The desk goes on soon after the clock's end.
  return { body: html`${heading(here, title, t("ends in a moment"))} <p>${explained}</p>` };
}

/** @param {Here} here @param {string} words @param {string} [over] what the clock says at its end */
function heading(here, words, over) {
  const left = here.room.clock.until(here.now.last_call_ends_at);
  return html`<div class="top-row">
    <h2 class="t-heading">${words}</h2>
    ${left === null ? nothing : timer(left, true, over)}
  </div>`;
}
