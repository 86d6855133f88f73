import { html } from "../../vendor/lit-html/lit-html.js";

/**
 * An answer, whose press is seen for a moment; large where it is the screen's only one.
 * @param {string} words @param {boolean} on @param {() => void} act
 */
export function answerButton(words, on, act, large = true) {
  return html`<button
    class="button button-wide ${large ? "button-answer" : ""}"
    type="button"
    ?data-pressed=${on}
    @click=${act}
  >
    ${words}
  </button>`;
}
