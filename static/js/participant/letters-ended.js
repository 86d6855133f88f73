/** @import { Ended, Outcome } from "../core/letters-left.js" */
/** @import { Finish } from "../protocol.js" */
/** @import { Words } from "../core/device.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { endedLetters } from "../core/letters-left.js";
import { t } from "../core/words.js";
import { ownTexts } from "./away.js";

/** @type {Record<Outcome, () => string>} */
const WORDS = {
  gone: () => t("Your letter has gone to the facilitator with the others."),
  unsure: () => t(
    "This phone did not hear whether everything you sent to the teller arrived before the end. " +
      "What arrived has gone to the facilitator with the others.",
  ),
  back: () => t(
    "The facilitator does not have your letter: too few phones wrote one, or the teller no " +
      "longer gets letters. It is only on this page, and gone when you close it.",
  ),
  unsent: () => t("You did not send this letter. It is only on this page, and gone when you close it."),
};

/**
 * What became of this phone's letters, once all else is erased; their words are closed until they are
 * opened.
 * @param {Words} words @param {Finish["letters"]} went
 */
export function lettersEnded(words, went) {
  const ended = endedLetters(words, went);
  return ended.length ? html`<section class="part letter" aria-labelledby="letter-ended">
    <h2 class="part-title" id="letter-ended">${t("A letter to the teller")}</h2>
    ${ended.map(one)}
  </section>` : nothing;
}

/** @param {Ended} ended */
const one = ({ outcome, texts }) => html`<p>${WORDS[outcome]()}</p>
  <details>
    <summary class="button-quiet">${t("Show your letter")}</summary>
    ${ownTexts(texts.map((happened) => ({ happened, learned: "" })), "")}
  </details>`;
