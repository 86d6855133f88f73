import { html } from "../../vendor/lit-html/lit-html.js";
import { t } from "../core/words.js";
import { mainButton } from "./main-button.js";

/** Whether this phone was not let in. @param {Here} here */
export const isShutOut = ({ room }) =>
  room.connected === "refused" && room.refusal === "door_closed";

export const title = () => t("The door is closed.");

export const why = () =>
  html`<p>${t("No new devices can join right now. Ask the facilitator to open the door, then try again.")}</p>
    <p class="t-second">${t(
      "This device is new here, has forgotten the workshop, or came while a great many did.",
    )}</p>`;

export const enterCode = (look = "button button-main button-wide") =>
  html`<a class=${look} href="/">${t("Enter a code")}</a>`;

/** The door may be open by now. */
export const ways = () =>
  html`${mainButton(t("Try again"), () => location.reload())} ${enterCode("button-quiet")}`;

/** Said without what comes after arriving, which a phone outside does not need. @returns {Page} */
export function doorClosed() {
  return { body: html`<h2 class="t-title">${title()}</h2> ${why()}`, foot: ways() };
}
