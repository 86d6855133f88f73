import { html } from "../../vendor/lit-html/lit-html.js";

/**
 * The one filled button of a screen.
 * @param {string} words @param {() => void} act @param {boolean} [pressed] a moment ago
 */
export function mainButton(words, act, pressed = false) {
  return html`<button
    class="button button-main button-wide"
    type="button"
    ?data-pressed=${pressed}
    @click=${act}
  >
    ${words}
  </button>`;
}
