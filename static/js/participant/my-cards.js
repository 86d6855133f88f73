/** @import { Here } from "./here.js" */
/** @import { MyCard } from "../core/device.js" */
/** @import { RefusalCode } from "../protocol.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t } from "../core/words.js";
import { card as paper } from "../elements/card.js";
import { CARDS_EACH } from "../rules/for-phones.js";
import { refusalWords } from "../words/refusals.js";
import { onItsWay, quietButton, trouble } from "./controls.js";
import { quietHeld } from "./held-buttons.js";
import { cleaned } from "./text.js";
import { drop, edit, hasDraft, myCards, placeOf, putBack, withdraw } from "./writing.js";

/** This device's cards of the present round. @param {Here} here */
export function cardList(here) {
  const cards = myCards(here);
  if (!cards.length) return nothing;
  return html`<ul class="my-cards">
    ${repeat(
      cards,
      (card) => card.key,
      (card) => html`<li class="my-card">${one(here, card)}</li>`,
    )}
  </ul>`;
}

/** @param {Here} here @param {MyCard} card */
function one(here, card) {
  return html`${paper({ ...card, place: "phone" })}
    <p class="t-label t-second">${stateWords(here, card)}
      ${card.may_stand ? t("It may appear in the summary.") : nothing}</p>
    ${card.state === "refused" ? refused(here, card) : acts(here, card)}
    ${trouble(here, placeOf(card.key))}`;
}

/** @param {Here} here @param {MyCard} card */
function stateWords(here, card) {
  const { state, why } = card;
  if (state === "arrived" && here.workshop.live_wall && !isOnWall(here, card)) {
    return t("Your card has arrived. The facilitator reads it with others before the room sees it.");
  }
  if (state === "arrived") return t("Your card has arrived.");
  if (state === "waiting") return onItsWay();
  return t("Not sent, kept on this phone. {why}", {
    why: why ? refusalWords({ refused: why, about: aboutOf(why) }) : "",
  });
}

/** What a kept refusal was about, which is not kept with it. @param {RefusalCode} why */
const aboutOf = (why) => (why === "cards_used_up" ? String(CARDS_EACH) : "");

/** @param {Here} here @param {MyCard} card */
function refused(here, { key }) {
  const back = quietButton(t("Put it back in the form"), () => putBack(here, key));
  const away = quietHeld(t("Throw it away"), forGood(), () => drop(here, key));
  return html`<p class="acts">${hasDraft(here) ? nothing : back} ${away}</p>`;
}

/** @param {Here} here @param {MyCard} card */
function acts(here, card) {
  if (!here.now.collecting || card.state === "waiting") return nothing;
  if (isOnWall(here, card)) return html`<p>${t("It is on the wall now and can’t be changed.")}</p>`;
  return html`<p class="acts">${changeOrWithdraw(here, card)}</p>`;
}

const forGood = () => t("The card is then gone for good.");

/**
 * Whether a live wall shows this card already. Nobody but this device knows whose it is, so that
 * it is told by its words; from then on the server has no card any more to change or take back.
 * @param {Here} here @param {MyCard} card
 */
export function isOnWall(here, { happened }) {
  if (!here.workshop.live_wall) return false;
  const words = cleaned(happened);
  return here.room.list("cards").some((one) => one.happened === words);
}

/** @param {Here} here @param {MyCard} card */
function changeOrWithdraw(here, card) {
  const about = card.happened.slice(0, 40);
  const change = t("Change the card: {about}", { about });
  return html`${here.now.phase === "few"
    ? nothing
    : quietButton(t("Change"), () => edit(here, card), change)}
  ${quietHeld(t("Withdraw for good"), forGood(), () => withdraw(here, card),
    t("Withdraw for good: {about}", { about }))}`;
}
