import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { repeat } from "../../../vendor/lit-html/directives/repeat.js";
import { t } from "../../core/words.js";
import { card as drawn } from "../../elements/card.js";
import { beenSentence } from "../../words/screen-and-phone.js";
import {
  forWall, page, pagePlans, PLACES, plans, sizeAlone, wallPlans,
} from "../../projector/paging.js";
import { calmWords, fitted } from "../../projector/parts.js";
import { cardsInOrder, cardsOnPages } from "../../projector/shown.js";
import { KNOWN } from "../../rules/for-desks.js";
import { MANY, PAGE_OF_SIX } from "../../rules/for-phones.js";

/** @import { TemplateResult } from "../../../vendor/lit-html/lit-html.js" */
/** @import { Room } from "../../core/room.js" */
/** @import { Card } from "../../protocol.js" */

/**
 * All cards at once; then one at a time, or pages of six.
 * @param {Room} room
 * @returns {TemplateResult | typeof nothing}
 */
export function stage(room) {
  const now = room.get("now");
  if (!now) return nothing;
  if (now.phase === "too_few") return tooFew(room);
  const cards = cardsInOrder(room);
  const shown = now.step === 0 ? cards : page(cardsOnPages(room), now.step, now.page_size);
  if (!shown.length) return calmWords(room, t("No cards to show this time."));
  if (now.step === 0) return atOnce(room, cards);
  const [one] = shown;
  return now.page_size === 1 && one ? alone(room, one) : together(shown, now.step);
}

/**
 * All cards together: as on a page while they are few, then in columns and over pages, and of
 * many as many as find a place.
 * @param {Room} room
 * @param {Card[]} all
 */
function atOnce(room, all) {
  const cards = forWall(all);
  if (!cards.length) return calmWords(room, t("No cards to show this time."));
  if (cards.length <= PAGE_OF_SIX) return together(cards, 0);
  if (cards.length > MANY) return wall(cards, wallPlans(KNOWN), KNOWN);
  return html`<div class="projector-wall">
    <projector-fit sparing plans=${wallPlans(cards.length)}>${
      repeat(cards, number, onWall)}</projector-fit>
  </div>`;
}

/**
 * As many cards as stay legible, in columns.
 * @param {Card[]} cards those that should find a place first
 * @param {string} layouts as `<projector-wall>` reads them
 * @param {number} [places] for how many a place is tried
 * @returns {TemplateResult}
 */
export function wall(cards, layouts, places = PLACES) {
  const beyond = Math.max(0, cards.length - places);
  return html`<div class="projector-wall">
    <projector-wall sparing plans=${layouts} beyond=${beyond}>${
      repeat(cards.slice(0, places), number, onWall)}</projector-wall>
    <p class="t-label t-second projector-more"></p>
  </div>`;
}

/** @param {Card} card */
const number = (card) => card.n;

/** @param {Card} card */
function onWall({ happened, learned, language }) {
  return html`<div class="projector-wall-card" lang=${language}>
    ${drawn({ happened, learned, place: "page", arriving: true })}
  </div>`;
}

/**
 * @param {Room} room
 * @param {Card} card
 */
function alone(room, card) {
  if (card.off) return calmWords(room, offWords());
  const been = card.sensitive ? "" : beenSentence(card.been_there);
  return html`<div class="projector-alone">
    ${repeat([card], number, ({ happened, learned, language }) => html`<div lang=${language}>
      ${fitted(plans("one", sizeAlone(card)),
        drawn({ happened, learned, place: "alone", arriving: true }))}
    </div>`)}
    <p class="t-statement">${been}</p>
  </div>`;
}

/**
 * @param {Card[]} cards of this page
 * @param {number} step
 */
function together(cards, step) {
  return html`${repeat([step], String, () => html`<div class="projector-page">
    <projector-fit plans=${pagePlans(cards.length)} data-count=${cards.length}>
      <div class="cards" data-page="6">${repeat(cards, number, onPage)}</div>
    </projector-fit>
    <p class="t-label t-second projector-follows">${t("The other cards on this page follow.")}</p>
  </div>`)}`;
}

/** @param {Card} card */
function onPage({ off, happened, learned }) {
  return off
    ? html`<p class="t-small projector-off">${offWords()}</p>`
    : drawn({ happened, learned, place: "page", arriving: true });
}

const offWords = () => t("This card is no longer shown.");

/** @param {Room} room */
export function tooFew(room) {
  return calmWords(
    room,
    t("So few of us took part that guessing would be too easy."),
    t("No card is shown. If you sent one, it is back on your phone."),
  );
}
