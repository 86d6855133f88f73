import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { bar } from "./bar.js";

/**
 * @typedef {object} Stepper
 * @property {number} count
 * @property {string} fewer the accessible name of minus: "One vote less for …"
 * @property {string} more the accessible name of plus
 * @property {boolean} canTake
 * @property {boolean} canGive
 * @property {() => void} onTake
 * @property {() => void} onGive also called on a spent step, so that the caller can say why
 */

/**
 * Minus, count, plus. A spent step fades and stays pressable, because a step that says nothing is a
 * riddle.
 * @param {Stepper} options @returns {TemplateResult}
 */
export function stepper({ count, fewer, more, canTake, canGive, onTake, onGive }) {
  return html`<div class="stepper" role="group">
    <button
      class="stepper-step"
      type="button"
      aria-label=${fewer}
      aria-disabled=${!canTake}
      @click=${onTake}
    >
      <span class="stepper-minus" aria-hidden="true"></span>
    </button>
    <output class="t-count stepper-count">${count}</output>
    <button
      class="stepper-step"
      type="button"
      aria-label=${more}
      aria-disabled=${!canGive}
      @click=${onGive}
    >
      <span class="stepper-plus" aria-hidden="true"></span>
    </button>
  </div>`;
}

/**
 * A lesson with one's own votes under it.
 * @param {Stepper & { text: string, most: number, why?: string | null }} options most: votes that
 *   one lesson can take; why: the sentence about a spent step, shown when not empty
 * @returns {TemplateResult}
 */
export function ballotLesson({ text, most, why = null, ...options }) {
  return html`<li class="ballot">
    <p class="t-lesson ballot-text" dir="auto">${text}</p>
    ${stepper(options)}
    <p class="t-small ballot-why" role="status">${why ?? nothing}</p>
    ${bar(options.count / Math.max(1, most))}
  </li>`;
}
