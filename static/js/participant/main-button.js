import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/**
 * The one filled button of a screen.
 * @param {string} words @param {() => void} act @param {string} [why] spent: the reason's id
 */
export function mainButton(words, act, why = "") {
  return html`<button
    class="button button-main button-wide"
    type="button"
    aria-disabled=${why ? "true" : nothing}
    aria-describedby=${why || nothing}
    @click=${act}
  >
    ${words}
  </button>`;
}
