/** @import { Here } from "../here.js" */
/** @import { Card } from "../../protocol.js" */
/** @import { Page } from "../frame.js" */
import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { been } from "../been.js";
import { fates } from "../fates.js";
import { dealt, MANY, onShow } from "../pages.js";
import { shuffled } from "../shuffle.js";
import { tooFew } from "../too_few.js";
import { beenBelow, manyCards, off, revealed } from "../wall.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { unsent } from "./look_through.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  if (here.now.phase === "too_few") return tooFew(here);
  const order = here.room.get("order")?.cards ?? [];
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
  const many = cards.length > MANY;
  const mine = dealt(many ? shuffled(cards, here.kept.secret, (card) => String(card.n)) : cards);
  const words = many ? t("Five of the cards, dealt to this phone") : t("All cards, in no order");
  const body = html`${fates(here)}
    <h2 class="t-label t-second">${cards.length ? words : t("The cards come up in a moment.")}</h2>
    ${manyCards(here, mine)} ${unsent(here)}`;
  return { body, said: t("All you sent has arrived.") };
}

/** @param {Here} here @param {Card} card @returns {Page} */
function alone(here, card) {
  const body = html`${fates(here)}
    <h2 class="t-label t-second">${t("On the room's screen now")}</h2>
    ${repeat(
      [card],
      ({ n }) => n,
      () => revealed(here, card),
    )}`;
  const tap = card.off || card.sensitive ? nothing : been(here, String(card.n));
  return { body, foot: html`${off(here, card)} ${tap}`, said: t("All you sent has arrived.") };
}

/** @param {Here} here @param {readonly Card[]} cards @returns {Page} */
function page(here, cards) {
  const body = html`${fates(here)}
    <h2 class="t-label t-second">${t("On the room's screen now")}</h2>
    <ul class="wall">
      ${repeat(
        cards,
        ({ n }) => n,
        (card) => html`<li class="wall-card">
        ${revealed(here, card)} ${beenBelow(here, card)} ${off(here, card)}
      </li>`,
      )}
    </ul>`;
  return { body, said: t("All you sent has arrived.") };
}
