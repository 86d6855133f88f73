/** @import { Here } from "../../participant/here.js" */
/** @import { Page } from "../../participant/frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { plainButton, quietButton, topRow, trouble } from "../../participant/controls.js";
import { mainButton } from "../../participant/main-button.js";
import { cardForm } from "./phone-card-form.js";
import { fewWrote } from "./phone-few.js";
import { lastCall, rather } from "./phone-last-call.js";
import { cardList } from "../../participant/my-cards.js";
import { policy } from "../../participant/policy.js";
import { wall } from "../../participant/wall.js";
import { LIFE_HOURS } from "../../rules/for-phones.js";
import {
  addsNothing,
  cardsLeft,
  edited,
  hasDraft,
  myCards,
  placeOf,
  saveCard,
  sayNothing,
  sendCard,
} from "../../participant/writing.js";
import { enoughWords } from "../../words/enough.js";
import { shownCards } from "../reveal/phone.js";
import { tooFew } from "../../participant/too-few.js";
import { arrivedWords } from "../../participant/unsent.js";
import { yourCards } from "../../participant/your-cards.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  if (!here.now.collecting) return over(here);
  if (here.now.phase === "last_call") return lastCall(here);
  if (here.now.phase === "few") return fewWrote(here);
  const card = edited(here);
  if (card) return editing(here, card);
  return writesNow(here) ? writing(here) : listing(here);
}

/** Whether the form is what this screen shows. @param {Here} here */
function writesNow(here) {
  if (here.opened.has("form")) return cardsLeft(here) > 0;
  if (addsNothing(here) || cardsLeft(here) === 0) return false;
  return myCards(here).length === 0 || hasDraft(here);
}

/** @param {Here} here @returns {Page} */
function writing(here) {
  const more = myCards(here).length > 0;
  const body = html`${heading(here, more ? t("Another card") : t("Your first card"))}
    ${cardForm(here, "", promise())} ${whatHappens()} ${wall(here)} ${policyWords(here)}`;
  const back = () => here.toggle("form", false);
  const foot = html`${trouble(here, "write")}
    ${mainButton(t("Send this card"), () => sendCard(here))}
    ${more
      ? quietButton(t("Back to my cards"), back)
      : quietButton(t("Nothing to add"), () => sayNothing(here))}
    ${rather(here)}`;
  const said = hasDraft(here) ? t("Your draft is kept on this phone.") : "";
  return { body, foot, said, holds: here.few ? "ways" : undefined };
}

/** @param {Here} here @param {import("../../core/device.js").MyCard} card @returns {Page} */
function editing(here, card) {
  const leave = () => here.keepDraft(placeOf(card.key), "");
  const body = html`${topRow(here, t("Change your card"))}
    ${cardForm(here, card.key, promise())} ${whatHappens()} ${policyWords(here)}`;
  const foot = html`${trouble(here, placeOf(card.key))}
    ${mainButton(t("Save the change"), () => saveCard(here, card))}
    ${quietButton(t("Leave it as it was"), leave)}`;
  return { body, foot, said: t("Your draft is kept on this phone.") };
}

/** @param {Here} here @returns {Page} */
function listing(here) {
  const cards = myCards(here);
  const body = html`${heading(here, cards.length ? t("Your cards") : t("Nothing to add"))}
    ${cardList(here)}
    <p>${cards.length
      ? t("You have taken part. Nothing more is needed.")
      : t("That is fine. You have taken part, and can still write until writing ends.")}</p>
    ${cards.length ? whatHappens(html`${promise()} ${policyWords(here)}`) : nothing} ${wall(here)}`;
  return { body, foot: listFoot(here), arrived: arrivedWords(here) };
}

/** @param {Here} here */
function listFoot(here) {
  const another = () => here.toggle("form", true);
  const words = hasDraft(here)
    ? t("Continue my draft")
    : myCards(here).length
      ? t("Another card")
      : t("Write a card");
  const add =
    cardsLeft(here) > 0
      ? plainButton(words, another)
      : html`<p class="t-second">${tn("One card is the limit.",
          "{n} cards is the limit.", here.now.cards_each)}</p>`;
  return html`${trouble(here, "write")} ${add} ${rather(here)}`;
}

/** @param {Here} here @returns {Page} */
function over(here) {
  const title = html`<h2 class="t-title">${t("Writing is over.")}</h2>`;
  if (here.workshop.live_wall && here.room.get("order")) {
    const { body, ...rest } = shownCards(here);
    return { body: html`${here.now.step === 0 ? title : nothing} ${body}`, ...rest };
  }
  if (!here.workshop.live_wall && here.now.given_back.includes(here.now.round)) return tooFew(here);
  return {
    body: html`${title} ${wall(here)} ${yourCards(here)}`,
  };
}

/**
 * Where they are few, that is what there is to know before the first card.
 * @param {Here} here @param {string} words
 */
function heading(here, words) {
  if (!here.few) return topRow(here, words);
  return topRow(here, t("With so few of us, guessing is easy."), "t-statement");
}

function promise() {
  return html`<p class="t-small promise">${t(
    "No name is kept with your card, and the facilitator’s screen cannot show who wrote it. " +
      "Someone who tampers with this computer or listens in on this Wi-Fi could find out. Leave " +
      "out names, dates and projects.",
  )}</p>`;
}

/**
 * Who reads a card before the room does: nobody writes without knowing. It is the last of what can be
 * read, since it grows with who is here, and nothing may move under a finger.
 * @param {Here} here
 */
const policyWords = (here) => html`<p class="t-small promise">${policy(here)}</p>`;

/**
 * How long a card is kept, for who asks.
 * @param {unknown} [first] what was in view before the card was sent
 */
function whatHappens(first = nothing) {
  return html`<details class="what-happens">
    <summary class="button-quiet">${t("What happens to a card")}</summary>
    ${first}
    <p class="t-small promise">${t("If too few of us write, no card is shown but those whose writers " +
      "chose “show mine”. The others come back to their phones.")} ${enoughWords()}</p>
    <p class="t-small promise">${t(
      "If nobody does anything here for {hours} hours, everything is erased except the summary. Your " +
        "own words stay on this phone until you open this page once more.", { hours: LIFE_HOURS },
    )}</p>
  </details>`;
}
