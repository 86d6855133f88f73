/** @import { Here } from "./here.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { care, ownTexts } from "./away.js";

/** What the server has said became of a card. @param {Here} here @param {{key: string}} card */
export const fateOf = (here, { key }) => here.words.taps[`fate/${key}`];

/**
 * What became of this device's cards that were set aside: said kindly, on this phone only.
 * @param {Here} here
 */
export function fates(here) {
  const aside = cardsAside(here);
  const reasons = [...new Set(aside.map((card) => fateOf(here, card)))];
  if (!aside.length) return nothing;
  return html`<aside class="notice" aria-label=${t("About one of your cards")}>
    ${reasons.map((reason) => html`<p>${sentence(reason)}</p>
      ${ownTexts(aside.filter((card) => fateOf(here, card) === reason), "")}`)}
    <p class="t-second">${t("Only this phone says this. No summary shows the card.")}</p>
    ${care(here)}
  </aside>`;
}

/** The cards of this device that were set aside, of all rounds. @param {Here} here */
export function cardsAside(here) {
  return here.words.cards.filter((card) => sentence(fateOf(here, card)));
}

/** Why a card was set aside, for its writer; "" if it was not. @param {unknown} reason */
export function sentence(reason) {
  if (reason === "safe")
    return t(
      "We kept one of your cards off the screen to protect you: someone could have recognised you.",
    );
  if (reason === "name")
    return t(
      "We kept one of your cards off the screen because it names someone. The reason is the name, " +
        "not what you told us.",
    );
  if (reason === "care")
    return t(
      "We kept one of your cards off the screen because it deserves more care than this hour " +
        "allows.",
    );
  if (reason === "away")
    return t(
      "We kept one of your cards off the screen because it needs to be heard somewhere other than " +
        "here.",
    );
  return "";
}
