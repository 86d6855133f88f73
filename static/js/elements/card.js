import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { seam } from "./seam.js";

/** @typedef {import("../../vendor/lit-html/lit-html.js").TemplateResult} TemplateResult */
/**
 * Where a card lies: alone on the room's screen, in a column of three, on a page of six, or on a phone.
 * @typedef {"alone" | "column" | "page" | "phone"} Place
 */
/** @typedef {{ readonly happened: string, readonly learned?: string | null }} Card */

/**
 * Lines of equal length for a short text; a long one only avoids a last line of one word.
 * @param {string} text
 * @returns {"is-short" | "is-long"}
 */
export function wrapOf(text) {
  return text.length < 140 ? "is-short" : "is-long";
}

/**
 * The step of type for a card that stands alone: 92, 80, 66 or 54 of 1080.
 * @param {Card} card
 * @returns {"short" | "middle" | "long" | "longest"}
 */
export function lengthOf({ happened, learned }) {
  const length = happened.length + (learned ?? "").length;
  if (length <= 90) return "short";
  if (length <= 190) return "middle";
  return length <= 300 ? "long" : "longest";
}

/**
 * How many cards share a page of the room's screen: fewer, rather than type under 32 of 1080.
 * @param {readonly Card[]} cards
 * @returns {6 | 4 | 2}
 */
export function cardsPerPage(cards) {
  const lines = Math.max(0, ...cards.map(({ happened, learned }) => rows(happened, 26) + rows(learned ?? "", 26)));
  if (lines <= 8) return 6;
  return Math.max(0, ...cards.map(({ happened, learned }) => rows(happened, 44) + rows(learned ?? "", 44))) <= 8 ? 4 : 2;
}

/** @param {string} text @param {number} width characters in a line @returns {number} */
const rows = (text, width) => Math.ceil(text.length / width);

/**
 * Two pieces of one sheet, joined by the seam of a text; the lower one has slipped to the inline end.
 * @param {{ upper: unknown, lower: unknown, seed: string, mended: boolean, place: Place, length?: string,
 *   outlined?: boolean, arriving?: boolean }} options outlined: a card that is being written has an edge all round
 * @returns {TemplateResult}
 */
export function sheet({ upper, lower, seed, mended, place, length = "middle", outlined = false, arriving = false }) {
  return html`<article class="card" data-place=${place} data-length=${length} ?data-outlined=${outlined} ?data-arriving=${arriving}>
    <div class="card-piece card-upper">${upper}</div>
    <div class="card-piece card-lower">${seam({ seed, mended })}${lower}</div>
  </article>`;
}

/**
 * A card as everybody sees it. Without a lesson the seam stays open and the lower piece empty: no reproach.
 * @param {Card & { place: Place, arriving?: boolean }} card
 * @returns {TemplateResult}
 */
export function card({ happened, learned, place, arriving = false }) {
  return sheet({
    upper: said(happened),
    lower: learned ? said(learned) : nothing,
    seed: happened,
    mended: Boolean(learned),
    place,
    length: lengthOf({ happened, learned }),
    arriving,
  });
}

/** @param {string} text @returns {TemplateResult} */
function said(text) {
  return html`<p class="t-card ${wrapOf(text)}" dir="auto">${text}</p>`;
}
