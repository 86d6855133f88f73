import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { t } from "../core/words.js";
import { small } from "./buttons.js";
import { alongWords, leaveOn, shownCards, takeOff } from "./reveal-cards.js";

/** What takes off the card of a request, which need not be the one on show. */
export const askedWords = () => t("Take this card off the screen");

/**
 * The cards that someone asks to take off the screen, in every stage until the desk has decided.
 * A request comes without sender or reason. The next one slides under the pointer.
 * @param {Desk} desk
 */
export const askedOff = (desk) => repeat(askedInPlace(desk), ({ n }) => n, (card) => asked(desk, card));

/** The cards that someone asks about, the first one first whatever comes. @param {Desk} desk */
export const askedInPlace = (desk) =>
  desk.places.order("asked", shownCards(desk).asked, ({ n }) => String(n));

/** @param {Desk} desk @param {DeskCard} card */
function asked(desk, card) {
  const leave = () => leaveOn(desk, card);
  const decides = (/** @type {() => void} */ act) => (/** @type {Event} */ event) => (
    desk.once("asked", act, event)
  );
  return html`<div class="notice desk-asked" role="alert">
    <p class="notice-title">${t("Someone asked to take this card off the screen:")}</p>
    <blockquote class="t-cue" lang=${card.language} dir="auto">${card.happened}</blockquote>
    ${card.learned ? html`<p class="t-small">${alongWords(desk, card)}</p>` : nothing}
    <div class="desk-row">
      ${small(askedWords(), decides(() => takeOff(desk, card)), card.happened)}
      ${small(t("Leave it"), decides(leave), card.happened)}
    </div>
  </div>`;
}
