import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { allCards } from "../words/screen-and-phone.js";
import { quiet } from "./buttons.js";
import { beenThereWords } from "./harm.js";
import { markSensitive, shownCards, takeOff } from "./reveal-cards.js";

class Listing {
  /** Whether all cards are listed. */
  isOpen = false;
}

/**
 * Every card that the room can see, once the list is opened, each with what can be done with it.
 * @param {Desk} desk @param {(card: DeskCard) => unknown} acts
 */
export function cardList(desk, acts) {
  const cards = cardsSeen(desk);
  if (!cards.length) return nothing;
  const listing = desk.atStage(Listing);
  const turn = (/** @type {Event} */ event) => {
    const { open } = /** @type {HTMLDetailsElement} */ (event.target);
    if (open === listing.isOpen) return;
    desk.change(() => (listing.isOpen = open));
    if (open) bringUp(/** @type {Element} */ (event.target));
  };
  return html`<details class="desk-all" .open=${listing.isOpen} @toggle=${turn}>
    <summary class="button-quiet">${allCards(cards.length)}</summary>
    <ol class="desk-list">
      ${(listing.isOpen ? cards : []).map((card) => html`<li class="desk-entry desk-line-entry">
        <p class="t-cue" lang=${card.language} dir="auto">${card.happened}</p>
        <p class="desk-acts">${acts(card)}</p>
      </li>`)}
    </ol>
  </details>`;
}

/** It opens below what is in view. @param {Element} list */
const bringUp = (list) => globalThis.requestAnimationFrame?.(() => list.scrollIntoView({ block: "start" }));

/** The cards of a reveal or of a live wall; none in other stages. @param {Desk} desk @returns {DeskCard[]} */
function cardsSeen(desk) {
  const { now, room } = desk;
  const shows = now.kind === "reveal" || (now.kind === "write" && room.get("workshop")?.live_wall);
  return shows ? shownCards(desk).cards : [];
}

/** Takes a card off the screen, or shows it again. @param {Desk} desk @param {DeskCard} card */
export const offOrAgain = (desk, card) => quiet(
  card.off ? t("Show again") : t("Take it off the screen"), () => takeOff(desk, card), card.happened);

/** What can be done with any card that the room sees. @param {Desk} desk @param {DeskCard} card */
export const careFor = (desk, card) => html`${offOrAgain(desk, card)}
  ${quiet(beenThereWords(card.sensitive), () => markSensitive(desk, card), card.happened)}`;
