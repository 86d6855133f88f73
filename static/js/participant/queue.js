/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t, tn } from "../core/words.js";

const SECOND = 1000;
/** Seconds up to which a turn comes "in a moment", and to a multiple of which others are rounded. */
const SOON = 5;
const MINUTE = 60;

/** Whether this phone waits for its turn to come in. @param {Here} here */
export const isQueued = ({ room }) => room.connected === "queued";

/** @type {ReturnType<typeof setTimeout> | undefined} */
let again;

/** Instead of the room, for a phone that is new while many come at once. @param {Here} here @returns {Page} */
export function queued(here) {
  clearTimeout(again);
  again = setTimeout(here.redraw, SECOND);
  const body = html`<h2 class="t-title">${title()}</h2>
    <p class="t-label">${turnWords(here.room.turnIn)}</p>
    <p>${t("Leave this page open: it lets you in on its own. You do not need to press anything.")}</p>`;
  return { body };
}

export const title = () => t("Many are joining at once.");

/** When a phone's turn comes. @param {number} seconds */
export function turnWords(seconds) {
  if (seconds <= SOON) return t("Your turn comes in a moment.");
  const rounded = Math.ceil(seconds / SOON) * SOON;
  if (rounded <= MINUTE) return tn("Your turn comes in about {n} second.", "Your turn comes in about {n} seconds.", rounded);
  const minutes = Math.ceil(rounded / MINUTE);
  return tn("Your turn comes in about {n} minute.", "Your turn comes in about {n} minutes.", minutes);
}
