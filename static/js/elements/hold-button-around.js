import { html } from "../../vendor/lit-html/lit-html.js";
import "./hold-button.js";

/**
 * Draws a button that is held for a second, on the desk and on a phone alike.
 * @param {string} sentence what goes and what stays
 * @param {() => void} act @param {unknown} button the one `<button>` in it
 * @param {boolean} [beside] whether the sentence is beside it already
 */
export function holding(sentence, act, button, beside = false) {
  return html`<hold-button ?data-beside=${beside} .sentence=${sentence} @held=${act}>
    ${button}
  </hold-button>`;
}
