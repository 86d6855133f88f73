/** @import { Amount } from "../protocol.js" */
/** @import { Here } from "./here.js" */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { beenSentence } from "../words/screen-and-phone.js";
import { answerButton, trouble } from "./controls.js";

/** How many have been there, in words and outside the card. @param {Amount | undefined} amount */
export function beenWords(amount) {
  const words = beenSentence(amount);
  return words ? html`<p class="t-statement">${words}</p>` : nothing;
}

/**
 * "Been there", on and off, of the story or of a card.
 * @param {Here} here @param {string} item "story", or a card's number
 */
export function been(here, item, large = true) {
  const { round, collecting, kind } = here.now;
  // A live wall takes these taps also when nobody writes on it any more.
  if (!collecting && kind !== "write") return nothing;
  const command = /** @type {const} */ ({ type: "been_there", round, item, on: true });
  const on = here.tapped(command) === true;
  const tap = () => here.send({ ...command, on: !on }, `been/${item}`);
  return html`${trouble(here, `been/${item}`)} ${answerButton(t("Been there"), on, tap, large)}`;
}
