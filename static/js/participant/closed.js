import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/**
 * What is open on this phone by a press of its person and covers the page on which it was pressed:
 * "sent", what is one's own, or "out", for who steps out. On the next page it is closed again.
 * @typedef {"sent" | "out"} Cover
 */

/** @param {Here} here @param {Cover} cover */
export const isOpen = ({ covered, page }, cover) => covered?.cover === cover && covered.page === page;

/** @param {Here} here @param {Cover} cover @param {boolean} [open] */
export function cover(here, cover, open = true) {
  here.covered = open ? { cover, page: here.page } : null;
  here.redraw();
  scrollTo(0, 0);
}

/**
 * The last line of every phone's page: what is one's own, closed, and the connection. No figure, mark
 * or weight tells whether there is anything inside.
 * @param {Here} here @param {string} connection
 */
export function lastLine(here, connection) {
  const open = isOpen(here, "sent");
  return html`<div class="frame-last">
    <button
      class="button-quiet"
      type="button"
      aria-expanded=${open ? "true" : "false"}
      @click=${() => cover(here, "sent", !open)}
    >
      ${open ? t("Close") : t("What you sent")}
    </button>
    <p class="t-small">${connection}</p>
  </div>`;
}
