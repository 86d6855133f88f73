/** @import { Page } from "./frame.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/** Under three took part: nothing was shown. @returns {Page} */
export function tooFew() {
  const body = html`<h2 class="t-title">${t("There are too few of us for this.")}</h2>
    <p>${t(
      "Fewer than three of us took part, so anyone could have guessed who wrote what. No card was " +
        "shown. If you sent one, it is back on this phone.",
    )}</p>`;
  return { body };
}
