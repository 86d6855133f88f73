/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { ownTexts } from "./away.js";
import { latestCards } from "./duties.js";

/** Under three took part: nothing was shown. @param {Here} here @returns {Page} */
export function tooFew(here) {
  const mine = latestCards(here);
  const body = html`<h2 class="t-title">${t("We are too few for this.")}</h2>
    <p>${t(
      "With so few of us, anyone could guess who wrote what. So nothing was shown, and the " +
        "cards were destroyed.",
    )}</p>
    ${mine.length ? ownTexts(mine, t("Your text is still on this phone")) : nothing}`;
  return { body };
}
