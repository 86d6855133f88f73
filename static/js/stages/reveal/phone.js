import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { been } from "../../participant/been-there.js";
import { answered, dealtCards } from "../../participant/dealt.js";
import { onShow } from "../../participant/cards-on-page.js";
import { MANY } from "../../rules/for-phones.js";
import { tooFew } from "../../participant/too-few.js";
import { manyCards, off, revealed } from "../../participant/wall.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  return here.now.phase === "too_few" || !here.room.list("cards").length ? tooFew() : shownCards(here);
}

/** All cards, or those on the room's screen. @param {Here} here @returns {Page} */
export function shownCards(here) {
  const order = here.room.get("order") ?? { cards: [], known: [] };
  const cards = cardsOf(here, onShow(order, here.now));
  if (here.now.step === 0) return all(here, cards);
  const [card] = cards;
  return cards.length === 1 && card ? alone(here, card) : page(here, cards);
}

/** @param {Here} here @param {readonly number[]} numbers @returns {Card[]} */
function cardsOf(here, numbers) {
  return numbers.flatMap((n) => here.room.get(`cards/${n}`) ?? []);
}

/** @param {Here} here @param {readonly Card[]} cards @returns {Page} */
function all(here, cards) {
  const words = cards.length ? t("All cards, shuffled") : t("The cards appear in a moment.");
  const list =
    cards.length > MANY
      ? dealtCards(here, cards)
      : html`<h2 class="t-label t-second">${words}</h2>
          ${manyCards(here, cards)}`;
  return { body: list };
}

/** @param {Here} here @param {Card} card @returns {Page} */
function alone(here, card) {
  const body = html`<h2 class="t-label t-second">${t("On the room’s screen now")}</h2>
    ${repeat(
      [card],
      ({ n }) => n,
      () => revealed(here, card),
    )}`;
  const tap = card.off || card.sensitive ? nothing : been(here, String(card.n));
  return { body, foot: html`${off(here, card)} ${tap}` };
}

/** @param {Here} here @param {readonly Card[]} cards @returns {Page} */
function page(here, cards) {
  const body = html`<h2 class="t-label t-second">${t("On the room’s screen now")}</h2>
    ${answered(here, cards)}`;
  return { body };
}
