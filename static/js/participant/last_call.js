/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { cardForm } from "./card_form.js";
import { mainButton, plainButton, timer, trouble } from "./controls.js";
import { cardList } from "./my_cards.js";
import {
  cardsLeft,
  edited,
  hasDraft,
  isPrivate,
  keepPrivate,
  placeOf,
  saveCard,
  sendCard,
} from "./writing.js";

/**
 * The last seconds of writing: "send, or keep private?" where something was not sent.
 * @param {Here} here @returns {Page}
 */
export function lastCall(here) {
  const card = edited(here);
  if (card) return changeOrLeave(here, card);
  if (hasDraft(here) && !isPrivate(here) && cardsLeft(here) > 0) return sendOrKeep(here);
  const kept = hasDraft(here)
    ? html`<p>${t("What you did not send stays on this phone. Nobody sees it.")}</p>`
    : nothing;
  return { body: html`${heading(here, t("The writing ends now."))} ${kept} ${cardList(here)}` };
}

/** @param {Here} here @returns {Page} */
function sendOrKeep(here) {
  const body = html`${heading(here, t("Send, or keep private?"))} ${cardForm(here, "")}`;
  const foot = html`${trouble(here, "write")}
    ${mainButton(t("Send this card"), () => sendCard(here))}
    ${plainButton(t("Keep it private"), () => keepPrivate(here))}`;
  return { body, foot, said: t("Your draft is kept on this phone.") };
}

/** @param {Here} here @param {import("../core/device.js").MyCard} card @returns {Page} */
function changeOrLeave(here, card) {
  const body = html`${heading(here, t("Save your change?"))} ${cardForm(here, card.key)}`;
  const foot = html`${trouble(here, placeOf(card.key))}
    ${mainButton(t("Save the change"), () => saveCard(here, card))}
    ${plainButton(t("Leave it as it was"), () => here.keepDraft(placeOf(card.key), ""))}`;
  return { body, foot };
}

/** @param {Here} here @param {string} words */
function heading(here, words) {
  const left = here.room.clock.until(here.now.last_call_ends_at);
  return html`<div class="last-call">
    <h2 class="t-heading">${words}</h2>
    ${
      left === null
        ? nothing
        : timer(left, true)
    }
  </div>`;
}
