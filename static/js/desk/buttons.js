import { html } from "../../vendor/lit-html/lit-html.js";

/**
 * A button of the desk, outlined.
 * @param {string} label
 * @param {() => void} press
 */
export function small(label, press) {
  return html`<button class="button desk-small" type="button" @click=${press}>${label}</button>`;
}

/**
 * A quiet act, as underlined words. `about` tells a screen reader which of many rows it is for.
 * @param {string} label
 * @param {() => void} press
 * @param {string} [about]
 */
export function quiet(label, press, about = "") {
  return html`<button class="button-quiet" type="button" @click=${press}>
    ${label}<span class="visually-hidden"> ${about}</span>
  </button>`;
}
