import { html, nothing } from "../../../vendor/lit-html/lit-html.js";
import { live } from "../../../vendor/lit-html/directives/live.js";
import { t } from "../../core/words.js";
import { choose } from "./desk-reach.js";

/** Whether phones reach this server, and by which address. @param {Desk} desk */
export function waysIn(desk) {
  const { address, trial } = desk.workshop;
  return html`<div class="desk-stack">
    ${desk.desk.reached
      ? html`<p>${t("Yes, one has connected.")}</p>`
      : trial
        ? needNot(address)
        : notYet(address, desk.room.tick?.here ?? 0)}
    ${desk.whole && desk.desk.addresses.length > 1
      ? choice(desk)
      : isOnlyOurs(address) ? nothing : html`<p class="t-small">${t("On the room’s screen: {address}", { address })}</p>`}
  </div>`;
}

/** @param {Desk} desk */
function choice(desk) {
  const { desk: { addresses }, workshop: { address } } = desk;
  return html`<fieldset class="desk-addresses">
    <legend class="t-small">${t("Which of the laptop’s addresses should the room’s screen show?")}</legend>
    ${addresses.map((one) => html`<label class="form-option">
      <input
        type="radio"
        name="desk-address"
        .checked=${live(one === address)}
        @change=${() => choose(desk, one)}
      />
      <bdi>${one}</bdi>
    </label>`)}
  </fieldset>`;
}

/** Where people are pretended, there is nothing to mend. @param {string} address the one that the room's screen shows */
function needNot(address) {
  return html`<p>${t("They do not need to: these are pretend people.")}</p>
    <p>
      ${isOnlyOurs(address)
        ? t("Your own phone could not join: this address only works on this laptop.")
        : t("Your own phone can join: scan the code.")}
    </p>`;
}

/**
 * Nobody has come over the network, and whoever is here came by an address of the laptop itself.
 * @param {string} address the one that the room's screen shows @param {number} here
 */
function notYet(address, here) {
  if (isOnlyOurs(address)) return onlyOurs();
  return html`<div class="notice">
    <p class="notice-title">${t("Not yet. Scan the code with your own phone.")}</p>
    ${here ? html`<p>${t("The devices that are here so far are on this laptop.")}</p>` : nothing}
    <p>${t("No page? See what to try below.")}</p>
  </div>`;
}

function onlyOurs() {
  return html`<div class="notice">
    <p class="notice-title">${t("No: this address only works on this laptop.")}</p>
    <p>${t("Join a Wi-Fi network, and restart the program without --host.")}</p>
  </div>`;
}

/** Whether an address is a loopback one. @param {string} address as one types it, or a whole one */
export function isOnlyOurs(address) {
  return /^(https?:\/\/)?(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/.test(address);
}
