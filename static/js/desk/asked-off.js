/** @import { DeskCard } from "../protocol.js" */
/** @import { Desk } from "./desk.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { small } from "./buttons.js";
import { shownCards, takeOff } from "./reveal-cards.js";

/**
 * The cards that someone asks to take off the screen, in every stage until the desk has decided.
 * A request comes without sender or reason.
 * @param {Desk} desk
 */
export function askedOff(desk) {
  return shownCards(desk).asked.map((card) => asked(desk, card));
}

/** @param {Desk} desk @param {DeskCard} card */
function asked(desk, card) {
  const leave = () => desk.press({ type: "leave_card", card: String(card.n) });
  return html`<div class="notice" role="alert">
    <p class="notice-title">${t("Someone asked to take this card off the screen:")}</p>
    <p class="t-cue" lang=${card.language} dir="auto">${card.happened}</p>
    <div class="desk-row">
      ${small(t("Take it off"), () => takeOff(desk, card))} ${small(t("Leave it"), leave)}
    </div>
  </div>`;
}
