import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/**
 * Above the large picture: that the room sees it, or that no window shows it to the room yet.
 * @param {Desk} desk @param {string} name of the stage
 */
export function seesHeading(desk, name) {
  // A sentence has its own end.
  const [words, then] = desk.screenless ? [notOpen(desk), " "] : [t("The room sees"), ": "];
  return html`<h2 class="t-name" id="desk-sees" tabindex="-1"
      >${words}<span class="visually-hidden">${then}${name}</span></h2
    >
    ${desk.screenless ? opensIt(desk) : nothing}`;
}

/**
 * Beside the small picture: what the desk does here, and that no window shows it to the room yet.
 * @param {Desk} desk @param {string} heading @param {string} name of the stage
 */
export function stageHeading(desk, heading, name) {
  if (desk.now.phase === "sealed") {
    return html`<h1 class="t-title" id="desk-sees" tabindex="-1" dir="auto">${heading}</h1>`;
  }
  return html`${desk.screenless
      ? html`<div class="desk-unopened t-name">${notOpen(desk)} ${opensIt(desk)}</div>`
      : nothing}
    <h2 class="t-heading" id="desk-sees" tabindex="-1" dir="auto"
      >${heading === name ? nothing : html`<span class="visually-hidden">${name}: </span>`}${heading}</h2
    >`;
}

/** @param {Desk} desk */
function notOpen({ workshop }) {
  return workshop.remote
    ? t("The window to share is not open.") : t("The room’s screen is not open.");
}

/** @param {Desk} desk */
const opensIt = (desk) => opensScreen(desk, "desk-open-screen", t("Open it"));

/**
 * A link to the window that the room sees, where this desk has one.
 * @param {Desk} desk @param {string} id @param {string} words
 */
export function opensScreen({ desk }, id, words) {
  if (!desk.projector_url) return nothing;
  return html`<a class="button-quiet" id=${id} href=${desk.projector_url} target="_blank" rel="noopener"
    >${words}</a
  >`;
}
