import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { beenSentence } from "../words/screen-and-phone.js";
import { answerButton } from "./answer-button.js";

/** How many have been there, in words and outside the card. @param {Amount | undefined} amount */
export function beenWords(amount) {
  const words = beenSentence(amount);
  return words ? html`<p class="t-statement">${words}</p>` : nothing;
}

/**
 * "Been there" of the story or of a card. It looks unpressed again: nobody beside this phone learns whether
 * it was pressed, and pressing again keeps it.
 * @param {Here} here @param {string} item "story", or a card's number
 */
export function been(here, item, large = true) {
  const { round, collecting, kind } = here.now;
  // A live wall takes these taps also when nobody writes on it any more.
  if (!collecting && kind !== "write") return nothing;
  const command = /** @type {const} */ ({ type: "been_there", round, item, on: true });
  const place = `been/${item}`;
  const tap = () => here.tap(command, place);
  return answerButton(t("Been there"), here.pressed.has(place), tap, large);
}
