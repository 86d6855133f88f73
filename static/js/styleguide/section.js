import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/** @typedef {import("../../vendor/lit-html/lit-html.js").TemplateResult} TemplateResult */

/**
 * A part of the guide.
 * @param {string} title @param {string} sentence what holds for all of it
 * @param {unknown} content
 * @returns {TemplateResult}
 */
export function section(title, sentence, content) {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return html`<section class="page-part" aria-labelledby=${id}>
    <h2 class="t-heading" id=${id}>${title}</h2>
    <p class="page-lead">${sentence}</p>
    <div class="guide-states">${content}</div>
  </section>`;
}

/**
 * One state, named.
 * @param {string} name @param {unknown} content @param {"wide" | ""} [size]
 * @returns {TemplateResult}
 */
export function state(name, content, size = "") {
  return html`<figure class="guide-state" data-size=${size || nothing}>
    <figcaption class="t-small">${name}</figcaption>
    ${content}
  </figure>`;
}

/**
 * The room's screen, small: a box of 16 to 9 that takes every size from its own height.
 * @param {string} name @param {unknown} content @param {boolean} [dark]
 * @returns {TemplateResult}
 */
export function room(name, content, dark = false) {
  return state(
    name,
    html`<div class="miniature">
      <div class="scale-projector guide-room" data-theme=${dark ? "dark" : nothing}>${content}</div>
    </div>`,
  );
}
