/** @import { Here } from "../../participant/here.js" */
/** @import { Page } from "../../participant/frame.js" */
import { html } from "../../../vendor/lit-html/lit-html.js";
import { t } from "../../core/words.js";
import { heading } from "./phone-last-call.js";
import { cardList } from "../../participant/my-cards.js";
import { myCards } from "../../participant/writing.js";

/**
 * After a last call in which few wrote: the same on every phone, with a card or without, until
 * "Your cards" is pressed. Nothing is written any more.
 * @param {Here} here @returns {Page}
 */
export function fewWrote(here) {
  const body = html`${heading(here, t("With so few of us, guessing is easy."), t("ends in a moment"))}
    <p>${t(
      "Few of us wrote. You can still withdraw a card before anyone reads it: open " +
        "“Your cards” below. Nobody is told.",
    )}</p>
    <details class="your-cards">
      <summary class="button-quiet">${t("Your cards")}</summary>
      ${myCards(here).length ? cardList(here) : html`<p>${t("You sent no card.")}</p>`}
    </details>`;
  return { body };
}
