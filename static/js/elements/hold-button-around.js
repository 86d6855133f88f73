import { html } from "../../vendor/lit-html/lit-html.js";
import "./hold-button.js";

/**
 * Draws a button that is held for a second, on the desk and on a phone alike.
 * @param {string} sentence what goes and what stays
 * @param {() => void} act @param {unknown} button the one `<button>` in it
 * @param {boolean} [beside] whether the sentence is beside it already
 * @param {boolean} [near] whether a press is answered beside the button, where a pointer looks
 */
export function holding(sentence, act, button, beside = false, near = false) {
  return html`<hold-button ?data-beside=${beside} ?data-near=${near} .sentence=${sentence} @held=${act}>
    ${button}
  </hold-button>`;
}
