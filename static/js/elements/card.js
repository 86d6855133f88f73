import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { seam } from "./seam.js";

/**
 * Where a card lies: alone on the room's screen, in a column of three, on a page of six, on a
 * phone, or on the desk.
 * @typedef {"alone" | "column" | "page" | "phone" | "desk"} Place
 */
/** @typedef {{ readonly happened: string, readonly learned?: string | null }} Card */

/**
 * Lines of equal length for a short text; a long one only avoids a last line of one word.
 * @param {string} text @returns {"is-short" | "is-long"}
 */
export function wrapOf(text) {
  return text.length < 140 ? "is-short" : "is-long";
}

/**
 * Two pieces of one sheet, joined by the seam of a text; the lower one has slipped to the inline
 * end.
 * @param {{ upper: unknown, lower: unknown, seed: string, mended: boolean, place: Place, outlined?:
 *   boolean, arriving?: boolean }} options outlined: a card that is being written has an edge all
 *   round
 * @returns {TemplateResult}
 */
export function sheet({ upper, lower, seed, mended, place, outlined = false, arriving = false }) {
  return html`<article
    class="card"
    data-place=${place}
    ?data-outlined=${outlined}
    ?data-arriving=${arriving}
  >
    <div class="card-piece card-upper">${upper}</div>
    <div class="card-piece card-lower">${seam({ seed, mended })}${lower}</div>
  </article>`;
}

/**
 * A card as everybody sees it. Without a lesson the seam stays open and the lower piece empty: no
 * reproach.
 * @param {Card & { place: Place, arriving?: boolean }} card @returns {TemplateResult}
 */
export function card({ happened, learned, place, arriving = false }) {
  return sheet({
    upper: said(happened),
    lower: learned ? said(learned) : nothing,
    seed: happened,
    mended: Boolean(learned),
    place,
    arriving,
  });
}

/** @param {string} text @returns {TemplateResult} */
function said(text) {
  return html`<p class="t-card ${wrapOf(text)}" dir="auto">${text}</p>`;
}
