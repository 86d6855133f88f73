import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { offOf } from "../core/kept-names.js";
import { language, t } from "../core/words.js";
import { arriving as comes } from "../elements/arriving-card.js";
import { card as paper } from "../elements/card.js";
import { unchanged } from "../elements/unchanged.js";
import { vars } from "../elements/vars.js";
import { been, beenWords } from "./been-there.js";
import { inBlocks } from "./blocks.js";
import { quietHeld } from "./held-buttons.js";

const BLOCK = 10;

/** The live wall, while writing goes on. @param {Here} here */
export function wall(here) {
  const cards = here.workshop.live_wall ? here.room.list("cards") : [];
  if (!cards.length) return nothing;
  return html`<section class="part">
    <h2 class="part-title">${t("On the wall so far")}</h2>
    ${manyCards(here, cards)}
  </section>`;
}

/**
 * Blocks of cards: the browser skips a block that is far away as a whole, and one more card draws
 * the block in which it stands. To watch each of three hundred cards took longer than all else that
 * a letter needs.
 * @param {Here} here @param {readonly Card[]} cards
 */
export function manyCards(here, cards) {
  const drawn = [language(), [...here.pressed].join("|")];
  return unchanged([...drawn, ...cards], (stands) => (
    html`<div class="wall" role="list">
      ${inBlocks(cards, BLOCK).map((block, place) =>
        unchanged([...drawn, ...block], () => blockOf(here, block, stands || place === 0)),
      )}
    </div>`
  ));
}

/**
 * @param {Here} here @param {readonly Card[]} block
 * @param {boolean} seen whether what is new in it is seen to come: what is far down was there
 */
function blockOf(here, block, seen) {
  return html`<div class="wall-block" ${vars({ "--cards": block.length })}>
    ${repeat(
      block,
      (card) => card.n,
      (card) => unchanged(dependsOn(here, card), () => html`<div
        class="wall-card"
        role="listitem"
        ${comes(seen)}
      >
        ${revealed(here, card, false)}${off(here, card)}
      </div>`),
    )}
  </div>`;
}

/** All that a card on a wall is drawn from. @param {Here} here @param {Card} card */
const dependsOn = ({ pressed }, card) => [card, language(), pressed.has(placeOf(card))];

/** Where a card's own act stands. @param {Pick<Card, "n">} card */
const placeOf = ({ n }) => offOf(String(n));

/**
 * A card of the room, with how many know it.
 * @param {Here} here @param {Card} card @param {boolean} [arriving]
 */
export function revealed(here, card, arriving = true) {
  if (card.off)
    return html`<p class="off-card t-second">${t("This card was taken off the screen.")}</p>`;
  return html`${paper({ ...card, place: "phone", arriving })}
    ${card.sensitive ? nothing : beenWords(card.been_there)}`;
}

/** "Been there" below one of several cards. @param {Here} here @param {Card} card */
export function beenBelow(here, card) {
  return card.off || card.sensitive ? nothing : been(here, String(card.n), false);
}

/**
 * "Ask to take this off the screen", which looks the same once it was asked.
 * @param {Here} here @param {Card | import("../protocol.js").AnswerEntry} card
 */
export function off(here, card) {
  if (card.off) return nothing;
  const place = placeOf(card);
  const ask = () => here.tap({ type: "ask_off", card: String(card.n) }, place);
  const about = beginningOf("text" in card ? card.text : card.happened);
  const sentence = "text" in card
    ? t("This asks the facilitator to take “{about}” off the screen, without your name or a reason.", { about })
    : t("This asks the facilitator to take “{about}” off the screen, without your name or a " +
      "reason. A card that is taken off appears in no summary.", { about });
  const words = t("Ask to take this off the screen");
  const label = t("Ask to take this off the screen: {about}", { about });
  return html`<p ?data-pressed=${here.pressed.has(place)}>${quietHeld(words, sentence, ask, label)}</p>`;
}

/** So many characters tell which card it is. */
const BEGINNING = 40;

/** @param {string} text */
const beginningOf = (text) =>
  text.length > BEGINNING ? `${text.slice(0, BEGINNING).trimEnd()}…` : text;
