/** @import { MyCard } from "../core/device.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t } from "../core/words.js";
import { CARDS_EACH } from "../rules/for-phones.js";
import { SENDS_CARDS } from "../rules/kinds.js";
import { answerField } from "../stages/ask-how/phone-answer.js";
import { refusalWords } from "../words/refusals.js";
import { cardForm } from "../stages/write/phone-card-form.js";
import { ownText } from "./away.js";
import { onItsWay, plainButton, quietButton, trouble } from "./controls.js";
import { quietHeld } from "./held-buttons.js";
import { cleaned } from "./text.js";
import { drop, edit, hasDraft, placeOf, putBack, saveCard, withdraw } from "./writing.js";

/** This device's cards of all rounds, each with what became of it. @param {Here} here */
export function sentCards(here) {
  const { cards } = here.words;
  return cards.length ? [html`<ul class="sent-list">
    ${repeat(cards, ({ key }) => key, (card) => html`<li class="sent-one">${one(here, card)}</li>`)}
  </ul>`] : [];
}

/** @param {Here} here @param {MyCard} card */
function one(here, card) {
  const place = placeOf(here, card.key);
  if (edited(here) === card) return changing(here, card);
  return html`${ownText(card)}
    <p class="t-second">${stateOf(here, card)}
      ${mayAppear(here, card) ? t("It may appear in the summary.") : nothing}</p>
    ${here.sealed ? nothing : acts(here, card)} ${here.sealed ? nothing : trouble(here, place)}`;
}

/** What the server has said became of a card. @param {Here} here @param {{key: string}} card */
export const fateOf = (here, { key }) => String(here.words.taps[`fate/${key}`] ?? "none");

/** @type {Record<string, () => string>} */
const ASIDE = {
  safe: () => t("We kept one of your cards off the screen to protect you: someone could have recognised you."),
  name: () => t("We kept one of your cards off the screen because it names someone. The reason is the name, not what you told us."),
  care: () => t("We kept one of your cards off the screen because it deserves more care than this hour allows."),
  away: () => t("We kept one of your cards off the screen because it needs to be heard somewhere other than here."),
};

/** The cards of this device that were set aside, of all rounds. @param {Here} here */
export const cardsAside = (here) => here.words.cards.filter((card) => fateOf(here, card) in ASIDE);

/** @param {Here} here @param {MyCard} card @returns {string} */
export function stateOf(here, card) {
  const { state, why } = card;
  const aside = ASIDE[fateOf(here, card)]?.();
  if (aside) return `${aside} ${t("No summary shows the card.")}`;
  if (state === "waiting") return here.sealed ? "" : onItsWay();
  if (state === "refused") {
    const reason = why ? refusalWords({ refused: why, about: aboutOf(why) }) : "";
    return t("Not sent, kept on this phone. {why}", { why: reason });
  }
  if (cameBack(here, card)) return backWords(here, card);
  return here.sealed ? "" : arrivedWords(here, card);
}

/** Whether the room may see a card, and its writer lets the summary have it. @param {Here} here @param {MyCard} card */
export const mayAppear = (here, card) =>
  card.may_stand && card.state !== "refused" && !(fateOf(here, card) in ASIDE) && !cameBack(here, card);

/** What a kept refusal was about, which is not kept with it. @param {RefusalCode} why */
const aboutOf = (why) => (why === "cards_used_up" ? String(CARDS_EACH) : "");

/** @param {Here} here @param {MyCard} card */
function arrivedWords(here, card) {
  if (card.about) return t("Your answer has arrived.");
  if (isOnWall(here, card)) return t("It is on the wall now and can’t be changed.");
  return here.workshop.live_wall && here.now.kind === "write"
    ? t("Your card has arrived. The facilitator reads it with others before the room sees it.")
    : t("Your card has arrived.");
}

/**
 * Whether a card went back to this device, as too few wrote, or as nobody has read it. The server does
 * not know whose it was: each device compares what its own cards say with the round, or asks; of a live
 * wall, which has shown some of a round, it only asks.
 * @param {Here} here @param {MyCard} card
 */
export function cameBack(here, card) {
  const { about = 0, state, round, show_few: shows } = card;
  const { now, workshop } = here;
  if (state !== "arrived") return false;
  if (isSaidBack(here, card)) return true;
  return (!workshop.live_wall || Boolean(about)) && now.given_back.includes(round) && !shows;
}

/** Whether the server has said that a card went back. @param {Here} here @param {MyCard} card */
const isSaidBack = (here, card) => ["late", "back"].includes(fateOf(here, card));

/** @param {Here} here @param {MyCard} card */
function backWords(here, card) {
  const late = fateOf(here, card) === "late";
  if (late && card.about) return t(
    "There was no time for your answer, so it was not shown to anyone. It came back to this phone.");
  if (late) return t(
    "There was no time for your card, so it was not shown to anyone. It came back to this phone.");
  if (card.about) return t("Too few of us wrote, so your answer was not shown to anyone. It came back to this phone.");
  return t("Too few of us wrote, so your card was not shown to anyone. It came back to this phone.");
}

/**
 * Whether a live wall shows this card already. Nobody but this device knows whose it is, so that
 * it is told by its words; from then on the server has no card any more to change or take back.
 * @param {Here} here @param {MyCard} card
 */
function isOnWall(here, { happened }) {
  if (!here.workshop.live_wall) return false;
  const words = cleaned(happened);
  return here.room.list("cards").some((one) => one.happened === words);
}

/** While its round lasts. @param {Here} here @param {MyCard} card */
const mayChange = (here, card) =>
  !here.sealed && here.now.collecting && here.now.round === card.round && card.state === "arrived" && !isOnWall(here, card);

/** @param {MyCard} card */
const forGood = ({ about }) => about ? t("The answer is then gone for good.") : t("The card is then gone for good.");

/** The card that is being edited: once writing is over, it can only be withdrawn. @param {Here} here */
export const edited = (here) => here.now.phase === "few" ? undefined
  : here.words.cards.find((card) => mayChange(here, card) && here.draft(placeOf(here, card.key)));

/** @param {Here} here @param {MyCard} card */
function acts(here, card) {
  if (card.state === "refused") return refused(here, card);
  if (!mayChange(here, card)) return nothing;
  const about = card.happened.slice(0, 40);
  const change = card.about ? t("Change the answer: {about}", { about }) : t("Change the card: {about}", { about });
  return html`<p class="acts">
    ${here.now.phase === "few" ? nothing
      : quietButton(t("Change"), () => edit(here, card), change)}
    ${quietHeld(t("Withdraw for good"), forGood(card), () => withdraw(here, card),
      t("Withdraw for good: {about}", { about }))}
  </p>`;
}

/** @param {Here} here @param {MyCard} card */
function refused(here, card) {
  const { now } = here;
  const { key, round } = card;
  const writes = SENDS_CARDS.includes(now.kind) && now.collecting && now.round === round && !hasDraft(here);
  const back = quietButton(t("Put it back in the form"), () => putBack(here, key));
  const away = quietHeld(t("Throw it away"), forGood(card), () => drop(here, key));
  return html`<p class="acts">${writes ? back : nothing} ${away}</p>`;
}

/** @param {Here} here @param {MyCard} card */
function changing(here, card) {
  const place = placeOf(here, card.key);
  return html`${card.about ? answerField(here, card.key) : cardForm(here, card.key)}
    ${trouble(here, place)}
    ${plainButton(t("Save the change"), () => saveCard(here, card))}
    ${quietButton(t("Leave it as it was"), () => here.keepDraft(place, ""))}`;
}
