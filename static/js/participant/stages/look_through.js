/** @import { Here } from "../here.js" */
/** @import { Page } from "../frame.js" */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { yourCards } from "../your_cards.js";

/** @param {Here} here @returns {Page} */
export function stage(here) {
  const body = html`<h2 class="t-title">${t("Writing is over.")}</h2>
    <p>${t(
      "Nothing is shown before the facilitator has read it, so that nothing on the screen hurts " +
        "anyone. Breathe for a moment.",
    )}</p>
    ${yourCards(here)}`;
  return { body };
}
