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
  const { turnIn, atLeast } = here.room.turn;
  return waitsOutside(title(), atLeast ? earliestWords(turnIn) : turnWords(turnIn));
}

/** Whether the server has no place for this phone, which has not been in and has no words. @param {Here} here */
export const isWithoutPlace = ({ room, now, forgotten }) =>
  room.connected === "lost" && room.refusal === "full" && !room.tick && now.kind === "arrive" && !forgotten;

/** Instead of the room, which it is not in: the page asks again on its own. @returns {Page} */
export const withoutPlace = () => waitsOutside(
  t("There is no place for this phone yet."), t("The server has as many connections as it can hold."));

/** @param {string} title @param {string} wait @returns {Page} */
function waitsOutside(title, wait) {
  const body = html`<h2 class="t-title">${title}</h2>
    <p class="t-statement">${wait}</p>
    <p>${t("Leave this page open: it lets you in on its own. You do not need to press anything.")}</p>`;
  return { body };
}

export const title = () => t("Many people are joining at once.");

/** When a phone's turn comes. @param {number} seconds */
export function turnWords(seconds) {
  if (seconds <= SOON) return t("Your turn comes in a moment.");
  const rounded = Math.ceil(seconds / SOON) * SOON;
  if (rounded <= MINUTE) return tn("Your turn comes in about {n} second.", "Your turn comes in about {n} seconds.", rounded);
  return tn("Your turn comes in about {n} minute.", "Your turn comes in about {n} minutes.", minutes(rounded));
}

/** When the turn comes of a phone that has none yet: the figure rises while others come before it. @param {number} seconds */
export const earliestWords = (seconds) => tn(
  "Your turn comes in {n} minute at the earliest.", "Your turn comes in {n} minutes at the earliest.", minutes(seconds));

/** @param {number} seconds */
const minutes = (seconds) => Math.max(1, Math.ceil(seconds / MINUTE));
