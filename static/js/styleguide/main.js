/** Every component in every state, by the elements and sheets that the screens use. */

import { html, render } from "../../vendor/lit-html/lit-html.js";
import { cards, lines, votes } from "./broken.js";
import { asked, buttons, told } from "./controls.js";
import { colours, motion, spaces, types } from "./tokens.js";

const place = /** @type {HTMLElement} */ (document.getElementById("guide"));
const SECTIONS = [colours, types, spaces, motion, lines, cards, votes, buttons, asked, told];

/** @type {Record<string, unknown>} */
const state = { qr: JSON.parse(place.dataset.qr ?? "[]") };

/** @param {Record<string, unknown>} change */
function show(change = {}) {
  Object.assign(state, change);
  render(html`${SECTIONS.map((section) => section(state, show))}`, place);
  measure();
}

/** Beside each sample stands what the browser has made of its tokens. */
function measure() {
  for (const note of place.querySelectorAll("[data-measures]")) {
    const sample = /** @type {Element} */ (note.parentElement?.querySelector("[data-sample]"));
    note.textContent = MEASURES[/** @type {HTMLElement} */ (note).dataset.measures ?? ""]?.(
      getComputedStyle(sample),
      /** @type {HTMLElement} */ (sample),
    ) ?? "";
  }
}

/** @type {Record<string, (style: CSSStyleDeclaration, sample: HTMLElement) => string>} */
const MEASURES = {
  colour: (style, sample) => style.getPropertyValue(sample.dataset.sample ?? ""),
  type: (style) =>
    [
      style.fontFamily.split(",")[0]?.replaceAll('"', ""),
      `${Number.parseFloat(style.fontSize).toFixed(1)} px`,
      style.fontWeight,
      style.fontVariationSettings === "normal" ? "" : style.fontVariationSettings.replaceAll('"', ""),
      `line ${(Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize)).toFixed(2)}`,
    ]
      .filter(Boolean)
      .join(", "),
  width: (style) => style.inlineSize,
};

show();
document.fonts.ready.then(measure);
