/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { yourCards } from "./your-cards.js";

/** Too few wrote: nothing was shown. @param {Here} here @returns {Page} */
export function tooFew(here) {
  const body = html`<h2 class="t-title">${t("There are too few of us for this.")}</h2>
    <p>${t(
      "So few of us wrote that anyone could have guessed who wrote what. No card was shown. If you " +
        "sent one, it is back on this phone.",
    )}</p>
    ${yourCards(here)}`;
  return { body };
}
