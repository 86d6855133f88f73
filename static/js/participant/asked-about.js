import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { revealed } from "./wall.js";

/**
 * What happened on the card that was asked about, without what it taught: understanding comes before the
 * remedy, and the field below stays in view.
 * @param {Here} here
 */
export function askedAbout(here) {
  const card = here.room.get(`cards/${here.now.about}`);
  if (!card) return nothing;
  return card.off ? revealed(here, card)
    : html`<p class="t-card" dir="auto" lang=${card.language}>${card.happened}</p>`;
}
