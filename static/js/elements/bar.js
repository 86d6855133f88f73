import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { vars } from "./vars.js";

/**
 * The underline itself. Its full length is a number of votes fixed when the voting starts, so that
 * no bar shrinks when another one grows.
 * @param {number | null} share 0 to 1; null: bars are not shown yet, only the track
 * @returns {TemplateResult}
 */
export function bar(share) {
  const grown = Math.min(1, Math.max(0, share ?? 0));
  return html`<div class="bar" aria-hidden="true" ${vars({ "--share": grown })}>
    <div class="bar-gold"></div>
  </div>`;
}

/**
 * A lesson underlined by the room, its number beside it.
 * @param {{ text: string, count: number | null, full: number, tied?: string | null,
 *   hollow?: boolean, delay?: number }} lesson count: null until bars are shown, and no figure
 *   for none; full: the votes that make a whole line; tied: the words beside the count; hollow: a
 *   bar of which nothing is decided; delay: milliseconds until it comes, at the end
 * @returns {TemplateResult}
 */
export function votedLesson({ text, count, full, tied = null, hollow = false, delay = 0 }) {
  return html`<li class="voted" ?data-hollow=${hollow} ${vars({ "--after": `${delay}ms` })}>
    <p class="t-lesson voted-text" dir="auto">${text}</p>
    ${tied ? html`<span class="t-small voted-tied">${tied}</span>` : nothing}
    ${count ? html`<span class="t-count voted-count">${count}</span>` : nothing}
    ${bar(count === null ? null : count / Math.max(1, full))}
  </li>`;
}
