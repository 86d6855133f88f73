import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t, tn } from "../../core/words.js";
import { MANY, PAGE_OF_SIX } from "../../rules/for-phones.js";
import { quiet, small } from "../../desk/buttons.js";
import { careFor, cardList } from "../../desk/card-list.js";
import { beenThereWords, harmCue } from "../../desk/harm.js";
import { showsNoCard } from "../../projector/shown.js";
import { noCardTitle, noCardWhy } from "../../words/screen-and-phone.js";
import { isUnseen, markSensitive, oneAtATime, pageOf, shownCards, sixAtATime, takeOff } from "../../desk/reveal-cards.js";

/** Where the reveal stands: "Card 4 of 14". @param {Desk} desk */
export function place(desk) {
  const { now } = desk;
  const { cards, paged } = shownCards(desk);
  if (showsNoCard(desk.now, desk.room.list("cards"))) return "";
  if (now.step === 0) {
    const shown = cards.filter(({ off }) => !off).length;
    return tn("The wall with {n} card", "The wall with all {n} cards", shown);
  }
  if (now.page_size === 1) return t("Card {n} of {all}", { n: now.step, all: paged.length });
  return t("Page {page} of {pages}", { page: now.step, pages: now.steps - 1 });
}

/** What can be done with what is on screen. @param {Desk} desk */
export function controls(desk) {
  const { current, cards } = shownCards(desk);
  const [card] = current.length === 1 ? current : [];
  const six = desk.now.page_size === PAGE_OF_SIX;
  return [
    card ? small(card.off ? t("Show this card again") : t("Take it off the screen"),
      (event) => desk.once("off", () => takeOff(desk, card), event)) : nothing,
    card && !card.off ? small(beenThereWords(card.sensitive),
      () => markSensitive(desk, card)) : nothing,
    cards.length > 1 && (six || desk.now.step === 0) ? small(six ? t("One at a time") : t("Six at a time"),
      () => (six ? oneAtATime(desk) : sixAtATime(desk))) : nothing,
  ];
}

/** Who asked for what, what comes next, and all cards. @param {Desk} desk */
export function stage(desk) {
  if (showsNoCard(desk.now, desk.room.list("cards"))) return tooFew();
  const found = shownCards(desk);
  return html`${desk.now.kind === "reveal" && desk.now.given_back.length ? partlyBack() : nothing}
    ${many(desk, found.cards.length)}
    <div class="desk-coming">
      <div>
        <h3 class="t-name">${t("Next up")}</h3>
        ${found.open ? chosenThen(desk) : coming(desk, found.next)}
      </div>
      ${found.open ? nothing : notShown(desk, found.unseen)}
    </div>
    <div class="desk-helps">${harmCue(desk.workshop)} ${allCards(desk)}</div>`;
}

/** Who reads what, where nobody could read all. @param {Desk} desk @param {number} cards */
function many({ now }, cards) {
  if (cards <= MANY) return nothing;
  return html`<p>
    ${tn("{n} card is too many to read.", "{n} cards are too many to read.", cards)}
    ${t("Each phone is dealt five at random.")}
    ${tn("The room’s screen has {n} page: the best-known cards, then others at random, shuffled.",
      "The room’s screen has {n} pages: the best-known cards, then others at random, shuffled.",
      now.steps - 1)}
  </p>`;
}

/** @param {Desk} desk */
function chosenThen({ now }) {
  if (now.steps < 2) return html`<p class="t-second">${t("No more cards.")}</p>`;
  return html`<p class="t-second">
    ${t("The cards for the screen are chosen when you continue, so let people read and tap first.")}
  </p>`;
}

/**
 * What the room has not read yet is always in view, and one press away.
 * @param {Desk} desk @param {DeskCard[]} unseen
 */
function notShown(desk, unseen) {
  const [first] = unseen;
  if (!first) return html`<p class="t-name">${t("All have been shown")}</p>`;
  return html`<div class="desk-unseen">
    <p class="t-name">${tn("{n} still to come", "{n} still to come", unseen.length)}</p>
    ${pageOf(desk, first) === desk.now.step + 1
      ? nothing
      : goTo(desk, first, t("Go to the first of these"))}
  </div>`;
}

/** @param {Desk} desk @param {DeskCard} card @param {string} words */
function goTo(desk, card, words) {
  const step = pageOf(desk, card);
  if (!step || step === desk.now.step) return nothing;
  return quiet(words, () => desk.steer({ type: "step", turn: desk.now.turn, step }), card.happened);
}

export function tooFew() {
  return html`<p class="notice">${noCardTitle()} ${noCardWhy()}</p>`;
}

/** Where some is shown even so, or another round is. */
export function partlyBack() {
  return html`<p class="notice">
    ${t("In one round too few people wrote. Only paper cards and those whose writers chose “show " +
      "mine” are shown; the others are back on their phones.")}
  </p>`;
}

/** @param {Desk} desk @param {DeskCard[]} next */
function coming({ now }, next) {
  const [first] = next;
  if (!first) return html`<p class="t-second">${t("No more cards.")}</p>`;
  if (now.page_size > 1) {
    return html`<p class="t-second">${tn("{n} card", "{n} cards together", next.length)}</p>`;
  }
  const words = first.off ? t("A card that was taken off the screen.") : first.happened;
  return html`<p class="t-cue" lang=${first.language} dir="auto">${words}</p>`;
}

/** @param {Desk} desk */
const allCards = (desk) => cardList(desk, (card) => html`
  ${isUnseen(card) && pageOf(desk, card)
    ? html`<span class="t-small">${t("still to come")}</span> ${goTo(desk, card, t("Go to it"))}`
    : nothing}
  ${careFor(desk, card)}`);
