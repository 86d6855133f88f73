import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/**
 * A button of the desk, outlined. `about` tells a screen reader which of many rows it is for.
 * @param {string} label @param {(event: MouseEvent) => void} press @param {string} [about]
 * @param {string} [id]
 */
export function small(label, press, about = "", id = "") {
  return html`<button class="button desk-small" type="button" id=${id || nothing} @click=${press}
    >${label}${about ? html`<span class="visually-hidden"> ${about}</span>` : nothing}</button>`;
}

/**
 * A quiet act, as underlined words. `about` tells a screen reader which of many rows it is for.
 * @param {string} label @param {() => void} press @param {string} [about]
 * @param {string} [key] that does the same
 */
export function quiet(label, press, about = "", key = "") {
  return html`<button class="button-quiet" type="button" @click=${press}>
    ${label}<span class="visually-hidden"> ${about}</span>${hint(key)}
  </button>`;
}

/** A key, beside the words of what it does; "" for none. @param {string} key */
export const hint = (key) => (key ? html`<kbd class="desk-key desk-hint">${key}</kbd>` : nothing);
