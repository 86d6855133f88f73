import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t, tn } from "../core/words.js";
import { allCards } from "../words/screen-and-phone.js";
import { quietButton } from "./controls.js";
import { MANY } from "../rules/for-phones.js";
import { dealt } from "./cards-on-page.js";
import { shuffled } from "./shuffle.js";
import { beenBelow, manyCards, off, revealed } from "./wall.js";

/** The place at which this phone keeps whether it lists all cards. */
const ALL = "all cards";
/** And whether the wall is open beside the lessons. */
const WALL = "the wall";

/** Cards, each with "Been there" below it. @param {Here} here @param {readonly Card[]} cards */
export function answered(here, cards) {
  return html`<ul class="wall">
    ${repeat(
      cards,
      ({ n }) => n,
      (card) => html`<li class="wall-card">
        ${revealed(here, card)} ${beenBelow(here, card)} ${off(here, card)}
      </li>`,
    )}
  </ul>`;
}

/**
 * Of more cards than anybody can read the five that this phone was dealt, and all for who wants
 * them. They are chosen here, by the phone's own secret: the server does not know which.
 * @param {Here} here @param {readonly Card[]} cards
 */
export function dealtCards(here, cards) {
  const all = here.opened.has(ALL);
  return html`${all ? everyCard(cards.length) : myFive()}
    ${all ? manyCards(here, cards) : answered(here, five(here, cards))} ${turn(here, cards)}`;
}

/**
 * Above the list of lessons: the cards of a live wall, for who wants to look at them again.
 * @param {Here} here
 */
export function fromTheWall(here) {
  const cards = here.workshop.live_wall ? here.room.list("cards") : [];
  if (!cards.length) return nothing;
  const many = cards.length > MANY;
  if (!here.opened.has(WALL)) {
    const words = many ? t("Show my five cards") : showAll(cards.length);
    return html`<p>${quietButton(words, () => here.toggle(WALL, true))}</p>`;
  }
  return html`<section class="part">
    <h2 class="part-title">${t("From the wall")}</h2>
    ${manyCards(here, many && !here.opened.has(ALL) ? five(here, cards) : cards)}
    ${many ? turn(here, cards) : nothing}
    <p>${quietButton(t("Hide the cards"), () => here.toggle(WALL, false))}</p>
  </section>`;
}

/** @param {Here} here @param {readonly Card[]} cards */
const five = (here, cards) => dealt(shuffled(cards, here.kept.secret, ({ n }) => String(n)));

/** @param {number} n */
const everyCard = (n) => html`<h2 class="t-label t-second">${allCards(n)}</h2>`;

function myFive() {
  return html`<h2 class="t-label t-second">${t("Five of the cards, dealt to this phone")}</h2>
    <p class="t-second">${t("Each phone has different ones. Only you know which.")}</p>`;
}

/** @param {Here} here @param {readonly Card[]} cards */
function turn(here, cards) {
  const all = here.opened.has(ALL);
  const words = all ? t("Show my five cards") : showAll(cards.length);
  return html`<p>${quietButton(words, () => here.toggle(ALL, !all))}</p>`;
}

/** @param {number} n */
const showAll = (n) => tn("Show the card", "Show all {n} cards", n);
