import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";

/**
 * A box and the sentence that states the consequence; the whole row is the target.
 * @param {{ text: unknown, ticked: boolean, onTick: (ticked: boolean) => void, name?: string,
 *   about?: string }} options `about` is the id of what it is said of
 * @returns {TemplateResult}
 */
export function tick({ text, ticked, onTick, name = "", about = "" }) {
  /** @param {Event} event */
  const changed = (event) => onTick(/** @type {HTMLInputElement} */ (event.currentTarget).checked);
  return html`<label class="tick">
    <input
      class="tick-box"
      type="checkbox"
      name=${name}
      aria-describedby=${about || nothing}
      .checked=${live(ticked)}
      @change=${changed}
    />
    <span class="tick-text">${text}</span>
  </label>`;
}
