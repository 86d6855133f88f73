/** What a phone does for good: held for a second, as at the desk. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { holding } from "../elements/hold-button-around.js";

/**
 * A large button, below the sentence that says what goes.
 * @param {string} words @param {string} sentence @param {() => void} act
 */
export function heldButton(words, sentence, act) {
  const button = html`<button class="button button-wide" type="button">${words}</button>`;
  return html`<div class="handing-way">
    <p>${sentence}</p>
    ${holding(sentence, act, button, true)}
  </div>`;
}

/**
 * A quiet one, which says what goes while it is pressed.
 * @param {string} words @param {string} sentence @param {() => void} act
 * @param {string} [label] for a screen reader, where the words need more
 */
export function quietHeld(words, sentence, act, label = "") {
  const button = html`<button class="button-quiet" type="button" aria-label=${label || nothing}>
    ${words}
  </button>`;
  return holding(sentence, act, button);
}
