/** @import { Here } from "./here.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { care } from "./away.js";
import { latestCards } from "./duties.js";

/** What the server has said became of a card. @param {Here} here @param {{key: string}} card */
export const fateOf = (here, { key }) => here.kept.taps[`fate/${key}`];

/**
 * What became of this device's cards that were set aside: said kindly, on this phone only.
 * @param {Here} here
 */
export function fates(here) {
  const reasons = latestCards(here).map((card) => fateOf(here, card));
  const sentences = [...new Set(reasons)].map(sentence).filter(Boolean);
  if (!sentences.length) return nothing;
  return html`<aside class="notice" aria-label=${t("About a card of yours")}>
    ${sentences.map((words) => html`<p>${words}</p>`)}
    <p class="t-second">${t("Only this phone says this. The card goes when the workshop ends.")}</p>
    ${care(here)}
  </aside>`;
}

/** @param {unknown} reason */
function sentence(reason) {
  if (reason === "safe")
    return t(
      "We kept a card of yours off the screen to protect you: it could have been recognised.",
    );
  if (reason === "care")
    return t(
      "We kept a card of yours off the screen because it deserves more care than this hour " +
        "can give.",
    );
  if (reason === "away")
    return t(
      "We kept a card of yours off the screen because it needs to be heard somewhere else " +
        "than here.",
    );
  return "";
}
