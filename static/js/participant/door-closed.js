/** @import { Here } from "./here.js" */
/** @import { Page } from "./frame.js" */
import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";

/** Whether this phone was not let in. @param {Here} here */
export const isShutOut = ({ room }) =>
  room.connected === "refused" && room.refusal === "door_closed";

export const title = () => t("The door is closed.");

export const why = () =>
  t(
    "No new devices can join right now, and this one has not been here before, has forgotten it, " +
      "or came while a great many did. Ask the facilitator to open the door, then reload this page.",
  );

export const enterCode = () =>
  html`<a class="button button-main button-wide" href="/">${t("Enter a code")}</a>`;

/** Said without what comes after arriving, which a phone outside does not need. @returns {Page} */
export function doorClosed() {
  return { body: html`<h2 class="t-title">${title()}</h2> <p>${why()}</p>`, foot: enterCode() };
}
