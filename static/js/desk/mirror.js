/** @import { Desk } from "./desk.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { small } from "./buttons.js";
import { ReviewState } from "./review-state.js";
import { hasLooked, isMirrored, waitingCards } from "./reviewing.js";
import { seenWords } from "./sees.js";

/**
 * Asked once, before the first card opens: a mirrored display would show the room every card.
 * @param {Desk} desk
 */
export function mirrorQuestion(desk) {
  const { mirrored, waits, opening } = desk.atStage(ReviewState);
  if (mirrored) return covered();
  // What is asked about may have gone back to the phones meanwhile.
  if (!waits || !waitingCards(desk).length) return nothing;
  return html`<div class="notice" role="alert">
    <p class="notice-title">${t("Look at the room’s screen.")} ${question(desk)}</p>
    <div class="desk-row desk-looked">
      ${small(yes(opening), () => hasLooked(desk))}
      ${small(t("No, cover everything"), () => isMirrored(desk))}
    </div>
  </div>`;
}

/** @param {number} n how many it opens */
const yes = (n) => (n > 1 ? t("Yes, open all {n}", { n }) : t("Yes, open the card"));

/** @param {Desk} desk */
function question(desk) {
  if (desk.now.covered) return t("Is it covered?");
  return t("It should show “{words}” and nothing from this desk. Does it?", { words: seenWords(desk) });
}

function covered() {
  return html`<p class="notice" role="status">
    ${t("The room’s screen and every card here are covered.")}
    ${t("In the display settings choose “Extend”. Then uncover the screen and press a card again.")}
  </p>`;
}
