import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { length } from "./text.js";
import { revealed } from "./wall.js";

/** A card of so many characters leaves a small phone room for the field. */
const WHOLE = 110;

/**
 * What happened on the card that was asked about, without what it taught: understanding comes before the
 * remedy, and the field below stays in view. On a small phone the beginning of a long card is there,
 * and the rest by a press.
 * @param {Here} here
 */
export function askedAbout(here) {
  const card = here.room.get(`cards/${here.now.about}`);
  if (!card) return nothing;
  if (card.off) return revealed(here, card);
  const words = html`<p class="t-card" dir="auto" lang=${card.language}>${card.happened}</p>`;
  return length(card.happened) <= WHOLE
    ? html`<div class="asked-about">${words}</div>`
    : html`<details class="asked-about"><summary>${words}</summary></details>`;
}
