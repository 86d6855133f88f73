/** @import { Here } from "../../participant/here.js" */
/** @import { Page } from "../../participant/frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { ownTexts } from "../../participant/away.js";
import { cardForm } from "./phone-card-form.js";
import { plainButton, quietButton, timer, trouble } from "../../participant/controls.js";
import { mainButton } from "../../participant/main-button.js";
import { quietHeld } from "../../participant/held-buttons.js";
import { cardList } from "../../participant/my-cards.js";
import {
  cardsLeft,
  draftAt,
  edited,
  hasDraft,
  placeOf,
  ratherNot,
  saveCard,
  sendAtTheEnd,
  sendsAtTheEnd,
  sentCards,
} from "../../participant/writing.js";

/**
 * The last seconds of writing, the same on every phone that may still write: what its writer wants
 * to send goes out at a random moment, at which all others send that they add nothing.
 * @param {Here} here @returns {Page}
 */
export function lastCall(here) {
  const card = edited(here);
  if (card) return changeOrLeave(here, card);
  if (!writesMore(here)) return hasSent(here);
  return sendsAtTheEnd(here) ? goesOut(here) : sendOrKeep(here);
}

/** Whether there is room for a card that is begun, or for a first one. @param {Here} here */
function writesMore(here) {
  const begun = hasDraft(here) || here.opened.has("form") || !sentCards(here).length;
  return cardsLeft(here) > 0 && begun;
}

/** An empty form would look as if what was sent were lost. @param {Here} here @returns {Page} */
function hasSent(here) {
  const body = html`${heading(here, t("Writing ends in a moment."))} ${cardList(here)}`;
  const another = () => here.toggle("form", true);
  return cardsLeft(here) > 0 ? { body, foot: plainButton(t("Another card"), another) } : { body };
}

/** @param {Here} here @returns {Page} */
function sendOrKeep(here) {
  const title = hasDraft(here) ? t("Send it, or keep it private?") : t("Writing ends in a moment.");
  const body = html`${heading(here, title)} ${cardForm(here, "")}
    <p class="t-second">${t("What you do not send stays on this phone. Nobody else sees it.")}</p>
    ${cardList(here)}`;
  const foot = html`${trouble(here, "write")}
    ${mainButton(t("Send this card"), () => sendAtTheEnd(here, true))} ${rather(here)}`;
  return { body, foot, said: hasDraft(here) ? t("Your draft is kept on this phone.") : "" };
}

/** @param {Here} here @returns {Page} */
function goesOut(here) {
  const body = html`${heading(here, t("Your card will be sent in a moment."))}
    ${ownTexts([draftAt(here)], "")}
    <p class="t-second">${t(
      "In the last seconds every phone sends something, with or without a card.",
    )}</p>
    ${cardList(here)}`;
  const foot = html`${plainButton(t("Keep it private"), () => sendAtTheEnd(here, false))}
    ${rather(here)}`;
  return { body, foot };
}

/** Where they are few, also in the last seconds; cards that were sent go with it. @param {Here} here */
export function rather(here) {
  if (!here.few) return nothing;
  const act = () => ratherNot(here);
  if (!sentCards(here).length) return quietButton(t("I’d rather not share"), act);
  const sentence = t("Your cards are then withdrawn. Nobody can bring them back.");
  return quietHeld(t("Withdraw all my cards"), sentence, act);
}

/** @param {Here} here @param {import("../../core/device.js").MyCard} card @returns {Page} */
function changeOrLeave(here, card) {
  const body = html`${heading(here, t("Save your change?"))} ${cardForm(here, card.key)}`;
  const foot = html`${trouble(here, placeOf(card.key))}
    ${mainButton(t("Save the change"), () => saveCard(here, card))}
    ${plainButton(t("Leave it as it was"), () => here.keepDraft(placeOf(card.key), ""))}`;
  return { body, foot };
}

/**
 * @param {Here} here @param {string} words
 * @param {string} [over] what the clock says at its end; the desk goes on soon after
 */
export function heading(here, words, over) {
  const left = here.room.clock.until(here.now.last_call_ends_at);
  return html`<div class="top-row">
    <h2 class="t-heading">${words}</h2>
    ${
      left === null
        ? nothing
        : timer(left, true, over)
    }
  </div>`;
}
