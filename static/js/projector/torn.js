import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { seam } from "../elements/seam.js";
import { t } from "../core/words.js";
import { promise } from "./parts.js";
import { dayInWords } from "./sentences.js";

/**
 * A sheet torn from top to bottom: what was there, and beside it what came of it. The end piece has
 * slipped down.
 * @param {{ start: unknown, end: unknown, seed: string, mended: boolean }} options
 * @returns {TemplateResult}
 */
export function torn({ start, end, seed, mended }) {
  return html`<article class="torn">
    <div class="torn-start">${start}</div>
    <div class="torn-end">${end}</div>
    <div class="torn-seam">${seam({ seed, mended, vertical: true })}</div>
  </article>`;
}

/**
 * A commitment with its owner and its date, as rows of the room's screen have it.
 * @param {Pick<Commitment, "when" | "will" | "who" | "owner" | "by" | "language">} one
 * @param {string} language the workshop's
 * @param {string} notYet what stands for the owner of one that nobody has taken on
 * @returns {TemplateResult}
 */
export function taken(one, language, notYet) {
  return html`<div class="torn-taken">
    ${promise("t-card", one)} ${ownerAndDate(one, language, notYet)}
  </div>`;
}

/**
 * A date belongs to a person: where nobody has taken it on yet, none is named.
 * @param {Pick<Commitment, "owner" | "by">} one @param {string} language @param {string} notYet
 * @returns {TemplateResult}
 */
export function ownerAndDate({ owner, by }, language, notYet) {
  if (!owner) return html`<p class="t-small">${notYet}</p>`;
  return html`<p class="t-small">
    <bdi class="t-name">${owner}</bdi>${by ? html`<span class="torn-by">${until(by, language)}</span>` : nothing}
  </p>`;
}

/** @param {string} day @param {string} language */
export const until = (day, language) => t("by {day}", { day: dayInWords(day, language) });
